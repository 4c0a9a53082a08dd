import TianmuModel
import TianmuScenario

/// The models of a backtest, each with its default parameters.
package struct BacktestMethods: Sendable {
    /// The mixture of the other models that do not refuse.
    package static let ensembleID = Ensemble.id
    /// The model that CRPS skill is measured against.
    package static let referenceID: ModelID = "drift"

    struct Member: Sendable {
        var id: ModelID
        var model: any GrowthModel
        var parameters: ParameterValues
        var usesSiblings: Bool
    }

    /// In the order in which they were asked for; the ensemble among them.
    package let ids: [ModelID]
    /// In order of id, so that an ensemble does not depend on the order in which its members were named.
    let members: [Member]

    /// - Parameter names: ids of the registry, and `ensemble`. One that comes twice counts once.
    /// - Throws: every unknown name, with the nearest known one; every model that needs parameters or several series;
    ///   an ensemble of nothing.
    package init(_ names: [String], registry: ModelRegistry) throws(DiagnosticList) {
        var faults: [Diagnostic] = []
        var seen: Set<String> = []
        let names = names.filter { seen.insert($0).inserted }
        let known = registry.ids.map(\.name) + [Self.ensembleID.name]
        var members: [Member] = []
        for name in names where name != Self.ensembleID.name {
            guard let model = registry[ModelID(name)] else {
                let hint = NearestName.hint(for: name, among: known)
                faults.append(
                    .error(zh: "没有模型“\(name)”\(hint.zh)", en: "there is no model '\(name)'\(hint.en)", at: nil))
                continue
            }
            let descriptor = model.descriptor
            guard descriptor.outputs.contains(1) else {
                faults.append(
                    .error(
                        zh: "模型“\(name)”一次推算几个指标，不能逐序列回测",
                        en:
                            "the model '\(name)' projects several indicators at once and cannot be tested series by series",
                        at: nil))
                continue
            }
            let needed = descriptor.drivers.filter(\.isRequired).map(\.role)
            guard needed.isEmpty else {
                let roles = needed.joined(separator: ", ")
                faults.append(
                    .error(
                        zh: "模型“\(name)”要读其他指标（\(roles)），不能逐序列回测",
                        en:
                            "the model '\(name)' reads other indicators (\(roles)) and cannot be tested series by series",
                        at: nil))
                continue
            }
            do throws(ParameterFaults) {
                members.append(
                    Member(
                        id: descriptor.id, model: model, parameters: try descriptor.resolve([:]),
                        usesSiblings: descriptor.usesSiblings))
            } catch {
                let needed = error.faults.map(\.name).joined(separator: ", ")
                faults.append(
                    .error(
                        zh: "模型“\(name)”没有参数（\(needed)）不能用，不能回测",
                        en: "the model '\(name)' needs parameters (\(needed)) and cannot be tested without them",
                        at: nil))
            }
        }
        if faults.isEmpty, members.isEmpty {
            faults.append(
                names.isEmpty
                    ? .error(zh: "--models 没有给出模型", en: "'--models' names no model", at: nil)
                    : .error(
                        zh: "ensemble 之外还须给出其成员模型", en: "an ensemble needs members; name other models too", at: nil))
        }
        guard faults.isEmpty else { throw DiagnosticList(faults) }
        self.ids = names.map { ModelID($0) }
        self.members = members.sorted { $0.id.name < $1.id.name }
    }

    var usesSiblings: Bool { members.contains(where: \.usesSiblings) }

    /// Whether the panel says what these models need to know.
    /// - Throws: two series that could be the same indicator of one region, where a model reads that of other regions.
    package func check(_ panel: SeriesPanel) throws(DiagnosticList) {
        guard usesSiblings else { return }
        var seen: Set<[String?]> = []
        let twins = panel.series.filter { $0.region != nil && !seen.insert([$0.region, $0.indicator]).inserted }
        guard let twin = twins.first, let region = twin.region else { return }
        let readers = members.filter(\.usesSiblings).map(\.id.name).joined(separator: ", ")
        throw DiagnosticList([
            .error(
                zh: "“\(region)”有几个序列（如“\(twin.name)”）没有写明是哪个指标，而 \(readers) 要读其他地区的同一指标；"
                    + "请把序列命名为 地区/指标，或加一列 indicator",
                en:
                    "'\(region)' has several series (such as '\(twin.name)') that do not say which indicator they are, and "
                    + "\(readers) reads the same indicator of other regions; name series region/indicator, or add a "
                    + "column 'indicator'", at: nil)
        ])
    }

    var hasEnsemble: Bool { ids.contains(Self.ensembleID) }

    /// Members and ensemble.
    var modelCount: Int { members.count + (hasEnsemble ? 1 : 0) }
}
