import TianmuEngine
import TianmuModel

/// What a chart is to be made of.
package struct ChartRequest: Sendable {
    /// One for a chart of a run, several for a comparison.
    package var variants: [Variant]
    /// For charts of one indicator.
    package var indicator: IndicatorID?
    package var language: Language

    package init(variants: [Variant], indicator: IndicatorID? = nil, language: Language) {
        self.variants = variants
        self.indicator = indicator
        self.language = language
    }

    /// The run of a chart of one run.
    func assessment() throws(ChartRefusal) -> Assessment {
        guard let first = variants.first else {
            throw ChartRefusal(zh: "没有给出情景", en: "no scenario is given")
        }
        return first.assessment
    }

    /// The named indicator in one of the runs.
    func slot(in variant: Variant) throws(ChartRefusal) -> Int {
        let plan = variant.assessment.plan
        let known = plan.series.map(\.id.name)
        guard let indicator else {
            throw ChartRefusal(
                zh: "请指定指标\(NearestName.hint(for: "", among: known).zh)",
                en: "name an indicator\(NearestName.hint(for: "", among: known).en)")
        }
        if let slot = plan.slot(of: indicator) { return slot }
        let hint = NearestName.hint(for: indicator.name, among: known)
        let place = variants.count > 1 ? variant.label : plan.title
        throw ChartRefusal(
            zh: "“\(place.zh)”中没有指标“\(indicator)”\(hint.zh)",
            en: "there is no indicator '\(indicator)' in '\(place.en)'\(hint.en)")
    }

    /// The runs to be compared.
    func compared(_ allowed: ClosedRange<Int>) throws(ChartRefusal) -> [Variant] {
        guard allowed.contains(variants.count) else { throw Self.wrongCount(variants.count, allowed: allowed) }
        return variants
    }

    /// The refusal of too few or too many runs.
    package static func wrongCount(_ count: Int, allowed: ClosedRange<Int>) -> ChartRefusal {
        if allowed == 1...1 {
            return ChartRefusal(zh: "这种图只画一个情景，给出了 \(count) 个", en: "this chart shows one scenario, not \(count)")
        }
        return ChartRefusal(
            zh: "这种图比较 \(allowed.lowerBound) 至 \(allowed.upperBound) 个，给出了 \(count) 个",
            en: "this chart compares \(allowed.lowerBound) to \(allowed.upperBound) runs, not \(count)")
    }
}

/// Why a chart cannot be made.
package struct ChartRefusal: Error, Equatable, Sendable {
    /// One sentence.
    package var message: LocalizedText

    package init(_ message: LocalizedText) { self.message = message }

    init(zh: String, en: String) { self.init(LocalizedText(zh: zh, en: en)) }
}
