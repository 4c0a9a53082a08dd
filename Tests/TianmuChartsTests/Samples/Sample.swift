import Testing
import TianmuCharts

/// A chart with a name: drawn, compared with its golden file and checked for collisions.
struct Sample: CustomTestStringConvertible {
    var name: String
    var chart: Chart

    var testDescription: String { name }

    static let all: [Sample] = fans + comparisons + rows + oddCases
}

extension Sample {
    /// Reproducible numbers between 0 and 1 for shapes that need not mean anything.
    static func wave(_ index: Int, _ phase: Int = 0) -> Double {
        let mixed = (UInt64(bitPattern: Int64(index &* 73 &+ phase &* 151)) &* 0x9E37_79B9_7F4A_7C15) >> 40
        return Double(mixed) / Double(1 << 24)
    }
}
