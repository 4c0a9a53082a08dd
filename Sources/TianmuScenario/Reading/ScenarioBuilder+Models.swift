import TianmuModel

/// Models with their parameters, drivers and members.
extension ScenarioBuilder {
    func modelUse(_ node: SourceNode, _ diagnostics: inout [Diagnostic]) -> ModelUse? {
        guard let model = node["model"].flatMap(locatedText) else { return nil }
        let drivers = (node["drivers"]?.entries ?? []).compactMap { entry in
            locatedText(entry.value).map { (entry.key.value, $0) }
        }
        var use = ModelUse(
            model: model, parameters: parameters(node["parameters"]),
            drivers: Dictionary(drivers, uniquingKeysWith: { first, _ in first }),
            position: node["parameters"]?.position ?? model.position)
        use.members = members(node["members"], &diagnostics)
        use.weights = node["weights"].flatMap { weights in
            weights.text.flatMap(EnsembleWeights.init(rawValue:)).map { Located($0, at: weights.position) }
        }
        return use
    }

    private func members(_ node: SourceNode?, _ diagnostics: inout [Diagnostic]) -> [MemberUse] {
        for entry in node?.entries ?? [] where entry.value.isNull {
            let name = entry.key.value
            diagnostics.append(
                .error(
                    zh: "成员“\(name)”后面是空的；用默认参数、不给权重时写 \(name): {}",
                    en: "the member '\(name)' is empty; with default parameters and no weight it reads '\(name): {}'",
                    at: entry.key.position))
        }
        let listed = (node?.items ?? []).compactMap(locatedText).map { MemberUse($0) }
        return listed + (node?.entries ?? []).map(member)
    }

    private func member(_ entry: SourceNode.Entry) -> MemberUse {
        var use = MemberUse(entry.key)
        let node = entry.value
        use.weight = locatedNumber(node) ?? node["weight"].flatMap(locatedNumber)
        use.parameters = parameters(node["parameters"])
        use.position = node["parameters"]?.position ?? use.position
        use.grounds = grounds(node)
        return use
    }

    private func parameters(_ node: SourceNode?) -> [String: Located<ParameterValue>] {
        var parameters: [String: Located<ParameterValue>] = [:]
        for entry in node?.entries ?? [] {
            // A value of no known form goes on as a word that no parameter takes, so that the plan names the parameter.
            let value = parameterValue(entry.value) ?? .choice(entry.value.text ?? "…")
            parameters[entry.key.value] = Located(value, at: entry.key.position)
        }
        return parameters
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
}
