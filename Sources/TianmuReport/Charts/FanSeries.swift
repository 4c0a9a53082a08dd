import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuScenario

/// One indicator of one run, in the unit of its chart: what the charts of levels draw.
struct FanSeries: Sendable {
    /// A forecast year: the quantiles that a fan needs.
    struct Forecast: Sendable {
        var year: Int
        /// At 5, 10, 25, 50, 75, 90 and 95 %.
        var quantiles: [Double]

        var median: Double { quantiles[3] }
    }

    static let probabilities = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95]
    /// Older figures would press the forecast into a corner.
    private static let historyYears = 12

    let assessment: Assessment
    let series: Series
    let unit: ChartUnit
    /// Drawn points; their values are in the chart's unit.
    let known: [KnownPoint]
    let superseded: [(year: Int, value: Double)]
    let forecast: [Forecast]
    let targets: [TargetAssessment]
    /// That the spread at the end deserves.
    let decimals: Int

    var plan: Plan { assessment.plan }
    var title: LocalizedText { series.title }
    var lastYear: Int { forecast.last?.year ?? known.last?.year ?? plan.years.through }

    /// - Parameter shared: the unit of another series that this one is drawn with.
    init(_ assessment: Assessment, slot: Int, unit shared: Unit? = nil) {
        var history = KnownHistory(assessment.plan)
        self.init(assessment, slot: slot, history: &history, unit: shared)
    }

    init(_ assessment: Assessment, slot: Int, history: inout KnownHistory, unit shared: Unit? = nil) {
        let plan = assessment.plan
        let series = plan.series[slot]
        self.assessment = assessment
        self.series = series
        targets = assessment.targets.filter { $0.target.slot == slot }.sorted { $0.target.year < $1.target.year }
        let all = history.points(slot: slot)
        let last = all.last?.year
        let points = all.filter { $0.year > (last ?? 0) - Self.historyYears }
        let years = assessment.summary.indicators[slot].years.filter {
            !$0.isKnown && $0.year > last ?? 0 && $0.median.isFinite
        }
        let largest =
            (points.map(\.value) + years.flatMap { [$0.quantile(0.05), $0.quantile(0.95)] }
            + targets.map(\.target.value)).map(\.magnitude).max() ?? 0
        let unit = ChartUnit(
            series.unit, stated: shared.map { [$0] } ?? targets.map(\.target.statedUnit), largest: largest)
        self.unit = unit
        known = points.map { point in
            var point = point
            point.value = unit(point.value)
            return point
        }
        superseded = series.superseded.filter { $0.year >= points.first?.year ?? .max }.map {
            ($0.year, (try? Unit.convert($0.value, from: $0.unit, to: unit.unit)) ?? .nan)
        }
        forecast = years.map { year in
            Forecast(year: year.year, quantiles: Self.probabilities.map { unit(year.quantile($0)) })
        }
        decimals = Self.decimals(forecast.last, known.last?.value)
    }

    private static func decimals(_ forecast: Forecast?, _ known: Double?) -> Int {
        guard let forecast else { return known.map(statedDecimals) ?? 0 }
        let width = forecast.quantiles[5] - forecast.quantiles[1]
        return width > forecast.median.magnitude * 1e-9
            ? NumberText.decimals(forSpread: width) : statedDecimals(forecast.median)
    }

    /// For a number without a spread: up to three decimals, no more than it has, and about four digits in all.
    private static func statedDecimals(_ value: Double) -> Int {
        let most = value.magnitude >= 1000 ? 0 : value.magnitude >= 100 ? 1 : value.magnitude >= 10 ? 2 : 3
        let text = trimmed(NumberText.fixed(value, decimals: most))
        return (0..<most).first { NumberText.fixed(value, decimals: $0) == text } ?? most
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A forecast value as the spread deserves.
    func text(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }

    /// A known value: as printed, but with at most two digits more than the forecast has; one that was computed or
    /// converted has hardly more.
    func knownText(_ point: KnownPoint) -> String {
        let more = point.isDerived ? 0 : unit.unit == unit.source ? 2 : 1
        return Self.trimmed(NumberText.fixed(point.value, decimals: min(decimals + more, 6)))
    }

    /// A target's value as stated, if the chart keeps the unit that it was stated in.
    func text(of target: PlannedTarget) -> String {
        target.statedUnit.isSame(as: unit.unit)
            ? NumberText.stated(target.statedValue) : Self.trimmed(NumberText.fixed(unit(target.value), decimals: 4))
    }

    /// The unit of the chart as a subtitle names it; a ratio has none.
    func unitName(_ language: Language) -> String {
        let name = unit.unit.displayName(language)
        return switch unit.unit.kind {
        case .percent: Words(language)(zh: "百分比（%）", en: "per cent")
        case .ratio where name == "比值": ""
        default: name
        }
    }

    /// The last known point, if the forecast goes on from it without a gap.
    var origin: KnownPoint? {
        known.last.flatMap { last in forecast.first?.year == last.year + 1 ? last : nil }
    }

    /// True if all draws are the same in every forecast year.
    var isCertain: Bool {
        forecast.allSatisfy { ($0.quantiles[6] - $0.quantiles[0]).magnitude <= $0.median.magnitude * 1e-9 }
    }
}
