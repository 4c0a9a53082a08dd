import TianmuCharts
import TianmuEngine
import TianmuModel

/// A kind of chart: how it is called, what it needs and how it is made. A new one is a new entry of ``all``.
package struct ChartKind: Sendable {
    /// As the command names it.
    package var id: String
    package var title: LocalizedText
    /// Whether ``ChartRequest/indicator`` must be given.
    package var needsIndicator: Bool
    /// How many variants it takes.
    package var variantCount: ClosedRange<Int>
    private let make: @Sendable (ChartRequest) throws(ChartRefusal) -> Chart

    init(
        _ id: String, _ title: LocalizedText, needsIndicator: Bool = false, variantCount: ClosedRange<Int> = 1...1,
        make: @escaping @Sendable (ChartRequest) throws(ChartRefusal) -> Chart
    ) {
        self.id = id
        self.title = title
        self.needsIndicator = needsIndicator
        self.variantCount = variantCount
        self.make = make
    }

    /// - Throws: ``ChartRefusal`` for an unknown indicator, for too few or too many variants.
    package func chart(_ request: ChartRequest) throws(ChartRefusal) -> Chart { try make(request) }

    package static let all: [ChartKind] = [
        ChartKind("fan", LocalizedText(zh: "一个指标的扇形图", en: "fan chart of one indicator"), needsIndicator: true) {
            request throws(ChartRefusal) in
            let assessment = try request.assessment()
            let slot = try request.slot(in: request.variants[0])
            return FanChart.chart(FanSeries(assessment, slot: slot), request.language)
        },
        ChartKind("sheet", LocalizedText(zh: "各项目标指标的小图", en: "small fans of all indicators with targets")) {
            request throws(ChartRefusal) in try TargetSheet.chart(try request.assessment(), request.language)
        },
        ChartKind("probabilities", LocalizedText(zh: "各项目标的概率", en: "probabilities of all targets")) {
            request throws(ChartRefusal) in try ProbabilityChart.chart(try request.assessment(), request.language)
        },
        ChartKind(
            "models", LocalizedText(zh: "一个指标：几种模型", en: "one indicator by several models"), needsIndicator: true,
            variantCount: 2...24
        ) { request throws(ChartRefusal) in try ComparisonChart(.models, request).chart() },
        ChartKind(
            "scenarios", LocalizedText(zh: "一个指标：几种情景", en: "one indicator in several scenarios"),
            needsIndicator: true, variantCount: 2...24
        ) { request throws(ChartRefusal) in try ComparisonChart(.scenarios, request).chart() },
        ChartKind(
            "scenario-targets", LocalizedText(zh: "各项目标：几种情景", en: "all targets in several scenarios"),
            variantCount: 2...4
        ) { request throws(ChartRefusal) in try ScenarioTargetsChart.chart(request) },
    ]

    /// The kind of that name.
    /// - Throws: ``ChartRefusal`` with the nearest name.
    package static func named(_ name: String) throws(ChartRefusal) -> ChartKind {
        if let kind = all.first(where: { $0.id == name }) { return kind }
        let hint = NearestName.hint(for: name, among: all.map(\.id))
        throw ChartRefusal(zh: "没有叫“\(name)”的图\(hint.zh)", en: "there is no chart '\(name)'\(hint.en)")
    }
}
