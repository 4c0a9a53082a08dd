import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Which targets are met together, against closed forms.
@Suite struct JointTests {
    /// Without persistence all of a year's spread is its innovation, which is what correlates.
    /// Draws: 16,384 scrambled points; shares of two events err by less than this.
    private let sampling = 0.01

    private func joint(_ targets: String, correlation: Double? = nil) async throws -> JointAttainment {
        let correlations = correlation.map { "correlations: {[x, y]: \($0)}" } ?? ""
        let plan = try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2021}
            draws: {count: 16384, seed: 14}
            indicators:
              x: {unit: 亿元, base: {value: 100, reason: test}, model: elicited, parameters: {p10: -5, p50: 0, p90: 5, persistence: 0}}
              y: {unit: 亿元, base: {value: 100, reason: test}, model: elicited, parameters: {p10: -5, p50: 0, p90: 5, persistence: 0}}
            \(correlations)
            targets: [\(targets)]
            """)
        return JointAttainment(try await Simulator.simulate(plan, options: SimulationOptions(threads: 1)))
    }

    private let both = "{indicator: x, year: 2021, above: 100}, {indicator: y, year: 2021, above: 100}"

    @Test("Independent targets at their medians are met together one time in four, and their misses do not correlate")
    func independent() async throws {
        let found = try await joint(both)
        #expect(abs(found.all.value - 0.25) < sampling)
        #expect(abs(found.all.value - found.allIfIndependent) < sampling)
        #expect(abs(found.missCorrelation[0][1]) < 4 * sampling)
        #expect(abs(found.missCorrelation[0][0] - 1) < 1e-12)
        #expect(abs(found.atLeast[0].value - 0.75) < sampling)
    }

    @Test("Correlated ones follow Sheppard's law: P = 1/4 + arcsin(ρ)/2π, φ = 2 arcsin(ρ)/π", arguments: [0.5, 0.8])
    func correlated(_ rho: Double) async throws {
        let found = try await joint(both, correlation: rho)
        let arcsine = Double.atan(rho / (1 - rho * rho).squareRoot())
        #expect(abs(found.all.value - (0.25 + arcsine / (2 * .pi))) < sampling)
        #expect(abs(found.missCorrelation[0][1] - 2 * arcsine / .pi) < 4 * sampling)
        // With the correlation both are missed together more often than either alone.
        #expect(found.failureSets.first?.targets == [0, 1])
        let sum = found.all.value + found.failureSets.reduce(0) { $0 + $1.share.value }
        #expect(abs(sum - 1) < 1e-12)
    }

    @Test("A target that is never missed has no correlation, and no targets have no failure set")
    func certain() async throws {
        let found = try await joint("{indicator: x, year: 2021, above: 1}, {indicator: y, year: 2021, above: 100}")
        #expect(found.missCorrelation[0][1].isNaN)
        #expect(found.failureSets.map(\.targets) == [[1]])
        #expect(try await joint("").failureSets.isEmpty)
    }
}
