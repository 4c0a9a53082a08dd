import TianmuCharts
import TianmuEngine
import TianmuModel

/// A chart and the name of its file in a run folder.
package struct ChartFile: Sendable {
    /// Such as `fan-gdp.svg`.
    package var name: String
    package var chart: Chart

    /// The charts of a run: the sheet, the probabilities if there are targets, and a fan for every indicator, in the
    /// scenario's order.
    package static func all(of assessment: Assessment, language: Language) -> [ChartFile] {
        var files: [ChartFile] = []
        for (name, make) in [("sheet", TargetSheet.chart), ("probabilities", ProbabilityChart.chart)] {
            if let chart = try? make(assessment, language) {
                files.append(ChartFile(name: "\(name).svg", chart: chart))
            }
        }
        var history = KnownHistory(assessment.plan)
        for (slot, series) in assessment.plan.series.enumerated() {
            let fan = FanSeries(assessment, slot: slot, history: &history)
            files.append(
                ChartFile(name: "fan-\(fileName(series.id.name)).svg", chart: FanChart.chart(fan, language)))
        }
        return files
    }

    /// Without what means something to a file system.
    private static func fileName(_ name: String) -> String {
        String(name.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" ? $0 : "-" })
    }
}
