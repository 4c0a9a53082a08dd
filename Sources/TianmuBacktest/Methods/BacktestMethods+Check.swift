import TianmuModel
import TianmuScenario

/// Whether a panel says what the models need to know.
extension BacktestMethods {
    /// - Returns: the panel, of which only the indicators that the context names are forecast.
    /// - Throws: all that lacks.
    @discardableResult
    package func check(_ panel: SeriesPanel) throws(DiagnosticList) -> SeriesPanel {
        let faults = indicatorFaults(panel) + siblingFaults(panel) + groupFaults(panel) + driverFaults(panel)
        guard faults.isEmpty else { throw DiagnosticList(faults) }
        return context.indicators.map(panel.forecasting) ?? panel
    }

    /// Indicators that are to be forecast, or to be owned together, and are not there.
    private func indicatorFaults(_ panel: SeriesPanel) -> [Diagnostic] {
        let known = Set(panel.series.compactMap(\.indicator)).sorted()
        var seen: Set<String> = []
        let named = ((context.indicators ?? []) + (context.group ?? [])).filter { seen.insert($0).inserted }
        return named.filter { !known.contains($0) }.map { name in
            let hint = NearestName.hint(for: name, among: known)
            return .error(
                zh: "面板没有指标“\(name)”\(hint.zh)", en: "the panel has no indicator '\(name)'\(hint.en)", at: nil)
        }
    }

    /// Two series that could be the same indicator of one region, where a model reads that of other regions.
    private func siblingFaults(_ panel: SeriesPanel) -> [Diagnostic] {
        guard usesSiblings else { return [] }
        var seen: Set<[String?]> = []
        let twins = panel.series.filter { $0.region != nil && !seen.insert([$0.region, $0.indicator]).inserted }
        guard let twin = twins.first, let region = twin.region else { return [] }
        let readers = names(\.usesSiblings)
        return [
            .error(
                zh: "“\(region)”有几个序列（如“\(twin.name)”）没有写明是哪个指标，而 \(readers) 要读其他地区的同一指标；"
                    + "请把序列命名为 地区/指标，或加一列 indicator",
                en:
                    "'\(region)' has several series (such as '\(twin.name)') that do not say which indicator they are, and "
                    + "\(readers) reads the same indicator of other regions; name series region/indicator, or add a "
                    + "column 'indicator'", at: twin.position)
        ]
    }

    /// Models of several indicators where no region has two of those that they are to own.
    private func groupFaults(_ panel: SeriesPanel) -> [Diagnostic] {
        let owners = names(\.isGroup)
        let known = Set(panel.series.compactMap(\.indicator))
        guard !owners.isEmpty, (context.group ?? []).allSatisfy(known.contains) else { return [] }
        guard !panel.series[...].regions.contains(where: { indicators(of: $0).count > 1 }) else { return [] }
        return [
            .error(
                zh: "\(owners) 一次推算一个地区的几个指标，而面板中没有一个地区有两个这样的指标；"
                    + "请把序列命名为 地区/指标，或加列 region 和 indicator",
                en:
                    "\(owners) projects several indicators at once, and no region of the panel has two of them; "
                    + "name series region/indicator, or add the columns 'region' and 'indicator'", at: nil)
        ]
    }

    private func driverFaults(_ panel: SeriesPanel) -> [Diagnostic] {
        let known = Set(panel.series.flatMap { [$0.indicator, $0.name].compactMap { $0 } }).sorted()
        return drivers.map(\.source).filter { !known.contains($0) }.map { source in
            let hint = NearestName.hint(for: source, among: known)
            return .error(
                zh: "面板中没有驱动指标“\(source)”\(hint.zh)",
                en: "the panel has neither an indicator nor a series '\(source)' to drive a model\(hint.en)", at: nil)
        }
    }

    private func names(_ need: (BacktestMember) -> Bool) -> String {
        members.filter(need).map(\.id.name).joined(separator: ", ")
    }
}
