import TianmuModel
import TianmuScenario

/// A model of a backtest, and what it is given beside histories.
struct BacktestMember: Sendable {
    /// Another indicator that it reads.
    struct Driver: Sendable {
        var role: String
        /// An indicator of the same region, or else the name of a series.
        var source: String
        var measure: Measure?
    }

    var id: ModelID
    var model: any GrowthModel
    var parameters: ParameterValues
    var usesSiblings: Bool
    /// How many indicators it owns at once.
    var outputs: ClosedRange<Int>
    /// In the descriptor's order of roles.
    var drivers: [Driver]

    /// True if it cannot do with one indicator.
    var isGroup: Bool { !outputs.contains(1) }

    /// - Parameters:
    ///   - drivers: what is said of its drivers, each `role` → `source`.
    ///   - faults: takes what is wrong.
    init?(
        _ model: any GrowthModel, drivers: [ModelSetting], parameters: [ModelSetting], into faults: inout [Diagnostic]
    ) {
        let descriptor = model.descriptor
        id = descriptor.id
        self.model = model
        usesSiblings = descriptor.usesSiblings
        outputs = descriptor.outputs
        let before = faults.count
        let given = Self.unique(drivers, what: LocalizedText(zh: "驱动", en: "driver"), into: &faults)
        self.drivers = descriptor.drivers.compactMap { driver in
            given[driver.role].map { Driver(role: driver.role, source: $0.value, measure: driver.measure) }
        }
        faults += Self.driverFaults(descriptor, given: given)

        let kinds = Dictionary(
            descriptor.parameters.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let stated = Self.unique(parameters, what: LocalizedText(zh: "参数", en: "parameter"), into: &faults)
        do throws(ParameterFaults) {
            self.parameters = try descriptor.resolve(stated.mapValues { $0.parameter(kinds[$0.name]) })
        } catch {
            self.parameters = ParameterValues()
            faults += Self.parameterFaults(error, of: id)
        }
        if faults.count > before { return nil }
    }

    /// By name; one that comes twice is told.
    private static func unique(
        _ settings: [ModelSetting], what: LocalizedText, into faults: inout [Diagnostic]
    ) -> [String: ModelSetting] {
        var known: [String: ModelSetting] = [:]
        for setting in settings where known.updateValue(setting, forKey: setting.name) != nil {
            faults.append(
                .error(
                    zh: "模型“\(setting.model)”的\(what.zh)“\(setting.name)”给了两次",
                    en: "the \(what.en) '\(setting.name)' of the model '\(setting.model)' is given twice", at: nil))
        }
        return known
    }

    private static func driverFaults(_ descriptor: ModelDescriptor, given: [String: ModelSetting]) -> [Diagnostic] {
        let (id, roles) = (descriptor.id, descriptor.drivers.map(\.role))
        let needed = descriptor.drivers.filter { $0.isRequired && given[$0.role] == nil }.map(\.role)
        let unknown = given.keys.filter { !roles.contains($0) }.sorted().map { role in
            let hint = NearestName.hint(for: role, among: roles)
            return Diagnostic.error(
                zh: "模型“\(id)”没有驱动“\(role)”\(hint.zh)", en: "the model '\(id)' has no driver '\(role)'\(hint.en)",
                at: nil)
        }
        guard let first = needed.first else { return unknown }
        let list = needed.joined(separator: ", ")
        return unknown + [
            .error(
                zh: "模型“\(id)”要读其他指标（\(list)）；请写 --drivers \(id).\(first)=指标",
                en:
                    "the model '\(id)' reads other indicators (\(list)); name them: '--drivers \(id).\(first)=INDICATOR'",
                at: nil)
        ]
    }

    private static func parameterFaults(_ faults: ParameterFaults, of id: ModelID) -> [Diagnostic] {
        let missing = faults.faults.filter { if case .missing = $0 { true } else { false } }.map(\.name)
        let others = faults.faults.filter { !missing.contains($0.name) }.map { fault in
            Diagnostic.error(
                zh: "模型“\(id)”：\(fault.message.zh)", en: "the model '\(id)': \(fault.message.en)", at: nil)
        }
        guard !missing.isEmpty else { return others }
        let list = missing.joined(separator: ", ")
        return others + [
            .error(
                zh: "模型“\(id)”没有参数（\(list)）不能用，不能回测",
                en: "the model '\(id)' needs parameters (\(list)) and cannot be tested without them", at: nil)
        ]
    }
}
