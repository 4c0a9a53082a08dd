import TianmuModel
import TianmuScenario

/// The models of a backtest, each with its default parameters unless others are given.
package struct BacktestMethods: Sendable {
    /// The mixture of its members that do not refuse.
    package static let ensembleID = Ensemble.id
    /// The model that CRPS skill is measured against.
    package static let referenceID: ModelID = "drift"

    /// How drivers go on after an origin.
    enum DriverPaths: Sendable {
        /// As this model forecasts them.
        case forecast(BacktestMember)
        /// As they came.
        case known
    }

    /// In the order in which they were asked for; the ensemble among them.
    package let ids: [ModelID]
    package let context: BacktestContext
    /// The models that were asked for and the ensemble's members, in order of id, so that an ensemble does not depend on the
    /// order in which its members were named.
    let members: [BacktestMember]
    /// By member: whether it is in the ensemble.
    let isMixed: [Bool]
    /// `nil` where no model reads drivers.
    let driverPaths: DriverPaths?

    /// - Parameters:
    ///   - names: ids of the registry, and `ensemble`. One that comes twice counts once.
    ///   - mixed: the ensemble's members; if `nil` those of the registry, or all models where it has none.
    /// - Throws: every unknown name, with the nearest known one; every model that lacks parameters or drivers; an ensemble of
    ///   nothing; what is said of a model that is not there, or of use to none.
    package init(
        _ names: [String], members mixed: [String]? = nil, registry: ModelRegistry,
        context: BacktestContext = BacktestContext()
    ) throws(DiagnosticList) {
        var faults: [Diagnostic] = []
        let hasEnsemble = names.contains(Self.ensembleID.name)
        let ids = names.uniqued
        let single = ids.filter { $0 != Self.ensembleID.name }
        let usual = registry.ensemble.isEmpty ? single : registry.ensemble.map(\.name)
        let mixture = hasEnsemble ? (mixed ?? usual).uniqued : []
        let all = (single + mixture).uniqued
        let drivers = Self.settings(context.drivers, "--drivers", of: all, into: &faults)
        let parameters = Self.settings(context.parameters, "--parameters", of: all, into: &faults)
        var members: [BacktestMember] = []
        for name in all {
            guard let model = registry[ModelID(name)] else {
                if name == Self.ensembleID.name {
                    faults.append(
                        .error(
                            zh: "--members 中的 ensemble 不能是自己的成员",
                            en: "'ensemble' cannot be its own member in '--members'", at: nil))
                    continue
                }
                let known = registry.ids.map(\.name)
                faults.append(Self.unknown(name, among: ids.contains(name) ? known + [Self.ensembleID.name] : known))
                continue
            }
            let id = ModelID(name)
            if let member = BacktestMember(
                model, drivers: drivers.filter { $0.model == id }, parameters: parameters.filter { $0.model == id },
                into: &faults)
            {
                members.append(member)
            }
        }
        if ids.isEmpty {
            faults.append(.error(zh: "--models 没有给出模型", en: "'--models' names no model", at: nil))
        } else if hasEnsemble, mixture.isEmpty {
            faults.append(
                .error(
                    zh: "ensemble 须有成员：--members drift,theta", en: "an ensemble needs members: '--members drift,theta'",
                    at: nil))
        } else if mixed != nil, !hasEnsemble {
            faults.append(
                .error(
                    zh: "--members 没有用处：--models 中没有 ensemble",
                    en: "'--members' has no use: 'ensemble' is not among '--models'", at: nil))
        }
        faults += Self.groupFaults(context, members: members)
        driverPaths = Self.driverPaths(context, members: members, registry: registry, into: &faults)
        guard faults.isEmpty else { throw DiagnosticList(faults) }
        self.context = context
        self.ids = ids.map { ModelID($0) }
        self.members = members.sorted { $0.id.name < $1.id.name }
        isMixed = self.members.map { mixture.contains($0.id.name) }
    }

    /// With the defaults that were used filled in.
    var usedContext: BacktestContext {
        var used = context
        switch driverPaths {
        case nil: break
        case .known: used.driverPaths = BacktestContext.knownPaths
        case .forecast(let member): used.driverPaths = member.id.name
        }
        return used
    }

    var hasEnsemble: Bool { ids.contains(Self.ensembleID) }

    /// Indices of the ensemble's members.
    var mixture: [Int] { members.indices.filter { isMixed[$0] } }

    /// True of a model that was asked for, and not only a member of the ensemble; the ensemble is the last.
    func isAsked(_ number: Int) -> Bool { number == members.count || ids.contains(members[number].id) }

    /// Members and ensemble.
    var modelCount: Int { members.count + (hasEnsemble ? 1 : 0) }

    /// True if any model asks for other regions, or may be asked for a driver's path and does.
    var usesSiblings: Bool {
        if case .forecast(let member) = driverPaths, member.usesSiblings { return true }
        return members.contains(where: \.usesSiblings)
    }

    /// Each driver once.
    var drivers: [BacktestMember.Driver] {
        var seen: Set<String> = []
        return members.flatMap(\.drivers).filter { seen.insert($0.source).inserted }
    }

    /// The series that models of several indicators own, in order of their outputs.
    func indicators(of region: some Collection<PanelSeries>) -> [PanelSeries] {
        guard let group = context.group else { return Array(region) }
        return group.compactMap { name in region.first { $0.indicator == name } }
    }
}

// MARK: - Faults

extension BacktestMethods {
    private static func unknown(_ name: String, among known: [String]) -> Diagnostic {
        let hint = NearestName.hint(for: name, among: known)
        return .error(zh: "没有模型“\(name)”\(hint.zh)", en: "there is no model '\(name)'\(hint.en)", at: nil)
    }

    private static func settings(
        _ texts: [String], _ option: String, of models: [String], into faults: inout [Diagnostic]
    ) -> [ModelSetting] {
        texts.compactMap { text in
            guard let setting = ModelSetting(text) else {
                let name = option == "--drivers" ? "role=indicator" : "parameter=value"
                faults.append(
                    .error(
                        zh: "\(option) 的写法是 model.\(name)，不是“\(text)”",
                        en: "'\(option)' takes model.\(name), not '\(text)'",
                        at: nil))
                return nil
            }
            guard models.contains(setting.model.name), setting.model != ensembleID else {
                let hint = NearestName.hint(for: setting.model.name, among: models)
                faults.append(
                    .error(
                        zh: "\(option) 中的“\(setting.model)”不在所用模型之中\(hint.zh)",
                        en: "'\(option)' speaks of '\(setting.model)', which is not among the models\(hint.en)", at: nil
                    ))
                return nil
            }
            return setting
        }
    }

    private static func groupFaults(_ context: BacktestContext, members: [BacktestMember]) -> [Diagnostic] {
        guard let group = context.group else { return [] }
        var faults: [Diagnostic] = []
        if !members.contains(where: \.isGroup) {
            faults.append(
                .error(
                    zh: "--group 没有用处：这些模型都只推算一个指标",
                    en: "'--group' has no use: none of these models projects several indicators", at: nil))
        }
        if Set(group).count < max(group.count, 2) {
            faults.append(
                .error(zh: "--group 须为至少两个不同的指标", en: "'--group' takes two different indicators or more", at: nil))
        }
        return faults
    }

    private static func driverPaths(
        _ context: BacktestContext, members: [BacktestMember], registry: ModelRegistry, into faults: inout [Diagnostic]
    ) -> DriverPaths? {
        guard members.contains(where: { !$0.drivers.isEmpty }) else {
            if context.driverPaths != nil, context.drivers.isEmpty {
                faults.append(
                    .error(
                        zh: "--driver-paths 没有用处：没有模型读其他指标",
                        en: "'--driver-paths' has no use: no model reads other indicators", at: nil))
            }
            return nil
        }
        let name = context.driverPaths ?? BacktestContext.defaultDriverPaths
        if name == BacktestContext.knownPaths { return .known }
        guard let model = registry[ModelID(name)] else {
            faults.append(unknown(name, among: registry.ids.map(\.name) + [BacktestContext.knownPaths]))
            return nil
        }
        var own: [Diagnostic] = []
        guard let member = BacktestMember(model, drivers: [], parameters: [], into: &own), !member.isGroup else {
            faults.append(
                .error(
                    zh: "驱动指标的路径不能来自“\(name)”：须为单个指标、不读其他指标、无必给参数的模型",
                    en:
                        "drivers cannot follow '\(name)': it takes a model of one indicator that reads no other and needs no "
                        + "parameters", at: nil))
            return nil
        }
        return .forecast(member)
    }
}

extension [String] {
    /// The first of each.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
