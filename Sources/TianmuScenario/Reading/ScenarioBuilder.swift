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
            groups: (tree["groups"]?.entries ?? []).compactMap { group($0, &diagnostics) },
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
            } else if let use = modelUse(node, &diagnostics) {
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

    private func group(_ entry: SourceNode.Entry, _ diagnostics: inout [Diagnostic]) -> GroupEntry? {
        guard let use = modelUse(entry.value, &diagnostics) else { return nil }
        return GroupEntry(
            name: entry.key, indicators: (entry.value["indicators"]?.items ?? []).compactMap(locatedText), use: use,
            grounds: grounds(entry.value))
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
}
