import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuNumerics

/// A chart as the text of its file in a run folder.
package struct ChartFile: Equatable, Sendable {
    /// Such as `fan-gdp.svg`.
    package var name: String
    package var svg: String

    /// The charts of a run: the sheet, the probabilities if there are targets, and a fan for every indicator, in the
    /// scenario's order.
    /// - Parameter threads: that draw at once; 0 for one each processor.
    package static func all(of assessment: Assessment, language: Language, threads: Int = 0) async -> [ChartFile] {
        var history = KnownHistory(assessment.plan)
        let fans = assessment.plan.series.indices.map { FanSeries(assessment, slot: $0, history: &history) }
        let files = await ParallelWork.map(2 + fans.count, threads: threads) { number -> ChartFile? in
            switch number {
            case 0: file("sheet") { () throws(ChartRefusal) in try TargetSheet.chart(assessment, language) }
            case 1:
                file("probabilities") { () throws(ChartRefusal) in try ProbabilityChart.chart(assessment, language) }
            default: file(of: fans[number - 2], language)
            }
        }
        return files.compactMap { $0 }
    }

    /// `nil` where there is nothing to draw.
    private static func file(_ name: String, _ make: () throws(ChartRefusal) -> Chart) -> ChartFile? {
        guard let chart = try? make() else { return nil }
        return ChartFile(name: "\(name).svg", svg: chart.svg())
    }

    private static func file(of fan: FanSeries, _ language: Language) -> ChartFile {
        ChartFile(name: "fan-\(fileName(fan.series.id.name)).svg", svg: FanChart.chart(fan, language).svg())
    }

    /// Without what means something to a file system.
    private static func fileName(_ name: String) -> String {
        String(name.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" ? $0 : "-" })
    }
}
