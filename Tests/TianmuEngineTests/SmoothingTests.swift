import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuParts

@testable import TianmuEngine

/// Means of conditional probabilities: without bias, with honest errors, and only where they can be had.
@Suite struct SmoothingTests {
    private func plan(
        _ indicators: String, _ rest: String, years: Int = 2, draws: Int = 512, sampler: Sampler = .philox
    ) throws -> Plan {
        try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: \(2020 + years)}
            draws: {count: \(draws), seed: 3, sampler: \(sampler.rawValue), probabilities: smoothed}
            indicators:
            \(indicators)
            \(rest)
            """)
    }

    private let two = """
          a: {unit: percent, base: {value: 0, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
          b: {unit: percent, base: {value: 0, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
        """

    @Test(
        "Where the line is the whole uncertainty, the tail of the normal distribution is exact",
        arguments: Sampler.allCases)
    func exactTail(_ sampler: Sampler) async throws {
        let probabilities = [0.01, 0.1, 0.5, 0.9, 0.99]
        let mean = Double.log(100) + 3 * Double.log(1.05)
        let sd = 0.04 * 3.0.squareRoot()
        let targets = probabilities.flatMap { probability in
            let level = Double.exp(mean + sd * NormalDistribution.quantile(1 - probability))
            return ["{indicator: x, year: 2023, above: \(level)}", "{indicator: x, year: 2023, at-most: \(level)}"]
        }
        let plan = try plan(
            "  x: {unit: 亿元, base: {value: 100, reason: test}, model: random-walk-drift, parameters: {drift: 5, sd: 4}}",
            "targets: [\(targets.joined(separator: ", "))]", years: 3, draws: 200, sampler: sampler)
        let summary = try await Pipeline.assess(plan).summary
        for (index, target) in summary.targets.enumerated() {
            let probability = probabilities[index / 2]
            let truth = index.isMultiple(of: 2) ? probability : 1 - probability
            #expect(abs(target.probability.value - truth) < 1e-9, "\(truth)")
            #expect(target.probability.standardError < 1e-9)
            #expect(summary.smoothing?[.target(index)] == target.probability)
        }
        // The targets exclude each other in pairs: five are met, neither more nor less.
        #expect(abs(summary.joint.atLeast[4].value - 1) < 1e-9)
        #expect(summary.joint.atLeast[5].value < 1e-9)
    }

    @Test("Two correlated targets are met together with the probability of the bivariate normal distribution")
    func bivariate() async throws {
        // scipy.stats.multivariate_normal.cdf([-0.5, 0.3], cov=[[1, r], [r, 1]]): P(a > 0.5 and b > -0.3).
        for (r, truth) in [(-0.9, 0.03571407813254446), (0, 0.19064886935285358), (0.6, 0.2700714910261503)] {
            for sampler in Sampler.allCases {
                let plan = try plan(
                    two,
                    """
                    correlations: {[a, b]: \(r)}
                    targets: [{indicator: a, year: 2021, above: 0.5}, {indicator: b, year: 2021, above: -0.3}]
                    """, years: 1, draws: 4096, sampler: sampler)
                let joint = try await Pipeline.assess(plan).summary.joint
                let counted = (truth * (1 - truth) / 4096).squareRoot()
                #expect(abs(joint.all.value - truth) <= 4 * joint.all.standardError, "\(sampler), r = \(r)")
                #expect(joint.all.standardError < 0.8 * counted, "\(sampler), r = \(r)")
                #expect(joint.byYear[0].all == joint.all)
                let either = NormalDistribution.cdf(-0.5) + NormalDistribution.cdf(0.3) - truth
                #expect(abs(joint.atLeast[0].value - either) <= 4 * joint.atLeast[0].standardError + 1e-9)
            }
        }
    }

    @Test("Intervals of 95 % cover the truth in 95 of 100 runs", arguments: Sampler.allCases)
    func honest(_ sampler: Sampler) async throws {
        var plan = try plan(
            two,
            """
            correlations: {[a, b]: 0.6}
            targets: [{indicator: a, year: 2021, above: 0.5}, {indicator: b, year: 2021, above: -0.3}]
            """, years: 1, draws: 256, sampler: sampler)
        let truth = 0.2700714910261503
        let reach = sampler.drawsAreIndependent ? 1.96 : 2.131
        var covered = 0
        for seed in 1...200 as ClosedRange<UInt64> {
            plan.draws.seed = seed
            let all = try await Pipeline.assess(plan).summary.joint.all
            if abs(all.value - truth) <= reach * all.standardError { covered += 1 }
        }
        // The binomial's central 99.5 % and a little more.
        #expect((180...198).contains(covered), "\(sampler): \(covered) of 200")
    }

    @Test("What no draw comes near is not called impossible with certainty", arguments: Sampler.allCases)
    func rare(_ sampler: Sampler) async throws {
        let plan = try plan(
            two,
            """
            targets: [{indicator: a, year: 2021, above: 30}, {indicator: a, year: 2021, below: 30}]
            """, sampler: sampler)
        for target in try await Pipeline.assess(plan).summary.targets {
            // As counts have it: p̃ = 2/516, √(p̃(1 − p̃)/512).
            #expect(abs(target.probability.standardError - 0.0027460717) < 1e-9)
        }
    }

    @Test("A shock that may happen is averaged over, and never along the line")
    func shock() async throws {
        let plan = try plan(
            String(two.prefix(while: { $0 != "\n" })),
            """
            shocks: [{name: Flood, year: 2021, probability: 0.3, effect: {a: -2}}]
            targets: [{indicator: a, year: 2021, above: 0.5}]
            """, years: 1, draws: 4096)
        let summary = try await Pipeline.assess(plan).summary
        let probability = summary.targets[0].probability
        // 0.7 Φ(−0.5) + 0.3 Φ(−2.5).
        let truth = 0.7 * NormalDistribution.cdf(-0.5) + 0.3 * NormalDistribution.cdf(-2.5)
        #expect(abs(probability.value - truth) <= 4 * probability.standardError)
        // What is left is the shock's own variance, 0.21 (Φ(−0.5) − Φ(−2.5))².
        let difference = NormalDistribution.cdf(-0.5) - NormalDistribution.cdf(-2.5)
        #expect(abs(probability.standardError / (difference * (0.21 / 4096).squareRoot()) - 1) < 0.05)
    }

    @Test("What bends, jumps or does not move is counted, and the reason is told")
    func refused() async throws {
        let plan = try plan(
            two + """

                  bent: {unit: percent, formula: (a - 1) * (a - 1)}
                  jumps: {unit: percent, formula: "if(a < 0.3, 0, 1)"}
                  floored: {unit: percent, formula: "max(a, 0.2)"}
                  fixed: {unit: percent, formula: 3 + 0 * a}
                """,
            """
            targets:
              - {indicator: bent, year: 2022, above: 0.5}
              - {indicator: jumps, year: 2022, above: 0.5}
              - {indicator: floored, year: 2022, above: 0.5}
              - {indicator: fixed, year: 2022, above: 0.5}
              - {indicator: a, year: 2022, above: 0.5}
            """, draws: 2048)
        let summary = try await Pipeline.assess(plan).summary
        let smoothing = try #require(summary.smoothing)
        #expect(smoothing.refusals[.target(0)] == .notMonotone)
        #expect(smoothing.refusals[.target(1)] == .certain)
        #expect([.notMonotone, .certain].contains(smoothing.refusals[.target(2)]))
        #expect(smoothing.refusals[.target(3)] == .certain)
        #expect(smoothing.refusals[.target(4)] == nil)
        #expect(smoothing.refusals[.atLeast(5)] == .notMonotone)
        var counted = plan
        counted.probabilities = .counted
        let plain = try await Pipeline.assess(counted).summary
        #expect(plain.smoothing == nil)
        #expect(summary.targets[..<4].map(\.probability) == plain.targets[..<4].map(\.probability))
        #expect(summary.joint.all == plain.joint.all)
    }

    @Test("A kink that the pilot does not meet is found by the draws, and the target is counted")
    func rareKink() async throws {
        // Five draws in a thousand lie above 2.58 standard deviations.
        let plan = try plan(
            "  a: {unit: percent, base: {value: 0, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}\n"
                + "  capped: {unit: percent, formula: \"min(a, 3.6)\"}",
            "targets: [{indicator: capped, year: 2022, above: 0.5}]", draws: 16384)
        let summary = try await Pipeline.assess(plan).summary
        switch summary.smoothing?.refusals[.target(0)] {
        case .offCurve(let count): #expect(count > 10)
        case .notMonotone: break
        default: Issue.record("a capped value was smoothed")
        }
    }

    @Test("The number of threads changes no bit, nor do shards", arguments: Sampler.allCases)
    func sameBits(_ sampler: Sampler) async throws {
        let plan = try plan(
            two,
            """
            correlations: {[a, b]: 0.6}
            targets:
              - {indicator: a, year: 2022, above: 0.5}
              - {indicator: b, year: 2021, at-most: -0.3}
            """, draws: 1000, sampler: sampler)
        func bits(_ summary: Summary) -> [UInt64] {
            let estimates = summary.targets.map(\.probability) + summary.joint.atLeast + summary.joint.byYear.map(\.all)
            return estimates.flatMap { [$0.value.bitPattern, $0.standardError.bitPattern] }
        }
        let one = bits(try await Pipeline.assess(plan).summary)
        for threads in [2, 3, 8] {
            let many = try await Pipeline.assess(plan, options: SimulationOptions(threads: threads))
            #expect(bits(many.summary) == one, "\(threads) threads")
        }
        var parts: [SimulationPart] = []
        for number in 1...3 {
            let shard = try #require(Shard(number, of: 3))
            let bytes = try await Simulator.part(plan, shard: shard, options: SimulationOptions(threads: 2)).bytes
            var reader = ByteReader(bytes[...])
            parts.append(try SimulationPart(&reader, shard: shard, plan: plan))
        }
        let merged = try await Simulator.merge(parts, plan: plan, options: SimulationOptions(threads: 1))
        #expect(bits(Summarizer.summarize(merged)) == one)
    }

    @Test("Under conditions probabilities are counted, with a warning")
    func conditions() throws {
        let plan = try plan(two, "given: {a: {2021: 0.5}}\ntargets: [{indicator: a, year: 2022, above: 0.5}]")
        #expect(plan.warnings.contains { $0.message.en.contains("not smoothed under conditions") })
    }
}
