import TianmuModel
import TianmuNumerics

/// The yearly changes of one region, on the working scale.
struct RegionGrowth {
    struct Change {
        /// The later year.
        var year: Int
        /// How many years it took.
        var years: Int
        var change: Double
    }

    let changes: [Change]
    /// W.
    let years: Int
    /// ḡ, 0 without a change.
    let mean: Double
    /// (d − kḡ)/√k, which have the variance of one year.
    let errors: [Double]
    /// The yearly growth of the last change; `nil` without one.
    var last: Double? { changes.last.map { $0.change / Double($0.years) } }

    /// - Parameter since: changes that end later count.
    init(_ series: WorkingSeries, firstYear: Int, since: Int) {
        let places = series.isObserved.indices.filter { series.isObserved[$0] }
        let changes = zip(places, places.dropFirst()).map { before, after in
            Change(
                year: firstYear + after, years: after - before,
                change: series.values[after] - series.values[before])
        }.filter { $0.year > since }
        self.changes = changes
        let years = changes.reduce(0) { $0 + $1.years }
        let mean = changes.isEmpty ? 0 : changes.reduce(0) { $0 + $1.change } / Double(years)
        errors = changes.map { ($0.change - Double($0.years) * mean) / Double($0.years).squareRoot() }
        self.years = years
        self.mean = mean
    }
}

/// The region and its siblings.
struct Panel {
    let own: RegionGrowth
    /// Those with a change at least.
    let siblings: [RegionGrowth]
    /// Names of those without.
    let skipped: [String]

    /// Regions with a change: the own one, if it has any, and its siblings.
    var regions: [RegionGrowth] { own.changes.isEmpty ? siblings : [own] + siblings }

    static let leastSiblings = 2

    init(_ output: OutputContext, parameters: ParameterValues) throws(ModelRefusal) {
        let transform = parameters.choice("transform")
        func growth(_ output: OutputContext, since: Int) throws(ModelRefusal) -> RegionGrowth {
            RegionGrowth(
                try WorkingSeries(output, minimum: 1, transform: transform),
                firstYear: output.history.years.first ?? 0, since: since)
        }
        let lastYear = output.history.years.last ?? 0
        let since = parameters.number("years").map { lastYear - Int($0) } ?? Int.min
        own = try growth(output, since: since)
        var siblings: [RegionGrowth] = []
        var skipped: [String] = []
        for sibling in output.siblings {
            let other = OutputContext(
                indicator: IndicatorID(sibling.name), measure: output.measure, history: sibling.history)
            if let region = try? growth(other, since: since), !region.changes.isEmpty {
                siblings.append(region)
            } else {
                skipped.append(sibling.name)
            }
        }
        guard siblings.count >= Self.leastSiblings else {
            if let longest = output.siblings.max(by: { $0.history.count < $1.history.count }),
                longest.history.count < 2
            {
                throw .tooFewObservations(
                    indicator: IndicatorID(longest.name), have: longest.history.count, need: 2)
            }
            let have = siblings.count
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”在数据文件中只有 \(have) 个其他地区有可用的年度变化，至少需要 \(Self.leastSiblings) 个",
                    en: "the figures files have yearly changes of '\(output.indicator)' for \(have) other "
                        + "region\(have == 1 ? "" : "s"), the model needs at least \(Self.leastSiblings)"))
        }
        self.siblings = siblings
        self.skipped = skipped
    }
}
