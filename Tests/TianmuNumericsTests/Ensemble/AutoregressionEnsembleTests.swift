import Testing

@testable import TianmuNumerics

@Suite struct AutoregressionEnsembleTests {
    static let errors = 5.0

    private func ensemble(variables: Int, steps: Int, errors: Double? = nil) throws -> AutoregressionEnsemble {
        var (a, l) = (Matrix(rows: variables, columns: variables), Matrix(rows: variables, columns: variables))
        for k in 0..<variables {
            for j in 0..<variables { a[k, j] = k == j ? 0.6 : 0.2 / Double(variables) * Double(1 + (k + j) % 3) }
            for j in 0...k { l[k, j] = k == j ? 1 : 0.3 / Double(variables) }
        }
        let constant: [Double] = (0..<variables).map { 0.1 * Double($0) }
        let start: [Double] = (0..<variables).map { Double($0) - 1 }
        let spread = errors.map { Matrix(rows: variables, columns: variables, repeating: $0) }
        let ensemble = AutoregressionEnsemble(
            constant: constant, coefficients: a, factor: l, start: start, stepCount: steps, coefficientErrors: spread)
        return try #require(ensemble)
    }

    @Test("Mean and covariance follow their recursion, Σₜ = A Σₜ₋₁ Aᵀ + L Lᵀ", arguments: [1, 3, 5])
    func closedForm(variables: Int) async throws {
        let draws = 50_000
        let ensemble = try ensemble(variables: variables, steps: 3)
        let moments = await ensemble.moments(EnsembleOptions(draws: draws, threads: 2))
        let (a, l) = (ensemble.coefficients, ensemble.factor)
        let range = 0..<variables
        var mean = ensemble.start
        var covariance = Matrix(rows: variables, columns: variables)
        for step in moments {
            mean = range.map { k in range.reduce(ensemble.constant[k]) { $0 + a[k, $1] * mean[$1] } }
            var next = Matrix(rows: variables, columns: variables)
            for i in range {
                for j in range {
                    for p in range {
                        next[i, j] += l[i, p] * l[j, p]
                        for q in range { next[i, j] += a[i, p] * covariance[p, q] * a[j, q] }
                    }
                }
            }
            covariance = next
            for k in range {
                let deviation = covariance[k, k].squareRoot()
                #expect(abs(step[k].mean - mean[k]) < Self.errors * deviation / Double(draws).squareRoot())
                let relative = step[k].standardDeviation / deviation - 1
                #expect(abs(relative) < Self.errors / (2 * Double(draws)).squareRoot())
            }
        }
    }

    @Test("Coefficients of each draw's own widen the first step by their variance times the start's squares")
    func ownCoefficients() async throws {
        let draws = 50_000
        let ensemble = try ensemble(variables: 3, steps: 1, errors: 0.2)
        let moments = await ensemble.moments(EnsembleOptions(draws: draws))
        let squares = ensemble.start.reduce(0) { $0 + $1 * $1 }
        for k in 0..<3 {
            let shocks = (0...k).reduce(0) { $0 + ensemble.factor[k, $1] * ensemble.factor[k, $1] }
            let deviation = (shocks + 0.04 * squares).squareRoot()
            #expect(
                abs(moments[0][k].standardDeviation / deviation - 1) < Self.errors / (2 * Double(draws)).squareRoot())
        }
    }

    @Test(
        "The same bits at 1, 2, 3 and 8 threads and on all fused sets, ragged tails included",
        arguments: [nil, 0.01], [1, 511, 1_025])
    func bits(errors: Double?, draws: Int) async throws {
        let ensemble = try ensemble(variables: 3, steps: 2, errors: errors)
        var options = EnsembleOptions(draws: draws)
        let one = await ensemble.moments(options).map { $0.map(\.mean) }
        for threads in [2, 3, 8] {
            options.threads = threads
            #expect(await ensemble.moments(options).map { $0.map(\.mean) } == one)
        }
        for set in EnsembleFixtures.fusedSets {
            options.instructionSet = set
            #expect(await ensemble.moments(options).map { $0.map(\.mean) } == one)
        }
    }
}
