import TianmuModel
import TianmuScenario

/// `model: ensemble` with `members`.
extension Planner {
    /// Whether members and weights stand where an ensemble is, and do not contradict each other; tells otherwise.
    mutating func hasSoundMembers(_ use: ModelUse) -> Bool {
        let before = diagnostics.count
        if use.isEnsemble {
            if use.members.isEmpty, registry.ensemble.isEmpty {
                diagnostics.append(
                    .error(
                        zh: "ensemble 须有成员，如 members: [drift, theta]",
                        en: "'ensemble' needs members, such as 'members: [drift, theta]'", at: use.model.position))
            }
            let weighted = use.members.filter { $0.weight != nil }.map(\.model.value)
            if let weights = use.weights, !weighted.isEmpty {
                let names = weighted.joined(separator: ", ")
                diagnostics.append(
                    .error(
                        zh: "已写 weights: \(weights.value.rawValue)，成员就不能再有权重（\(names)）；去掉其一",
                        en:
                            "with 'weights: \(weights.value.rawValue)' members have no weights of their own, as \(names) "
                            + "\(weighted.count == 1 ? "has" : "have"); leave one or the other out",
                        at: weights.position))
            }
            for (name, parameter) in use.parameters.sorted(by: { $0.key < $1.key }) {
                diagnostics.append(
                    .error(
                        zh: "ensemble 没有参数“\(name)”，参数写在成员之下：members: {\(use.example): {parameters: …}}",
                        en: "'ensemble' has no parameter '\(name)': parameters stand with its members, "
                            + "'members: {\(use.example): {parameters: …}}'", at: parameter.position))
            }
        } else {
            let key = use.members.isEmpty ? "weights" : "members"
            if let position = use.members.first?.model.position ?? use.weights?.position {
                diagnostics.append(
                    .error(
                        zh: "只有 ensemble 有 \(key)，“\(use.model.value)”没有",
                        en: "only 'ensemble' has \(key), '\(use.model.value)' has none", at: position))
            }
        }
        return diagnostics.count == before
    }

    /// A use's members in order of id, each with its parameters, and the registry's where the scenario names none; `nil`
    /// if one of them cannot be a member, which is told.
    mutating func members(of use: ModelUse) -> [Ensemble.Member]? {
        let usual = registry.ensemble.map { MemberUse(Located($0.name, at: use.model.position)) }
        let asked = use.members.isEmpty ? usual : use.members
        var members: [Ensemble.Member] = []
        for use in asked {
            if let member = member(use, twice: members) { members.append(member) }
        }
        guard members.count == asked.count else { return nil }
        return members.sorted { $0.model.descriptor.id.name < $1.model.descriptor.id.name }
    }

    private mutating func member(_ use: MemberUse, twice others: [Ensemble.Member]) -> Ensemble.Member? {
        let name = use.model
        func tell(zh: String, en: String) -> Diagnostic {
            .error(zh: "成员“\(name.value)”\(zh)", en: "the member '\(name.value)' \(en)", at: name.position)
        }
        guard let model = registry[ModelID(name.value)] else {
            if name.value == Ensemble.id.name {
                diagnostics.append(tell(zh: "不能是自己的成员", en: "cannot be its own member"))
                return nil
            }
            let hint = NearestName.hint(for: name.value, among: registry.ids.map(\.name))
            diagnostics.append(tell(zh: "不是已知模型\(hint.zh)", en: "is no known model\(hint.en)"))
            return nil
        }
        let descriptor = model.descriptor
        if others.contains(where: { $0.model.descriptor.id == descriptor.id }) {
            diagnostics.append(tell(zh: "写了两次", en: "is named twice"))
        } else if !descriptor.outputs.contains(1) {
            diagnostics.append(tell(zh: "一次推算几个指标", en: "projects several indicators at once"))
        } else if !Ensemble.canHave(descriptor) {
            let roles = descriptor.drivers.filter(\.isRequired).map(\.role).joined(separator: ", ")
            diagnostics.append(tell(zh: "要读其他指标（\(roles)）", en: "reads other indicators (\(roles))"))
        } else {
            let called = LocalizedText(zh: "成员“\(name.value)”", en: "the member '\(name.value)'")
            return resolve(use.parameters, of: descriptor, called: called, at: use.position).map {
                Ensemble.Member(model, parameters: $0, weight: use.weight?.value ?? 1)
            }
        }
        return nil
    }

    /// Parameters with defaults filled in; `nil` after faults, which are told where each stands.
    mutating func resolve(
        _ given: [String: Located<ParameterValue>], of descriptor: ModelDescriptor, called name: LocalizedText,
        at position: SourcePosition
    ) -> ParameterValues? {
        do throws(ParameterFaults) {
            return try descriptor.resolve(given.mapValues(\.value))
        } catch {
            for fault in error.faults {
                diagnostics.append(
                    .error(
                        zh: "\(name.zh)：\(fault.message.zh)", en: "\(name.en): \(fault.message.en)",
                        at: given[fault.name]?.position ?? position))
            }
            return nil
        }
    }

    /// What a scenario sets about a member is an assumption unless a document says it.
    mutating func assume(_ binding: Binding) {
        for use in binding.use.members.sorted(by: { $0.model.value < $1.model.value }) {
            guard let model = registry[ModelID(use.model.value)] else { continue }
            assume(
                use.parameters, of: model.descriptor, binding.slots, member: use.model.value,
                Grounds(
                    source: use.grounds.source ?? binding.grounds.source,
                    reason: use.grounds.reason ?? binding.grounds.reason))
        }
    }
}

extension ModelUse {
    var isEnsemble: Bool { model.value == Ensemble.id.name }

    /// One of its members, for examples.
    fileprivate var example: String { members.first?.model.value ?? "damped-trend" }
}
