import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuNumerics

/// A chart as the text of its file in a run folder.
package struct ChartFile: Equatable, Sendable {
    /// Such as `fan-gdp.svg`.
    package var name: String
    package var svg: String

    /// The charts of a run, in the order of ``ChartDrawing``.
    /// - Parameter threads: that draw at once; 0 for one each processor.
    package static func all(of assessment: Assessment, language: Language, threads: Int = 0) async -> [ChartFile] {
        let drawing = ChartDrawing(assessment, language)
        return await ParallelWork.map(drawing.count, threads: threads) { drawing.file($0) }.compactMap { $0 }
    }
}

/// The charts of a run, each to be drawn alone: the sheet, the probabilities if there are targets, and a fan for every
/// indicator, in the scenario's order.
struct ChartDrawing: Sendable {
    private let assessment: Assessment
    private let language: Language
    private let fans: [FanSeries]

    init(_ assessment: Assessment, _ language: Language) {
        self.assessment = assessment
        self.language = language
        var history = KnownHistory(assessment.plan)
        fans = assessment.plan.series.indices.map { FanSeries(assessment, slot: $0, history: &history) }
    }

    var count: Int { 2 + fans.count }

    /// `nil` where there is nothing to draw.
    func file(_ number: Int) -> ChartFile? {
        switch number {
        case 0: file("sheet") { () throws(ChartRefusal) in try TargetSheet.chart(assessment, language) }
        case 1: file("probabilities") { () throws(ChartRefusal) in try ProbabilityChart.chart(assessment, language) }
        default: file(of: fans[number - 2])
        }
    }

    private func file(_ name: String, _ make: () throws(ChartRefusal) -> Chart) -> ChartFile? {
        guard let chart = try? make() else { return nil }
        return ChartFile(name: "\(name).svg", svg: chart.svg())
    }

    private func file(of fan: FanSeries) -> ChartFile {
        ChartFile(name: "fan-\(Self.fileName(fan.series.id.name)).svg", svg: FanChart.chart(fan, language).svg())
    }

    /// Without what means something to a file system.
    private static func fileName(_ name: String) -> String {
        String(name.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" ? $0 : "-" })
    }
}
