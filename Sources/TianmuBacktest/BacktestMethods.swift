import TianmuModel
import TianmuScenario

/// The models of a backtest, each with its default parameters unless others are given.
package struct BacktestMethods: Sendable {
    /// The mixture of the other models that do not refuse.
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
    /// In order of id, so that an ensemble does not depend on the order in which its members were named.
    let members: [BacktestMember]
    /// `nil` where no model reads drivers.
    let driverPaths: DriverPaths?

    /// - Parameter names: ids of the registry, and `ensemble`. One that comes twice counts once.
    /// - Throws: every unknown name, with the nearest known one; every model that lacks parameters or drivers; an ensemble of
    ///   nothing; what is said of a model that is not there, or of use to none.
    package init(
        _ names: [String], registry: ModelRegistry, context: BacktestContext = BacktestContext()
    ) throws(DiagnosticList) {
        var faults: [Diagnostic] = []
        var seen: Set<String> = []
        let names = names.filter { seen.insert($0).inserted }
        let drivers = Self.settings(context.drivers, "--drivers", of: names, into: &faults)
        let parameters = Self.settings(context.parameters, "--parameters", of: names, into: &faults)
        let known = registry.ids.map(\.name) + [Self.ensembleID.name]
        var members: [BacktestMember] = []
        for name in names where name != Self.ensembleID.name {
            guard let model = registry[ModelID(name)] else {
                faults.append(Self.unknown(name, among: known))
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
        if faults.isEmpty, members.isEmpty {
            faults.append(
                names.isEmpty
                    ? .error(zh: "--models 没有给出模型", en: "'--models' names no model", at: nil)
                    : .error(
                        zh: "ensemble 之外还须给出其成员模型", en: "an ensemble needs members; name other models too", at: nil))
        }
        faults += Self.groupFaults(context, members: members)
        driverPaths = Self.driverPaths(context, members: members, registry: registry, into: &faults)
        guard faults.isEmpty else { throw DiagnosticList(faults) }
        self.context = context
        self.ids = names.map { ModelID($0) }
        self.members = members.sorted { $0.id.name < $1.id.name }
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
                        zh: "\(option) 中的“\(setting.model)”不在 --models 中\(hint.zh)",
                        en: "'\(option)' speaks of '\(setting.model)', which is not among '--models'\(hint.en)", at: nil
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
