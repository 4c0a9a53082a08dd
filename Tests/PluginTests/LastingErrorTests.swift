import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting

@Suite struct LastingErrorTests {
    /// numpy: generalised least squares with Ω = 0.4^|i − j|, `P = P0 + X.T@inv(Om)@X`, P0 = diag((0.6/2)², (0.6/0.4)²),
    /// m0 = (1, 1.5), ν₀ = 5, s₀ = 0.6; e' inv(Om) e among the squares.
    @Test("Errors that last are weighed as generalised least squares does")
    func generalised() throws {
        let rows: [[Double]] = [[1, 0.2], [1, -0.4], [1, 1.1], [1, 0.7], [1, -1.3], [1, 0.1]]
        let prior = ConjugateRegression.Prior(means: [1, 1.5], standardDeviations: [2, 0.4], sd: 0.6, weight: 5)
        let (fit, persistence) = try #require(
            ConjugateRegression.lasting(
                rows: rows, responses: [2.1, 0.3, 3.9, 3, -0.5, 1.7], prior: prior, given: 0.4))
        #expect(persistence.value == 0.4)
        let found = fit.coefficients + [fit.sd] + (0..<2).map(fit.standardError)
        let expected = [1.6117710632498, 1.8086782436978, 0.5200557501803256, 0.289610980204, 0.1845163540731]
        #expect(isClose(found, expected, tolerance: 1e-11))
    }

    @Test("In draws they have the same variance every year, and are correlated by ρ from one to the next")
    func draws() throws {
        let model = Walk(persistence: ErrorPersistence(0.6))
        let draws = 20_000
        let run = table(model, years: 3, draws: draws, seed: 6)
        let years = (0..<3).map { run.path(yearIndex: $0) }
        let error = 4 * (2 / Double(draws)).squareRoot()
        for year in years { #expect(abs(Moments(year).variance - 1) < error) }
        let products = Moments(zip(years[1], years[2]).map { $0 * $1 })
        #expect(abs(products.mean - 0.6) < error)
    }

    /// Shows its errors.
    private struct Walk: FittedModel {
        var persistence: ErrorPersistence
        var parameterNormalCount: Int { 1 }
        var report: FitReport { FitReport(observationCount: 0, priorShare: 1) }

        func project(_ block: ProjectionBlock) {
            var errors = LastingErrors(persistence, block: block, normal: 0)
            for year in 0..<block.yearCount {
                errors.advance(block.innovations(yearIndex: year))
                let path = block.path(yearIndex: year)
                for i in path.indices { path[i] = errors.values[i] }
            }
        }
    }
}
