import TianmuModel

/// Laws about what a model says of itself.
enum DescriptorLaws {
    static func isComplete(_ descriptor: ModelDescriptor) throws(Violation) {
        let id = descriptor.id.name
        guard !id.isEmpty, id.allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "-" }) else {
            throw Violation("the id '\(id)' is not lower case with hyphens")
        }
        try requireText(descriptor.title, "the title")
        try requireText(descriptor.summary, "the summary")
        guard !descriptor.sources.isEmpty, descriptor.sources.allSatisfy({ !$0.isEmpty }) else {
            throw Violation("no source is named")
        }
        guard descriptor.minimumObservations >= 0, descriptor.outputs.lowerBound >= 1 else {
            throw Violation("minimumObservations or outputs is not a count")
        }
        let names = descriptor.parameters.map(\.name)
        guard Set(names).count == names.count else { throw Violation("a parameter's name is used twice") }
        for parameter in descriptor.parameters { try isComplete(parameter, in: descriptor) }
    }

    private static func isComplete(
        _ parameter: ParameterDescriptor, in descriptor: ModelDescriptor
    ) throws(Violation) {
        try requireText(parameter.explanation, "the explanation of '\(parameter.name)'")
        if case .choice(let words) = parameter.kind {
            guard !words.isEmpty else { throw Violation("'\(parameter.name)' is a choice among nothing") }
        } else if parameter.range == nil {
            throw Violation("'\(parameter.name)' has no range")
        }
        guard let value = parameter.defaultValue else { return }
        // Only this parameter, so that others that are required do not stand in the way.
        var alone = descriptor
        alone.parameters = [parameter]
        do {
            _ = try alone.resolve([parameter.name: value])
        } catch {
            throw Violation("the default of '\(parameter.name)' is refused: \(error.sentence)")
        }
    }

    private static func requireText(_ text: LocalizedText, _ what: String) throws(Violation) {
        guard !text.zh.isEmpty else { throw Violation("\(what) is missing in Chinese") }
        guard !text.en.isEmpty else { throw Violation("\(what) is missing in English") }
    }

    static func parametersAreBounded<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        for parameter in trial.model.descriptor.parameters {
            for value in illegalValues(of: parameter) {
                var given = trial.item.parameters
                given[parameter.name] = value
                do {
                    _ = try trial.model.descriptor.resolve(given)
                    throw Violation("'\(parameter.name)' = \(value) is accepted")
                } catch let faults as ParameterFaults {
                    guard faults.faults.contains(where: { $0.name == parameter.name }) else {
                        throw Violation("'\(parameter.name)' = \(value) is refused without its name")
                    }
                } catch let violation as Violation {
                    throw violation
                } catch {
                    throw Violation("unexpected error \(error)")
                }
            }
        }
    }

    /// Just outside the range at either end, and not a number; an end that is infinite has nothing outside, which
    /// shows.
    private static func illegalValues(of parameter: ParameterDescriptor) -> [ParameterValue] {
        if case .choice(let words) = parameter.kind { return [.choice(words.joined() + "x"), .number(1)] }
        var numbers = [Double.nan]
        if let range = parameter.range {
            numbers.append(range.lowerBound.isFinite ? range.lowerBound.nextDown : -Double.greatestFiniteMagnitude)
            numbers.append(range.upperBound.isFinite ? range.upperBound.nextUp : Double.greatestFiniteMagnitude)
        }
        switch parameter.kind {
        case .yearly: return numbers.map { .yearly([2021: $0]) }
        case .byAge:
            return numbers.map { .yearly([0: $0]) } + [.yearly([5: 1]), .yearly([-1: 1]), .yearly([0: 1, 121: 1])]
        default: return numbers.map { .number($0) }
        }
    }
}
