import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics

/// Assumptions of a plan whose answer is linear in normals, so that everything has a closed form.
@Suite struct SensitivityTests {
    /// c = a + b + d in one year, with sd 1, 2 and 1.5 and means 1, 2 and 3; the target asks for 6 or more.
    private func sum(correlation: Double = 0, draws: Int = 4096, third: Bool = true) throws -> Plan {
        func judgement(_ mean: Double, _ sd: Double) -> String {
            let reach = 1.2815515655446004 * sd
            return
                "model: elicited, parameters: {p10: \(mean - reach), p50: \(mean), p90: \(mean + reach), persistence: 0}"
        }
        return try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2021}
            draws: {count: \(draws), seed: 2}
            indicators:
              a: {unit: percent, \(judgement(1, 1))}
              b: {unit: percent, \(judgement(2, 2))}
              d: {unit: percent, \(judgement(3, 1.5))}
              away: {unit: percent, \(judgement(3, 1.5))}
              c: {unit: percent, formula: a + b\(third ? " + d" : "")}
            \(correlation == 0 ? "" : "correlations: {[a, b]: \(correlation)}")
            targets: [{indicator: c, year: 2021, at-least: 6}]
            """)
    }

    private let p90 = 1.2815515655446004

    @Test("A tornado's ends are the conditional probabilities of a sum of normals", arguments: [0, 0.6, -0.8])
    func tornado(correlation: Double) async throws {
        let tornado = await Tornado.make(try sum(correlation: correlation), target: 0, threads: 1)
        #expect(tornado.bars.count == 3)
        let bar = try #require(tornado.bars.first { $0.input.title.en.hasPrefix("b") })
        // b at 2 ± 2·1.28; a given b has mean 1 ± ρ·1.28 and variance 1 − ρ².
        let spread = (1 - correlation * correlation + 1.5 * 1.5).squareRoot()
        for (end, sign) in [(bar.low, -1.0), (bar.high, 1)] {
            let mean = 6 + sign * p90 * (2 + correlation)
            #expect(abs(end.median - mean) < 0.05)
            let exact = NormalDistribution.cdf((mean - 6) / spread)
            #expect(abs(end.probability.value - exact) < 4 * end.probability.standardError + 1e-3)
        }
        #expect(abs(tornado.probability.value - 0.5) < 0.01)
        if correlation >= 0 { #expect(tornado.bars.first?.input.title.en.hasPrefix("b") == true) }
    }

    @Test("Sobol indices of a sum of independent normals are the shares of its variance")
    func sobol() async throws {
        let shares = try await VarianceShares.sobol(try sum(), target: 0, threads: 1)
        guard case .sobol(let indices) = shares.method else { throw Failure() }
        let exact = [1.0, 4, 2.25].map { $0 / 7.25 }
        for (input, share) in exact.enumerated() {
            #expect(abs(indices.first[input].value - share) < 0.01)
            #expect(abs(indices.total[input].value - share) < 0.01)
        }
        #expect(abs(shares.sd - 7.25.squareRoot()) < 0.02)
    }

    @Test("Sobol indices are refused where assumptions are correlated, with the names")
    func refusal() async throws {
        let plan = try sum(correlation: 0.6)
        let refusal = await #expect(throws: WhatIfRefusal.self) {
            try await VarianceShares.sobol(plan, target: 0, threads: 1)
        }
        #expect(refusal?.message.en.contains("'a' and 'b' are correlated") == true)
        #expect(refusal?.message.zh.contains("--method shapley") == true)
    }

    /// φ of a sum of two correlated normals, with v(i) = (σᵢ + ρ σⱼ)² (Owen and Prieur 2017, On Shapley value for measuring
    /// importance of dependent inputs, theorem 2 with one linear form); an independent third keeps its variance.
    @Test(
        "Shapley effects of correlated normals have their closed form, and add up to one", arguments: [0, 0.6, -0.8, 1])
    func shapley(correlation: Double) async throws {
        let shares = try await VarianceShares.shapley(try sum(correlation: correlation), target: 0, threads: 1)
        guard case .shapley(let effects, nil) = shares.method else { throw Failure() }
        let pair = 1 + 4 + 2 * correlation * 2
        let (v1, v2) = ((1 + correlation * 2) * (1 + correlation * 2), (2 + correlation) * (2 + correlation))
        let exact = [(v1 + pair - v2) / 2, (v2 + pair - v1) / 2, 2.25].map { $0 / (pair + 2.25) }
        for (effect, share) in zip(effects, exact) {
            #expect(abs(effect.value - share) < max(4 * effect.standardError, 0.01))
            #expect(effect.standardError < 0.02)
        }
        #expect(abs(effects.reduce(0) { $0 + $1.value } - 1) < 1e-9)
    }

    @Test("Screening of a sum gives each assumption's range, and no spread")
    func screening() async throws {
        let found = try await Screening.make(try sum(), target: 0, threads: 1)
        let step = (NormalDistribution.quantile(0.1 + 1.6 / 3) - NormalDistribution.quantile(0.1)) * 1.5
        for (effect, sd) in zip(found.effects, [2, 1.5, 1]) {
            #expect(abs(effect.meanAbsolute - sd * step) < 1e-6 && effect.sd < 1e-6)
        }
        #expect(found.inputs.map { String($0.title.en.prefix(1)) } == ["b", "d", "a"])
    }

    @Test("Levers and shocks are screened over their range, and between never and for sure")
    func screenedLevers() async throws {
        let plan = try Pipeline.plan(WhatIfScenarios.everything)
        let found = try await Screening.make(plan, target: 0, threads: 2)
        #expect(found.inputs.contains { $0.lever == 0 })
        #expect(found.inputs.contains { $0.isShock })
        #expect(!found.inputs.contains { $0.title.en.hasPrefix("away") })
        let demand = try #require(found.inputs.firstIndex { $0.lever == 0 })
        // Six points of growth over three years from 119: about 119 (1.18 − 1) and some.
        #expect(found.effects[demand].meanAbsolute > 18 && found.effects[demand].meanAbsolute < 23)
    }

    @Test("The box in which a sum fails is where its largest part is low")
    func failureBox() async throws {
        var plan = try sum(third: false)
        plan.targets[0].value = 3
        let found = await FailureBox.find(plan, target: 0, threads: 1)
        let box = try #require(found.box)
        let b = try #require(found.inputs.firstIndex { $0.title.en.hasPrefix("b") })
        #expect(box.restricted.contains(b))
        #expect(box.limits[b].lowerBound == -.infinity && box.limits[b].upperBound < 0.8)
        #expect(box.density > 0.7 && box.coverage > 0.6)
        #expect(abs(found.failureShare - 0.5) < 0.01)
        var met = try sum()
        met.targets[0].value = -100
        #expect(await FailureBox.find(met, target: 0, threads: 1).box == nil)
    }

    @Test("Threads change no bit of any method")
    func threads() async throws {
        let plan = try Pipeline.plan(WhatIfScenarios.everything)
        let one = await Tornado.make(plan, target: 2, threads: 1)
        let four = await Tornado.make(plan, target: 2, threads: 4)
        #expect(one.bars == four.bars)
        let a = try await VarianceShares.shapley(plan, target: 2, threads: 1)
        let b = try await VarianceShares.shapley(plan, target: 2, threads: 3)
        #expect(a.method == b.method)
        #expect(
            await FailureBox.find(plan, target: 2, threads: 1).box == FailureBox.find(plan, target: 2, threads: 2).box)
    }

    private struct Failure: Error {}
}
