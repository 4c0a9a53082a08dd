import Testing
import TianmuNumerics

@Suite struct SimplexSearchTests {
    @Test("Two members: the closed form w = ½ + (a₂ − a₁)/(2b), within 0 and 1")
    func closedForm() {
        func weights(_ a: Double, _ c: Double) -> [Double] {
            SimplexSearch.minimum(linear: [a, c], pairs: [[0, 2], [2, 0]])
        }
        #expect(abs(weights(1, 1.4)[0] - 0.6) < 1e-9)
        #expect(weights(1, 9) == [1, 0])
        #expect(weights(9, 1) == [0, 1])
        #expect(SimplexSearch.minimum(linear: [3], pairs: [[0]]) == [1])
    }

    /// Points x on a line with −B the distances between them: Σ w E|x − y| − ½ Σ ww|x − x′| is the CRPS of a mixture.
    @Test("The order of members does not matter, and no weight is negative")
    func order() {
        let points = [0.0, 1.5, 4, 4.5], outcomes = [1.0, 1.2, 2.5, 4.2]
        func solve(_ order: [Int]) -> [Double] {
            let x = order.map { points[$0] }
            let found = SimplexSearch.minimum(
                linear: x.map { x in outcomes.reduce(0) { $0 + abs(x - $1) / 4 } },
                pairs: x.map { a in x.map { abs(a - $0) } })
            return order.indices.sorted { order[$0] < order[$1] }.map { found[$0] }
        }
        let first = solve([0, 1, 2, 3])
        #expect(first.allSatisfy { $0 >= 0 } && abs(first.reduce(0, +) - 1) < 1e-12)
        for other in [[3, 2, 1, 0], [1, 3, 0, 2]] {
            #expect(zip(first, solve(other)).allSatisfy { abs($0 - $1) < 1e-6 })
        }
    }
}
