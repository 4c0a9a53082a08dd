/// How often targets are met, one by one and together. Its size does not depend on the number of draws.
package struct TargetOutcomes: Equatable, Sendable {
    /// More targets than this do not fit the set of those that a draw meets.
    package static let maximumTargetCount = 64

    /// How many draws were counted.
    package private(set) var drawCount = 0
    /// For each target the draws that meet it.
    package private(set) var met: [Int]
    /// Entry k: the draws that meet exactly k targets.
    package private(set) var metTogether: [Int]
    /// For each year that has targets, in order, the draws that meet all of them.
    package private(set) var allOfYear: [Int]
    /// Entry [i][j] with i ≤ j: the draws that miss both target i and target j.
    package private(set) var bothMissed: [[Int]]

    /// The years that have targets, in order.
    package let years: [Int]
    /// For each of `years` its targets, as bits.
    private let masks: [UInt64]

    package init(targets: [PlannedTarget]) {
        years = Set(targets.map(\.year)).sorted()
        masks = years.map { year in
            targets.enumerated().reduce(0) { $1.element.year == year ? $0 | 1 << UInt64($1.offset) : $0 }
        }
        met = [Int](repeating: 0, count: targets.count)
        metTogether = [Int](repeating: 0, count: targets.count + 1)
        allOfYear = [Int](repeating: 0, count: years.count)
        bothMissed = targets.map { _ in [Int](repeating: 0, count: targets.count) }
    }

    /// Counts one draw that meets the targets of `mask` (bit i for target i).
    mutating func add(_ mask: UInt64) {
        drawCount += 1
        metTogether[mask.nonzeroBitCount] += 1
        for (index, wanted) in masks.enumerated() where mask & wanted == wanted { allOfYear[index] += 1 }
        var rest = mask
        while rest != 0 {
            met[rest.trailingZeroBitCount] += 1
            rest &= rest - 1
        }
        var missed = met.isEmpty ? 0 : ~mask & (UInt64.max >> UInt64(64 - met.count))
        while missed != 0 {
            let first = missed.trailingZeroBitCount
            var others = missed
            while others != 0 {
                bothMissed[first][others.trailingZeroBitCount] += 1
                others &= others - 1
            }
            missed &= missed - 1
        }
    }

    /// All counts in a row.
    var counts: [Int] { [drawCount] + met + metTogether + allOfYear + bothMissed.flatMap { $0 } }

    /// The same counts again; `nil` if there are more or fewer than these targets have.
    init?(targets: [PlannedTarget], counts: [Int]) {
        self.init(targets: targets)
        guard counts.count == self.counts.count, counts.allSatisfy({ $0 >= 0 }) else { return nil }
        var rest = counts[...]
        func take(_ count: Int) -> [Int] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        drawCount = take(1)[0]
        met = take(met.count)
        metTogether = take(metTogether.count)
        allOfYear = take(allOfYear.count)
        bothMissed = bothMissed.map { take($0.count) }
    }
}
