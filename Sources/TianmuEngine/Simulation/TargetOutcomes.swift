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
    package var bothMissed: [[Int]] {
        met.indices.map { i in Array(missed[i * met.count..<(i + 1) * met.count]) }
    }
    /// The same, row after row: this is counted in every draw.
    private var missed: [Int]

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
        missed = [Int](repeating: 0, count: targets.count * targets.count)
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
        let count = met.count
        var firsts = count == 0 ? 0 : ~mask & (UInt64.max >> UInt64(64 - count))
        missed.withUnsafeMutableBufferPointer { missed in
            while firsts != 0 {
                let row = firsts.trailingZeroBitCount * count
                var others = firsts
                while others != 0 {
                    missed[row + others.trailingZeroBitCount] += 1
                    others &= others - 1
                }
                firsts &= firsts - 1
            }
        }
    }

    /// All counts in a row.
    var counts: [Int] { [drawCount] + met + metTogether + allOfYear + missed }

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
        missed = take(missed.count)
    }
}
