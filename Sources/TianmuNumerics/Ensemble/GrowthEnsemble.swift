/// Correlated log-normal growth: K indicators over T years, ratios of them, and targets for both.
///
/// ln x₍ₖ,ₜ₎ = ln x₍ₖ,ₜ₋₁₎ + μₖ + Σⱼ Lₖⱼ zⱼₜ with z standard normal and independent over years; L Lᵀ is the covariance of
/// the yearly log growth. A column is an indicator or a ratio in one year.
public struct GrowthEnsemble: Sendable {
    /// One level divided by another of the same year, in every draw.
    public struct Ratio: Equatable, Sendable {
        public let numerator: Int
        public let denominator: Int

        public init(numerator: Int, denominator: Int) {
            self.numerator = numerator
            self.denominator = denominator
        }
    }

    /// What a column is to reach.
    public struct Target: Equatable, Sendable {
        public enum Relation: Sendable { case atLeast, atMost }

        /// Indicators first, then ratios.
        public let place: Int
        /// 0 for the first forecast year.
        public let yearIndex: Int
        public let relation: Relation
        public let value: Double

        public init(place: Int, yearIndex: Int, _ relation: Relation, _ value: Double) {
            self.place = place
            self.yearIndex = yearIndex
            self.relation = relation
            self.value = value
        }
    }

    /// Levels in the year before the first; K of them, above 0.
    public let base: [Double]
    /// μ, a year; K of them.
    public let meanLogGrowth: [Double]
    /// L, K × K; what stands above the diagonal is not read.
    public let factor: Matrix
    /// T, 1 or more.
    public let yearCount: Int
    public let ratios: [Ratio]
    public let targets: [Target]

    /// Columns of one year: indicators, then ratios.
    public var width: Int { base.count + ratios.count }
    /// Columns of all years, year after year.
    public var columnCount: Int { yearCount * width }

    /// - Throws: ``GrowthEnsembleError``.
    public init(
        base: [Double], meanLogGrowth: [Double], factor: Matrix, yearCount: Int, ratios: [Ratio] = [],
        targets: [Target] = []
    ) throws(GrowthEnsembleError) {
        let count = base.count
        guard count > 0, yearCount > 0, meanLogGrowth.count == count, factor.rows == count, factor.columns == count
        else {
            throw .sizesDiffer(
                indicators: count, growthRates: meanLogGrowth.count, factorRows: factor.rows,
                factorColumns: factor.columns, years: yearCount)
        }
        for k in 0..<count {
            let spread = (0...k).reduce(0) { $0 + abs(factor[k, $1]) }
            guard base[k] > 0, spread > 0 else { throw .notPositive(indicator: k) }
            // |z| < 6.5 in single precision.
            let reach = abs(Double.log(base[k])) + Double(yearCount) * (abs(meanLogGrowth[k]) + 6.5 * spread)
            guard reach <= Self.longestReach else { throw .outOfRange(indicator: k, reach: reach) }
        }
        for (index, ratio) in ratios.enumerated() {
            let both = [ratio.numerator, ratio.denominator]
            guard both.allSatisfy((0..<count).contains), both[0] != both[1] else { throw .badRatio(index) }
        }
        for (index, target) in targets.enumerated() {
            guard (0..<count + ratios.count).contains(target.place), (0..<yearCount).contains(target.yearIndex),
                target.value.isFinite
            else { throw .badTarget(index) }
        }
        self.base = base
        self.meanLogGrowth = meanLogGrowth
        self.factor = factor
        self.yearCount = yearCount
        self.ratios = ratios
        self.targets = targets
    }

    /// How far from 1 a level may get, as |ln|: ratios of two such stay within single precision.
    static let longestReach = 40.0

    /// The median of a column: what its moments are measured from.
    func median(column: Int) -> Double {
        func level(_ k: Int) -> Double {
            base[k] * Double.exp(meanLogGrowth[k] * Double(column / width + 1))
        }
        let place = column % width
        guard place >= base.count else { return level(place) }
        let ratio = ratios[place - base.count]
        return level(ratio.numerator) / level(ratio.denominator)
    }
}

/// Why no ensemble can be made of the given numbers.
public enum GrowthEnsembleError: Error, Equatable {
    /// A level, a growth rate and a row and column of the factor are wanted for each indicator, and at least one year.
    case sizesDiffer(indicators: Int, growthRates: Int, factorRows: Int, factorColumns: Int, years: Int)
    /// The base level and the spread of growth must be positive.
    case notPositive(indicator: Int)
    /// The greatest |ln level| that a draw may reach exceeds 40: too far for single precision.
    case outOfRange(indicator: Int, reach: Double)
    /// A ratio's two indicators must exist and differ.
    case badRatio(Int)
    /// A target's place and year must exist and its value be finite.
    case badTarget(Int)
}
