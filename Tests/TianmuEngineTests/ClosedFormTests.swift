import Glibc
import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics

/// Whole runs against what can be worked out by hand.
@Suite struct ClosedFormTests {
    /// Results agree within so many of their own standard errors.
    private let tolerance = 4.0

    private func expect(
        _ estimate: Estimate, equals truth: Double, _ what: String, location: SourceLocation = #_sourceLocation
    ) {
        #expect(
            abs(estimate.value - truth) <= tolerance * estimate.standardError,
            "\(what): \(estimate.value) ± \(estimate.standardError), should be \(truth)", sourceLocation: location)
    }

    @Test("The probability of a target is the tail of the normal distribution", arguments: Sampler.allCases)
    func tail(_ sampler: Sampler) async throws {
        // ln x after 3 years is normal with mean ln 100 + 3 ln 1.05 and variance 3 · 0.04².
        let probabilities = [0.01, 0.1, 0.5, 0.9, 0.99]
        let mean = Double.log(100) + 3 * Double.log(1.05)
        let sd = 0.04 * 3.0.squareRoot()
        let targets = probabilities.map { probability in
            let level = Double.exp(mean + sd * NormalDistribution.quantile(1 - probability))
            return "  - {indicator: output, year: 2023, above: \(level)}"
        }
        let plan = try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2023}
            draws: {count: 4096, sampler: \(sampler.rawValue)}
            indicators:
              output:
                unit: 亿元
                base: {value: 100, reason: test}
                model: random-walk-drift
                parameters: {drift: 5, sd: 4}
            targets:
            \(targets.joined(separator: "\n"))
            """)
        let assessment = try await Pipeline.assess(plan)
        #expect(assessment.targets.count == probabilities.count)
        for (target, probability) in zip(assessment.targets, probabilities) {
            expect(target.summary.probability, equals: probability, "\(sampler) at \(probability)")
            #expect(target.verdict == Verdict(probability: target.summary.probability.value))
        }
    }

    private func correlated(_ r: Double, at levels: (Double, Double), sampler: Sampler) async throws -> JointSummary {
        let plan = try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2021}
            draws: {count: 4096, seed: 7, sampler: \(sampler.rawValue)}
            indicators:
              a: {unit: percent, base: {value: 0, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
              b: {unit: percent, base: {value: 0, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
            correlations: {[a, b]: \(r)}
            targets:
              - {indicator: a, year: 2021, above: \(levels.0)}
              - {indicator: b, year: 2021, above: \(levels.1)}
            """)
        return try await Pipeline.assess(plan).summary.joint
    }

    @Test("Two correlated indicators are above their medians together with probability 1/4 + asin(r)/2π")
    func orthant() async throws {
        for r in [-1, -0.9, -0.3, 0, 0.6, 1] {
            for sampler in Sampler.allCases {
                let joint = try await correlated(r, at: (0, 0), sampler: sampler)
                let truth = 0.25 + asin(r) / (2 * Double.pi)
                expect(joint.all, equals: truth, "\(sampler), r = \(r)")
                // By symmetry both are missed as often as both are met.
                expect(
                    Estimate(joint.bothMissed[0][1], standardError: joint.all.standardError), equals: truth,
                    "missed, \(sampler), r = \(r)")
            }
        }
    }

    @Test("Two correlated targets are met together with the probability of the bivariate normal distribution")
    func bivariate() async throws {
        // scipy.stats.multivariate_normal.cdf([-0.5, 0.3], cov=[[1, r], [r, 1]]): P(a > 0.5 and b > -0.3).
        let reference = [(-0.9, 0.03571407813254446), (0, 0.19064886935285358), (0.6, 0.2700714910261503)]
        for (r, truth) in reference + [(1, NormalDistribution.cdf(-0.5))] {
            for sampler in Sampler.allCases {
                let joint = try await correlated(r, at: (0.5, -0.3), sampler: sampler)
                expect(joint.all, equals: truth, "\(sampler), r = \(r)")
                // P(a or b) = P(a) + P(b) − P(a and b), with P(a) = Φ(−0.5) and P(b) = Φ(0.3).
                let either = NormalDistribution.cdf(-0.5) + NormalDistribution.cdf(0.3) - truth
                expect(joint.atLeast[0], equals: either, "either, \(sampler), r = \(r)")
            }
        }
    }

    @Test("The ratio of two correlated log-normal levels has its exact quantiles, mean and standard deviation")
    func ratio() async throws {
        // After 2 years ln(a/b) is normal with mean ln 2 + 2 ln(1.05/1.03), variance 2 (s₁² + s₂² − 2 r s₁ s₂).
        let mean = Double.log(2) + 2 * Double.log(1.05 / 1.03)
        let variance = 2 * (0.04 * 0.04 + 0.06 * 0.06 - 2 * 0.6 * 0.04 * 0.06)
        for sampler in Sampler.allCases {
            let plan = try Pipeline.plan(
                """
                tianmu: 1
                years: {base: 2020, through: 2022}
                draws: {count: 8192, seed: 3, sampler: \(sampler.rawValue)}
                indicators:
                  a: {unit: 元, base: {value: 100, reason: test}, model: random-walk-drift, parameters: {drift: 5, sd: 4}}
                  b: {unit: 元, base: {value: 50, reason: test}, model: random-walk-drift, parameters: {drift: 3, sd: 6}}
                  ratio: {unit: ratio, formula: a / b}
                correlations: {[a, b]: 0.6}
                """)
            let summary = try await Pipeline.assess(plan).summary
            let year = try #require(summary.year("ratio", 2022))
            for (estimate, probability) in zip(year.quantiles, Simulation.probabilities) {
                let truth = Double.exp(mean + variance.squareRoot() * NormalDistribution.quantile(probability))
                expect(estimate, equals: truth, "\(sampler), quantile \(probability)")
            }
            let exactMean = Double.exp(mean + variance / 2)
            expect(year.mean, equals: exactMean, "\(sampler), mean")
            expect(year.sd, equals: exactMean * Double.expm1(variance).squareRoot(), "\(sampler), sd")
            // The median's error is small beside the spread: the test has teeth.
            #expect(year.quantiles[4].standardError < 0.02 * year.sd.value)
            #expect(abs(year.central - Double.exp(mean)) < 1e-12)
        }
    }
}
