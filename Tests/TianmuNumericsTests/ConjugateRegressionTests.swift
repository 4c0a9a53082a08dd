import Testing

@testable import TianmuNumerics

@Suite struct ConjugateRegressionTests {
    static let rows: [[Double]] = [
        [1, 0.2, 3], [1, -0.4, 2], [1, 1.1, 1], [1, 0.7, 5], [1, -1.3, 4], [1, 0.1, 2.5],
    ]
    static let responses = [2.1, 0.3, 3.9, 3, -0.5, 1.7]
    /// References have 8 digits or more.
    static let precision = 1e-8

    private func isClose(_ found: [Double], _ expected: [Double], _ tolerance: Double = precision) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance }
    }

    /// numpy: `P = P0 + A.T@A; V = inv(P); m = V@(P0@m0 + A.T@z)`, A the first two columns, z = y − 0.2·third,
    /// P0 = diag(0, (0.6/0.4)²), m0 = (0, 1.5), ν₀ = 5, s₀ = 0.6.
    @Test("A coefficient without prior, one with and one that is known: numpy's posterior")
    func posterior() throws {
        let fit = try #require(
            ConjugateRegression(
                rows: Self.rows, responses: Self.responses,
                prior: .init(
                    means: [0, 1.5, 0.2], standardDeviations: [.infinity, 0.4, 0], sd: 0.6, weight: 5)))
        #expect(isClose(fit.coefficients, [1.04613623354, 1.80795649685, 0.2]))
        #expect(isClose([fit.sd, fit.degreesOfFreedom], [0.523551781805, 10]))
        #expect(isClose((0..<3).map(fit.standardError), [0.214227946419, 0.216957074868, 0]))
        #expect(isClose(fit.priorShares, [0, 0.386376645678, 1]))
        #expect(fit.sdPriorShare == 0.5 && fit.freeCount == 2)
        let covariance = zip(fit.spread[0], fit.spread[1]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(isClose([covariance], [-0.011448196909]))
    }

    @Test("Without any prior it is least squares")
    func leastSquares() throws {
        let fit = try #require(
            ConjugateRegression(
                rows: Self.rows, responses: Self.responses,
                prior: .init(
                    means: [0, 0, 0], standardDeviations: [.infinity, .infinity, .infinity], sd: 1, weight: 0)))
        let design = try #require(Matrix(Self.rows))
        let reference = try LinearAlgebra.load().leastSquares(design: design, response: Self.responses)
        #expect(isClose(fit.coefficients, reference.coefficients, 1e-12))
        let variance = reference.residualSumOfSquares / Double(reference.degreesOfFreedom)
        #expect(isClose([fit.sd * fit.sd, fit.degreesOfFreedom], [variance, 3], 1e-12))
        #expect(
            isClose(
                (0..<3).map { fit.standardError($0) * fit.standardError($0) },
                (0..<3).map { variance * reference.unscaledCovariance[$0, $0] }, 1e-12))
    }

    @Test("Without data it is the prior; what neither tells is not guessed")
    func extremes() throws {
        let prior = ConjugateRegression.Prior(means: [1, -2], standardDeviations: [0.3, 5], sd: 2, weight: 4)
        let fit = try #require(ConjugateRegression(rows: [], responses: [], prior: prior))
        #expect(isClose(fit.coefficients + [fit.sd, fit.degreesOfFreedom], [1, -2, 2, 4], 1e-14))
        #expect(isClose((0..<2).map(fit.standardError) + fit.priorShares, [0.3, 5, 1, 1], 1e-14))
        let flat = ConjugateRegression.Prior(
            means: [0, 0], standardDeviations: [.infinity, .infinity], sd: 1, weight: 4)
        #expect(ConjugateRegression(rows: [[1, 2]], responses: [3], prior: flat) == nil)
        #expect(ConjugateRegression(rows: [[1, 2], [2, 4], [3, 6]], responses: [3, 1, 2], prior: flat) == nil)
    }
}
