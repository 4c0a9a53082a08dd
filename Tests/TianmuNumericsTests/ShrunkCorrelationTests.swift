import Testing
import TianmuNumerics

/// Against scikit-learn 1.x: `sklearn.covariance.ledoit_wolf(Z, assume_centered=True)` with Z standardised (divisor n).
@Suite struct ShrunkCorrelationTests {
    private let years = [
        [7.1, 8.2, 3.0], [6.4, 7.9, 2.1], [8.0, 9.1, 2.8], [5.2, 7.0, 3.3], [7.7, 8.0, 2.5], [6.9, 8.8, 3.1],
        [4.1, 6.1, 2.2],
    ]
    private let tolerance = 1e-8

    @Test("Seven observations of three variables")
    func seven() throws {
        let found = try #require(ShrunkCorrelation(observations: years))
        #expect(abs(found.shrinkage - 0.6968012966667866) < tolerance)
        #expect(abs(found.matrix[0, 1] - 0.27895458) < tolerance)
        #expect(abs(found.matrix[2, 0] - 0.05764119) < tolerance)
        #expect(abs(found.matrix[1, 2] - 0.09717995) < tolerance)
        #expect(found.matrix[1, 1] == 1)
    }

    @Test("Four observations shrink more")
    func four() throws {
        let found = try #require(ShrunkCorrelation(observations: Array(years.prefix(4))))
        #expect(abs(found.shrinkage - 0.7571814759445741) < tolerance)
        #expect(abs(found.matrix[1, 2] + 0.07148384) < tolerance)
    }

    @Test("Two variables that never part are shrunk least, one that never moves correlates with nothing")
    func extremes() throws {
        let twins = try #require(ShrunkCorrelation(observations: (0..<50).map { [Double($0), 2 * Double($0)] }))
        #expect(twins.matrix[0, 1] > 0.95 && twins.matrix[0, 1] < 1)
        let still = try #require(ShrunkCorrelation(observations: (0..<9).map { [Double($0), 5] }))
        #expect(still.matrix[0, 1] == 0)
        #expect(ShrunkCorrelation(observations: [[1, 2]]) == nil)
        #expect(ShrunkCorrelation(observations: [[1, 2], [3]]) == nil)
    }

    @Test("The factor's square is the matrix; of two that are one, the second follows from the first")
    func factor() throws {
        let found = try #require(ShrunkCorrelation(observations: years))
        let factor = found.factor
        for i in 0..<3 {
            for j in 0..<3 {
                let square = (0..<3).reduce(0) { $0 + factor[i, $1] * factor[j, $1] }
                #expect(abs(square - found.matrix[i, j]) < 1e-14)
                #expect(j <= i || factor[i, j] == 0)
            }
        }
        // Each observation says exactly the same, so that nothing is shrunk.
        let one = try #require(ShrunkCorrelation(observations: [[1, 1], [-1, -1], [1, 1], [-1, -1]]))
        #expect(one.shrinkage == 0)
        #expect(one.factor.elements == [1, 0, 1, 0])
    }
}
