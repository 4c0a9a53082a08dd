import Testing

@testable import TianmuNumerics

@Suite struct SelectionTests {
    static let shapes: [String: @Sendable (Int, Int) -> Double] = [
        "random": { i, _ in Double((i &* 2_654_435_761) % 1_000_003) },
        "sorted": { i, _ in Double(i) },
        "reversed": { i, n in Double(n - i) },
        "equal": { _, _ in 7 },
        "two values": { i, _ in Double(i * 7919 % 13 < 6 ? 0 : 1) },
        "organ pipe": { i, n in Double(min(i, n - i)) },
        "infinite": { i, _ in i % 3 == 0 ? .infinity : i % 3 == 1 ? -.infinity : Double(i) },
    ]

    @Test("Several order statistics are those of the sorted sample", arguments: shapes.keys.sorted())
    func orderStatistics(shape: String) throws {
        let make = try #require(Self.shapes[shape])
        for count in [1, 2, 3, 10, 24, 25, 101, 599, 601, 4097] {
            let values = (0..<count).map { make($0, count) }
            let sorted = values.sorted()
            let ranks = [count / 2, 0, count - 1, count / 10, count * 9 / 10, count / 2, count / 3]
            var moved = values
            let found = moved.withUnsafeMutableBufferPointer { Selection.orderStatistics(of: $0, ranks: ranks) }
            #expect(found == ranks.map { sorted[$0] })
            #expect(moved.sorted() == sorted)
            for rank in ranks { #expect(moved[rank] == sorted[rank]) }
        }
    }

    @Test("All ranks at once sort the sample; none leave it alone")
    func allRanks() {
        let values = (0..<700).map { Double(($0 * 7919) % 350) }
        var sorted = values
        _ = sorted.withUnsafeMutableBufferPointer { Selection.orderStatistics(of: $0, ranks: Array(0..<700)) }
        #expect(sorted == values.sorted())
        var same = values
        #expect(same.withUnsafeMutableBufferPointer { Selection.orderStatistics(of: $0, ranks: []) } == [])
        #expect(same == values)
    }

    /// numpy 2.4: `np.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0, 0.05, 0.1, 0.5, 0.9, 1])`.
    @Test("Quantiles are NumPy's default")
    func quantiles() {
        var values: [Double] = [3, 1, 4, 1, 5, 9, 2, 6]
        let found = values.withUnsafeMutableBufferPointer {
            Selection.quantiles(of: $0, at: [0, 0.05, 0.1, 0.5, 0.9, 1])
        }
        for (have, want) in zip(found, [1, 1, 1, 3.5, 6.9, 9]) { #expect(abs(have - want) < 1e-14) }
    }

    @Test("A type 7 position lies at (n - 1) p")
    func position() {
        let position = QuantilePosition(type7: 0.25, of: 10)
        #expect((position.lowerRank, position.upperRank) == (2, 3))
        #expect(position.fraction == 0.25)
        #expect(position.value(lower: 8, upper: 12) == 9)
        let last = QuantilePosition(type7: 1, of: 10)
        #expect((last.lowerRank, last.upperRank) == (9, 9))
        #expect(QuantilePosition(type7: 0.5, of: 2).value(lower: .infinity, upper: .infinity) == .infinity)
    }
}
