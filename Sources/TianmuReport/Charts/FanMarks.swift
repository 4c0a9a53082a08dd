import TianmuCharts
import TianmuModel

extension FanSeries {
    /// How much is written on a fan.
    enum Detail {
        /// Values at known points, quantiles at the right edge.
        case full
        /// The median alone.
        case small
    }

    /// The axis of years. A single known year gets room before it, for the words above it.
    var yearAxis: Axis {
        guard let first = known.first?.year, first == known.last?.year, let end = forecast.last?.year else {
            return .years
        }
        return Axis(.years, domain: Double(first) - 0.15 * Double(end - first)...Double(end))
    }

    /// The years of the forecast, from the last known point where it follows on.
    var forecastYears: [Double] { (origin.map { [Double($0.year)] } ?? []) + forecast.map { Double($0.year) } }

    /// The quantile number `index` over ``forecastYears``.
    func quantile(_ index: Int) -> [Double] { (origin.map { [$0.value] } ?? []) + forecast.map { $0.quantiles[index] } }

    var median: [Double] { quantile(3) }

    /// The bands and the median, what is known, and the targets.
    func fanMarks(_ detail: Detail, _ language: Language, captions: Bool = true) -> [Mark] {
        var marks = bands(detail, language)
        if captions || known.last != nil { marks += border(language, captions: captions) }
        marks += targetLines(detail, language)
        if !forecast.isEmpty {
            let label = Words(language)(zh: "中位数 ", en: "median ")
            let end = forecast.last.map { text($0.median) } ?? ""
            marks.append(
                .line(
                    LineMark(
                        x: forecastYears, y: median, paint: .median, width: 2.5,
                        label: detail == .full && !isCertain ? label + end : end)))
        }
        return marks + gap + knownMarks(detail) + targetPoints(detail, language)
    }

    private func bands(_ detail: Detail, _ language: Language) -> [Mark] {
        guard !isCertain, let end = forecast.last else { return [] }
        func label(_ index: Int) -> String {
            guard detail == .full, index != 2, index != 4 else { return "" }
            let percent = Int((Self.probabilities[index] * 100).rounded())
            return Words(language)(
                zh: "\(percent)%分位 \(text(end.quantiles[index]))", en: "\(percent)th pct. \(text(end.quantiles[index]))"
            )
        }
        return (0...2).map { step in
            .band(
                BandMark(
                    x: forecastYears, lower: quantile(step), upper: quantile(6 - step), paint: .band(step),
                    lowerLabel: label(step), upperLabel: label(6 - step)))
        }
    }

    /// A border after what is known.
    func border(_ language: Language, captions: Bool = true) -> [Mark] {
        guard let last = known.last else { return [] }
        let words = Words(language)
        guard captions else { return [.rule(.border(x: Double(last.year), before: "", after: ""))] }
        let before: String
        if known.allSatisfy(\.isFigure) {
            before = words(zh: "已公布", en: "published")
        } else if known.allSatisfy({ $0.ground == .assumed }) {
            before = words(zh: "假设", en: "assumed")
        } else if known.allSatisfy({ $0.isFigure || $0.isFirm }) {
            before = words(zh: "已知", en: "known")
        } else {
            before = words(zh: "已知或假设", en: "known or assumed")
        }
        return [
            .rule(
                .border(
                    x: Double(last.year), before: before,
                    after: forecast.isEmpty ? "" : words(zh: "预测", en: "forecast")))
        ]
    }

    /// Years between the last figure and the first forecast are bridged, not forecast.
    private var gap: [Mark] {
        guard origin == nil, let last = known.last, let first = forecast.first else { return [] }
        return [
            .line(
                LineMark(
                    x: [Double(last.year), Double(first.year)], y: [last.value, first.median], paint: .median,
                    dash: .dotted))
        ]
    }

    /// Known years joined, dotted where years are missing between them.
    func knownMarks(_ detail: Detail) -> [Mark] {
        guard let first = known.first?.year, let last = known.last?.year else { return [] }
        var marks: [Mark] = []
        if known.count > 1 {
            let values = Dictionary(known.map { ($0.year, $0.value) }, uniquingKeysWith: { _, new in new })
            marks.append(
                .line(
                    LineMark(
                        x: (first...last).map(Double.init), y: (first...last).map { values[$0] ?? .nan },
                        bridgesGaps: true)))
        }
        if !superseded.isEmpty {
            marks.append(
                .dots(DotMark(x: superseded.map { Double($0.year) }, y: superseded.map(\.value), look: .pale)))
        }
        // Where there are many, the first and the last value say enough.
        let labelled = known.count <= 6 ? Set(known.map(\.year)) : [first, last]
        for style in PointStyle.allCases {
            let points = known.filter { PointStyle($0) == style }
            if points.isEmpty { continue }
            marks.append(
                .dots(
                    DotMark(
                        x: points.map { Double($0.year) }, y: points.map(\.value), look: style.look,
                        marker: style.marker,
                        labels: points.map { detail == .full && labelled.contains($0.year) ? knownText($0) : "" }
                    )))
        }
        return marks
    }
}

/// How a known point is drawn.
enum PointStyle: CaseIterable {
    case published, provisional, assumed, derived, derivedProvisional

    init(_ point: KnownPoint) {
        switch point.ground {
        case .published: self = .published
        case .provisional: self = .provisional
        case .assumed: self = .assumed
        case .derived(let isFirm): self = isFirm ? .derived : .derivedProvisional
        }
    }

    var look: DotMark.Look { self == .published || self == .derived ? .filled : .hollow }

    var marker: Marker {
        switch self {
        case .published, .provisional: .circle
        case .assumed: .diamond
        case .derived, .derivedProvisional: .square
        }
    }

    /// What stands in the subtitle; `nil` for what needs no word.
    var legend: LocalizedText? {
        switch self {
        case .published: nil
        case .provisional: LocalizedText(zh: "空心圆点为初步数或估计数", en: "hollow circles: preliminary or estimated")
        case .assumed: LocalizedText(zh: "空心菱形为假设", en: "hollow diamonds: assumed")
        case .derived: LocalizedText(zh: "方点由公布数算得", en: "squares: computed from figures")
        case .derivedProvisional:
            LocalizedText(zh: "空心方点由初步数或假设算得", en: "hollow squares: computed from preliminary figures or assumptions")
        }
    }
}
