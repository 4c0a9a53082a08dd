import TianmuModel
import TianmuScenario

/// `model: ensemble` with `members`.
extension Planner {
    /// Whether members stand where an ensemble is; tells otherwise.
    mutating func hasSoundMembers(_ use: ModelUse) -> Bool {
        let isEnsemble = use.model.value == Ensemble.id.name
        guard isEnsemble == use.members.isEmpty else { return true }
        if isEnsemble {
            diagnostics.append(
                .error(
                    zh: "ensemble 须有成员，如 members: [drift, theta]",
                    en: "'ensemble' needs members, such as 'members: [drift, theta]'", at: use.model.position))
        } else {
            diagnostics.append(
                .error(
                    zh: "只有 ensemble 有 members，“\(use.model.value)”没有",
                    en: "only 'ensemble' has members, '\(use.model.value)' has none", at: use.members[0].model.position)
            )
        }
        return false
    }

    /// The mixture of a use's members; `nil` if any of them cannot be one, which is told.
    mutating func ensemble(_ use: ModelUse) -> (any GrowthModel)? {
        var members: [Ensemble.Member] = []
        for (name, weight) in use.members {
            if let member = member(name, weight: weight, twice: members) { members.append(member) }
        }
        return members.count == use.members.count ? Ensemble.model(members) : nil
    }

    private mutating func member(
        _ name: Located<String>, weight: Double, twice others: [Ensemble.Member]
    ) -> Ensemble.Member? {
        func tell(zh: String, en: String) -> Diagnostic {
            .error(zh: "成员“\(name.value)”\(zh)", en: "the member '\(name.value)' \(en)", at: name.position)
        }
        guard let model = registry[ModelID(name.value)] else {
            let hint = NearestName.hint(for: name.value, among: registry.ids.map(\.name))
            diagnostics.append(tell(zh: "不是已知模型\(hint.zh)", en: "is no known model\(hint.en)"))
            return nil
        }
        let descriptor = model.descriptor
        let roles = descriptor.drivers.filter(\.isRequired).map(\.role).joined(separator: ", ")
        if others.contains(where: { $0.model.descriptor.id == descriptor.id }) {
            diagnostics.append(tell(zh: "写了两次", en: "is named twice"))
        } else if !descriptor.outputs.contains(1) {
            diagnostics.append(tell(zh: "一次推算几个指标", en: "projects several indicators at once"))
        } else if !roles.isEmpty {
            diagnostics.append(tell(zh: "要读其他指标（\(roles)）", en: "reads other indicators (\(roles))"))
        } else {
            do throws(ParameterFaults) {
                return Ensemble.Member(model, parameters: try descriptor.resolve([:]), weight: weight)
            } catch {
                let needed = error.faults.map(\.name).joined(separator: ", ")
                diagnostics.append(
                    tell(zh: "没有参数（\(needed)）不能用", en: "needs parameters (\(needed)), which members cannot have"))
            }
        }
        return nil
    }
}
