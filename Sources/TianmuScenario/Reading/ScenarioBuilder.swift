import TianmuModel

/// Turns a merged tree into a ``Scenario``. What does not fit the schema has been reported already and is left out.
struct ScenarioBuilder {
    let tree: SourceNode

    func scenario(
        path: String, figures: FigureTable, inputs: [InputFile], diagnostics: [Diagnostic]
    ) -> Scenario {
        var diagnostics = diagnostics
        let years = tree["years"]
        let horizon = Horizon(
            base: years?["base"].flatMap(locatedYear)?.value ?? 0,
            through: years?["through"].flatMap(locatedYear)?.value ?? 0)
        if let through = years?["through"], horizon.base > 0, horizon.through > 0, horizon.through <= horizon.base {
            diagnostics.append(
                .error(
                    zh: "末年 \(horizon.through) 须晚于基年 \(horizon.base)",
                    en: "the last year \(horizon.through) must come after the base year \(horizon.base)",
                    at: through.position))
        }
        if horizon.base > 0, horizon.through - horizon.base > 100, let through = years?["through"] {
            diagnostics.append(
                .error(zh: "最多推算 100 年", en: "at most 100 years can be projected", at: through.position))
        }
        let kinds = (tree["accept"]?.items ?? []).compactMap { $0.text.flatMap(Figure.Kind.init(rawValue:)) }
        return Scenario(
            path: path,
            title: tree["title"].flatMap(localized) ?? LocalizedText(path),
            note: tree["note"].flatMap(localized),
            region: tree["region"]?.text,
            asOf: tree["as-of"]?.text.flatMap { CalendarDate($0) },
            acceptedKinds: kinds.isEmpty ? [.actual, .preliminary, .estimate] : Set(kinds),
            years: horizon,
            draws: drawSettings(tree["draws"]),
            indicators: (tree["indicators"]?.entries ?? []).map { indicator($0, &diagnostics) },
            groups: (tree["groups"]?.entries ?? []).compactMap(group),
            correlations: (tree["correlations"]?.entries ?? []).compactMap { correlation($0, &diagnostics) },
            estimatedCorrelations: (tree["estimate-correlations"]?.items ?? []).compactMap(locatedText),
            links: (tree["links"]?.items ?? []).compactMap(link),
            shocks: (tree["shocks"]?.items ?? []).compactMap(shock),
            levers: (tree["levers"]?.entries ?? []).compactMap { lever($0, &diagnostics) },
            given: (tree["given"]?.entries ?? []).flatMap { given($0, &diagnostics) },
            targets: (tree["targets"]?.items ?? []).compactMap { target($0, &diagnostics) },
            plugins: (tree["plugins"]?.entries ?? []).compactMap { PluginEntry($0) },
            revisions: tree["revisions"].flatMap(revisions), figures: figures, tree: tree, inputs: inputs,
            diagnostics: diagnostics)
    }

    private func drawSettings(_ node: SourceNode?) -> DrawSettings {
        var settings = DrawSettings()
        if let count = node?["count"]?.integer, count > 0 { settings.count = count }
        if let seed = node?["seed"]?.integer, seed >= 0 { settings.seed = UInt64(seed) }
        if let sampler = node?["sampler"]?.text { settings.sampler = sampler }
        if let probabilities = node?["probabilities"]?.text { settings.probabilities = probabilities }
        if let share = node?["failed-share"]?.number { settings.failedShare = share }
        return settings
    }

    private func indicator(_ entry: SourceNode.Entry, _ diagnostics: inout [Diagnostic]) -> IndicatorEntry {
        let node = entry.value
        if let formula = node["formula"], !formula.isNull, node["model"]?.isNull == false {
            diagnostics.append(
                .error(
                    zh: "“\(entry.key.value)”不能既有 model 又有 formula",
                    en: "'\(entry.key.value)' cannot have both 'model' and 'formula'", at: formula.position))
        }
        let method: IndicatorEntry.Method =
            if let formula = node["formula"].flatMap(locatedText) {
                .formula(formula)
            } else if let use = modelUse(node) {
                .model(use)
            } else {
                .none
            }
        return IndicatorEntry(
            id: entry.key.map { IndicatorID($0) }, title: node["title"].flatMap(localized),
            unit: node["unit"].flatMap(locatedText), figures: node["figures"].flatMap(locatedText),
            region: node["region"]?.text, method: method, base: node["base"].flatMap(base), grounds: grounds(node))
    }

    private func base(_ node: SourceNode) -> BaseEntry? {
        guard let value = node["value"].flatMap(locatedNumber) else { return nil }
        return BaseEntry(
            value: value, unit: node["unit"].flatMap(locatedText), year: node["year"].flatMap(locatedYear),
            reason: node["reason"].flatMap(localized) ?? LocalizedText(""))
    }

    private func group(_ entry: SourceNode.Entry) -> GroupEntry? {
        guard let use = modelUse(entry.value) else { return nil }
        return GroupEntry(
            name: entry.key, indicators: (entry.value["indicators"]?.items ?? []).compactMap(locatedText), use: use,
            grounds: grounds(entry.value))
    }

    private func modelUse(_ node: SourceNode) -> ModelUse? {
        guard let model = node["model"].flatMap(locatedText) else { return nil }
        var parameters: [String: Located<ParameterValue>] = [:]
        for entry in node["parameters"]?.entries ?? [] {
            // A value of no known form goes on as a word that no parameter takes, so that the plan names the parameter.
            let value = parameterValue(entry.value) ?? .choice(entry.value.text ?? "…")
            parameters[entry.key.value] = Located(value, at: entry.key.position)
        }
        let drivers = (node["drivers"]?.entries ?? []).compactMap { entry in
            locatedText(entry.value).map { (entry.key.value, $0) }
        }
        var use = ModelUse(
            model: model, parameters: parameters,
            drivers: Dictionary(drivers, uniquingKeysWith: { first, _ in first }),
            position: node["parameters"]?.position ?? model.position)
        use.members = members(node["members"])
        return use
    }

    private func members(_ node: SourceNode?) -> [(model: Located<String>, weight: Double)] {
        if case .map(let entries) = node?.content {
            return entries.compactMap { entry in entry.value.number.map { (entry.key, $0) } }
        }
        return (node?.items ?? []).compactMap(locatedText).map { ($0, 1) }
    }

    private func parameterValue(_ node: SourceNode) -> ParameterValue? {
        if let number = node.number { return .number(number) }
        if let text = node.text { return .choice(text) }
        if let quantity = quantity(node) { return .quantiles(p10: quantity.p10, p50: quantity.p50, p90: quantity.p90) }
        guard case .map(let entries) = node.content, !entries.isEmpty else { return nil }
        var values: [Int: Double] = [:]
        for entry in entries {
            guard let year = Int(entry.key.value), let number = entry.value.number else { return nil }
            values[year] = number
        }
        return .yearly(values)
    }

    private func correlation(_ entry: SourceNode.Entry, _ diagnostics: inout [Diagnostic]) -> CorrelationEntry? {
        let names = entry.key.value.split(separator: "~").map { String($0).trimmingBlanks }
        guard names.count == 2 else {
            diagnostics.append(
                .error(
                    zh: "相关系数的键应写成 [a, b] 或 a ~ b", en: "the key of a correlation reads [a, b] or a ~ b",
                    at: entry.key.position))
            return nil
        }
        guard let value = entry.value.number ?? entry.value["value"]?.number else { return nil }
        return CorrelationEntry(
            first: Located(names[0], at: entry.key.position), second: Located(names[1], at: entry.key.position),
            value: value, reason: entry.value["reason"].flatMap(localized))
    }

    private func link(_ node: SourceNode) -> LinkEntry? {
        guard let from = node["from"].flatMap(locatedText), let to = node["to"].flatMap(locatedText),
            let elasticity = node["elasticity"].flatMap(quantity)
        else { return nil }
        return LinkEntry(
            from: from, to: to, elasticity: elasticity, lag: node["lag"]?.integer ?? 0,
            reason: node["reason"].flatMap(localized), position: node.position)
    }

    private func shock(_ node: SourceNode) -> ShockEntry? {
        guard let name = node["name"].flatMap(localized), let year = node["year"].flatMap(locatedYear),
            let probability = node["probability"]?.number
        else { return nil }
        return ShockEntry(
            name: name, year: year, probability: probability,
            effects: (node["effect"]?.entries ?? []).compactMap { entry in
                quantity(entry.value).map { (entry.key, $0) }
            },
            recovery: node["recovery"]?.number ?? 0, reason: node["reason"].flatMap(localized),
            position: node.position)
    }

    private func lever(_ entry: SourceNode.Entry, _ diagnostics: inout [Diagnostic]) -> LeverEntry? {
        let node = entry.value
        guard let indicator = node["to"].flatMap(locatedText), let from = node["from"].flatMap(locatedYear),
            let value = node["value"].flatMap(locatedNumber)
        else { return nil }
        let bounds = (node["range"]?.items ?? []).compactMap(\.number)
        if let range = node["range"], bounds.count != 2 || bounds[0] > bounds[1] {
            diagnostics.append(
                .error(zh: "范围应写成 [低, 高]", en: "a range reads [low, high]", at: range.position))
        }
        let range = bounds.count == 2 && bounds[0] <= bounds[1] ? bounds[0]...bounds[1] : nil
        if let range, !range.contains(value.value) {
            diagnostics.append(
                .error(
                    zh: "“\(entry.key.value)”的取值 \(value.value) 超出范围 \(range)",
                    en: "lever '\(entry.key.value)' is \(value.value), outside its range \(range)", at: value.position)
            )
        }
        return LeverEntry(
            name: entry.key, title: node["title"].flatMap(localized), indicator: indicator,
            effect: node["unit"]?.text.flatMap(LeverEntry.Effect.init(rawValue:)) ?? .pointsPerYear, from: from,
            through: node["through"].flatMap(locatedYear), range: range, value: value,
            reason: node["reason"].flatMap(localized))
    }

    private func target(_ node: SourceNode, _ diagnostics: inout [Diagnostic]) -> TargetEntry? {
        let relations = node.entries.compactMap { entry in
            TargetRelation(key: entry.key.value).map { ($0, entry.value) }
        }
        guard relations.count == 1, let (relation, bound) = relations.first else {
            diagnostics.append(
                .error(
                    zh: "一个目标须有且只有 above、at-least、below、at-most 之一",
                    en: "a target has exactly one of 'above', 'at-least', 'below', 'at-most'", at: node.position))
            return nil
        }
        guard let indicator = node["indicator"].flatMap(locatedText), let year = node["year"].flatMap(locatedYear),
            let value = locatedNumber(bound)
        else { return nil }
        return TargetEntry(
            indicator: indicator, year: year, relation: relation, value: value,
            unit: node["unit"].flatMap(locatedText),
            kind: node["kind"]?.text.flatMap(TargetEntry.Kind.init(rawValue:)) ?? .expected,
            isRate: node["rate"]?.text.map { $0 == "true" },
            title: node["title"].flatMap(localized), source: node["source"].flatMap(localized),
            position: node.position)
    }

    private func revisions(_ node: SourceNode) -> RevisionEntry? {
        guard !node.isNull else { return nil }
        return RevisionEntry(
            levels: node["levels"]?.number, points: node["points"]?.number, reason: node["reason"].flatMap(localized))
    }

    private func given(_ entry: SourceNode.Entry, _ diagnostics: inout [Diagnostic]) -> [GivenEntry] {
        entry.value.entries.compactMap { item in
            let node = item.value
            guard let year = Int(item.key.value), ScenarioSchema.years.contains(year) else {
                diagnostics.append(
                    .error(
                        zh: "“\(item.key.value)”不是年份", en: "'\(item.key.value)' is no year", at: item.key.position))
                return nil
            }
            guard let statement = statement(node, &diagnostics) else { return nil }
            return GivenEntry(
                indicator: entry.key, year: Located(year, at: item.key.position), statement: statement,
                unit: node["unit"].flatMap(locatedText), reason: node["reason"].flatMap(localized),
                position: node.position)
        }
    }

    private func statement(_ node: SourceNode, _ diagnostics: inout [Diagnostic]) -> GivenEntry.Statement? {
        if let number = node.number { return .exactly(number) }
        let (low, high) = (node["at-least"]?.number, node["at-most"]?.number)
        let kinds = [
            node["value"] != nil, node["p10"] != nil || node["p50"] != nil || node["p90"] != nil,
            node["at-least"] != nil || node["at-most"] != nil,
        ]
        let statement: GivenEntry.Statement? =
            if let value = node["value"]?.number {
                node["sd"].map { $0.number.map { .about(value, sd: $0) } } ?? .exactly(value)
            } else if let quantity = quantity(node) {
                .quantiles(quantity)
            } else if low != nil || high != nil {
                .between(low: low, high: high)
            } else {
                nil
            }
        guard kinds.filter({ $0 }).count == 1, node["sd"] == nil || kinds[0], let statement else {
            diagnostics.append(
                .error(
                    zh: "条件须是一个数，或 {value, sd}，或 {p10, p50, p90}，或 {at-least, at-most} 之一",
                    en: "a condition is a number, or one of {value, sd}, {p10, p50, p90}, {at-least, at-most}",
                    at: node.position))
            return nil
        }
        return statement
    }

    private func grounds(_ node: SourceNode) -> Grounds {
        Grounds(source: node["source"].flatMap(localized), reason: node["reason"].flatMap(localized))
    }

    // MARK: - Values

    private func localized(_ node: SourceNode) -> LocalizedText? {
        if let text = node.text { return LocalizedText(text) }
        let zh = node["zh"]?.text
        let en = node["en"]?.text
        guard let either = zh ?? en else { return nil }
        return LocalizedText(zh: Self.unfolded(zh ?? either), en: en ?? either)
    }

    /// Without the blanks that YAML puts where a line of Chinese text was folded.
    private static func unfolded(_ text: String) -> String {
        var result = ""
        for character in text {
            if let last = result.last, last == " ", isChinese(character), let before = result.dropLast().last,
                isChinese(before)
            {
                result.removeLast()
            }
            result.append(character)
        }
        return result
    }

    private static func isChinese(_ character: Character) -> Bool {
        (character.unicodeScalars.first?.value ?? 0) >= 0x2E80
    }

    private func quantity(_ node: SourceNode) -> Quantity? {
        if let number = node.number { return Quantity(p10: number, p50: number, p90: number) }
        guard let p10 = node["p10"]?.number, let p50 = node["p50"]?.number, let p90 = node["p90"]?.number else {
            return nil
        }
        return Quantity(p10: p10, p50: p50, p90: p90)
    }

    private func locatedText(_ node: SourceNode) -> Located<String>? {
        node.text.map { Located($0, at: node.position) }
    }

    private func locatedNumber(_ node: SourceNode) -> Located<Double>? {
        node.number.map { Located($0, at: node.position) }
    }

    /// A year that the schema allows. Any other has been told, and would only send the plan off to the end of time.
    private func locatedYear(_ node: SourceNode) -> Located<Int>? {
        node.integer.flatMap { ScenarioSchema.years.contains($0) ? Located($0, at: node.position) : nil }
    }
}
