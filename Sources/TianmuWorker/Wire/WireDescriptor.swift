import TianmuModel

/// A ``ModelDescriptor`` as a worker writes it.
package struct WireDescriptor: Codable, Equatable, Sendable {
    package struct Parameter: Codable, Equatable, Sendable {
        package enum Kind: String, Codable, Sendable {
            case number, integer, uncertain, yearly, byAge, choice
        }

        package var name: String
        package var kind: Kind?
        /// Of a choice.
        package var words: [String]?
        package var unit: String?
        /// Lowest and highest value.
        package var range: [Double]?
        package var `default`: ParameterValue?
        package var isRequired: Bool?
        package var explanation: WireText
    }

    package struct Driver: Codable, Equatable, Sendable {
        package var role: String
        package var measure: Measure?
        package var isRequired: Bool?
        package var explanation: WireText
    }

    package var id: ModelID
    package var title: WireText
    package var summary: WireText
    package var minimumObservations: Int
    /// The least and the most; one and one if it is not there.
    package var outputs: [Int]?
    package var parameters: [Parameter]?
    package var drivers: [Driver]?
    package var usesSiblings: Bool?
    package var sources: [String]
    package var isScaleEquivariant: Bool?
    package var requiresPositiveValues: Bool?

    package init(_ descriptor: ModelDescriptor) {
        id = descriptor.id
        title = WireText(descriptor.title)
        summary = WireText(descriptor.summary)
        minimumObservations = descriptor.minimumObservations
        outputs = [descriptor.outputs.lowerBound, descriptor.outputs.upperBound]
        parameters = descriptor.parameters.map(Parameter.init)
        drivers = descriptor.drivers.map {
            Driver(
                role: $0.role, measure: $0.measure, isRequired: $0.isRequired, explanation: WireText($0.explanation))
        }
        usesSiblings = descriptor.usesSiblings
        sources = descriptor.sources
        isScaleEquivariant = descriptor.isScaleEquivariant
        requiresPositiveValues = descriptor.requiresPositiveValues
    }

    /// What is declared, checked as far as the program relies on it; texts are made plain, so that they may be printed.
    package func descriptor() throws(WireFault) -> ModelDescriptor {
        let isName =
            !id.name.isEmpty && id.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        guard isName, id.name.count <= 64 else {
            throw fault(zh: "id 只能有小写字母、数字和连字符", en: "an id has lower-case letters, digits and hyphens only")
        }
        let title = title.text.plain(limit: 100)
        guard !title.en.isEmpty else {
            throw fault(zh: "title 为空", en: "the title is empty")
        }
        guard (0...1000).contains(minimumObservations) else {
            throw fault(zh: "minimumObservations 须在 0 与 1000 之间", en: "minimumObservations must lie in 0...1000")
        }
        let counts = outputs ?? [1, 1]
        guard counts.count == 2, counts[0] >= 1, counts[0] <= counts[1], counts[1] <= 1000 else {
            throw fault(
                zh: "outputs 应为 [最少, 最多]，在 1 与 1000 之间", en: "outputs reads [least, most], both in 1...1000")
        }
        var parameters: [ParameterDescriptor] = []
        for parameter in self.parameters ?? [] {
            guard let described = parameter.descriptor, !parameters.contains(where: { $0.name == described.name })
            else {
                throw fault(
                    zh: "参数“\(parameter.name)”重名，或 range、words 不合规",
                    en: "the parameter '\(parameter.name)' is there twice, or its range or words are wrong")
            }
            guard parameter.name.isPlainName else {
                throw fault(
                    zh: "参数名“\(parameter.name)”须有 1 至 64 个可见字符",
                    en: "the name of a parameter, '\(parameter.name)', must have 1 to 64 visible characters")
            }
            parameters.append(described)
        }
        let roles = (drivers ?? []).map(\.role)
        guard roles.allSatisfy(\.isPlainName), Set(roles).count == roles.count else {
            throw fault(zh: "drivers 的角色为空或重名", en: "the role of a driver is empty or there twice")
        }
        var descriptor = ModelDescriptor(
            id: id, title: title, summary: summary.text.plain(limit: 2000), minimumObservations: minimumObservations,
            outputs: counts[0]...counts[1], parameters: [],
            sources: sources.map { $0.plain(limit: 500) },
            isScaleEquivariant: isScaleEquivariant ?? false, requiresPositiveValues: requiresPositiveValues ?? false)
        descriptor.usesSiblings = usesSiblings ?? false
        descriptor.drivers = (drivers ?? []).map {
            DriverDescriptor(
                $0.role, measure: $0.measure, isRequired: $0.isRequired ?? true,
                explanation: $0.explanation.text.plain(limit: 500))
        }
        // Defaults must be legal; what is required has none to be checked.
        descriptor.parameters = parameters.filter { $0.defaultValue != nil }
        do throws(ParameterFaults) {
            _ = try descriptor.resolve(
                Dictionary(
                    descriptor.parameters.compactMap { item in item.defaultValue.map { (item.name, $0) } },
                    uniquingKeysWith: { first, _ in first }))
        } catch {
            let message = error.faults.map(\.message)
            throw fault(
                zh: "默认值不合规：" + message.map(\.zh).joined(separator: "；"),
                en: "a default is not legal: " + message.map(\.en).joined(separator: "; "))
        }
        descriptor.parameters = parameters
        return descriptor
    }

    private func fault(zh: String, en: String) -> WireFault {
        WireFault(LocalizedText(zh: "模型“\(id)”：\(zh)", en: "model '\(id)': \(en)"))
    }
}

extension WireDescriptor.Parameter {
    init(_ parameter: ParameterDescriptor) {
        name = parameter.name
        (kind, words) =
            switch parameter.kind {
            case .number: (.number, nil)
            case .integer: (.integer, nil)
            case .uncertain: (.uncertain, nil)
            case .yearly: (.yearly, nil)
            case .byAge: (.byAge, nil)
            case .choice(let words): (.choice, words)
            }
        unit = parameter.unit
        // JSON has no infinity.
        let most = Double.greatestFiniteMagnitude
        range = parameter.range.map { [max($0.lowerBound, -most), min($0.upperBound, most)] }
        self.default = parameter.defaultValue
        isRequired = parameter.isRequired
        explanation = WireText(parameter.explanation)
    }

    /// `nil` for a range that is none, or a choice among nothing.
    var descriptor: ParameterDescriptor? {
        if let range {
            guard range.count == 2, range[0].isFinite, range[1].isFinite, range[0] <= range[1] else { return nil }
        }
        let kind: ParameterDescriptor.Kind
        switch self.kind ?? .number {
        case .number: kind = .number
        case .integer: kind = .integer
        case .uncertain: kind = .uncertain
        case .yearly: kind = .yearly
        case .byAge: kind = .byAge
        case .choice:
            guard let words, !words.isEmpty, words.allSatisfy(\.isPlainName) else { return nil }
            kind = .choice(words)
        }
        return ParameterDescriptor(
            name, kind: kind, unit: (unit ?? "").plain(limit: 50), range: range.map { $0[0]...$0[1] },
            default: self.default, isRequired: isRequired ?? false, explanation: explanation.text.plain(limit: 500))
    }
}

/// What is wrong with a message.
package struct WireFault: Error, Equatable, Sendable {
    package var message: LocalizedText

    package init(_ message: LocalizedText) { self.message = message }
}
