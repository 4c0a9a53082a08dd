import TianmuNumerics

/// A share of draws that may be estimated by the mean of conditional probabilities.
package enum SmoothedShare: Hashable, Sendable {
    case target(Int)
    /// At least so many of all targets.
    case atLeast(Int)
    /// All targets of the year with this place among the years that have targets.
    case allOfYear(Int)

    /// All shares of a run, in a fixed order.
    static func all(of plan: Plan) -> [SmoothedShare] {
        plan.targets.indices.map { .target($0) } + plan.targets.indices.map { .atLeast($0 + 1) }
            + targetYears(of: plan).indices.map { .allOfYear($0) }
    }

    /// The targets that it is about.
    func targets(of plan: Plan) -> [Int] {
        switch self {
        case .target(let index): [index]
        case .atLeast: Array(plan.targets.indices)
        case .allOfYear(let place):
            plan.targets.indices.filter { plan.targets[$0].year == Self.targetYears(of: plan)[place] }
        }
    }

    private static func targetYears(of plan: Plan) -> [Int] { Set(plan.targets.map(\.year)).sorted() }
}

/// One line through the normals of a draw, z(t) = z + (t − v·z) v with |v| = 1, and the shares that are smoothed along it.
///
/// v·z is standard normal and independent of z − (v·z) v. Given the latter, a share's conditional probability is that of the
/// t for which it holds; its mean over draws is the share's probability, and varies less than a count of 0 and 1
/// (conditional Monte Carlo: Hammersley 1956; along a direction: Griewank, Kuo, Leövey and Sloan 2018, High dimensional
/// integration of kinks and jumps, J. Comput. Appl. Math. 344, 259-274).
struct SmoothingLine: Equatable, Sendable {
    /// Dimension → its part of v.
    let direction: [Int: Double]
    var shares: [SmoothedShare]

    /// - Returns: `nil` if the slopes are all zero.
    init?(slopes: [Int: Double], shares: [SmoothedShare]) {
        let square = slopes.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
        guard square > 0, square.isFinite else { return nil }
        direction = slopes.filter { $0.value != 0 }.mapValues { $0 / square.squareRoot() }
        self.shares = shares
    }
}

/// Which shares of a plan are smoothed, and along which lines.
struct SmoothingPlan: Sendable {
    var lines: [SmoothingLine]
    /// Those that are not, and why.
    var refusals: [SmoothedShare: SmoothingRefusal]
}

/// Why a share is counted and not smoothed.
package enum SmoothingRefusal: Equatable, Sendable {
    /// Near the central path nothing continuous moves it.
    case certain
    /// Along no line is it a smooth function that rises or falls throughout.
    case notMonotone
    /// In so many draws a value was not where its curve has it.
    case offCurve(Int)
    /// A draw takes more random numbers than are looked at.
    case tooLarge
}
