import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics

@Suite struct SeekTests {
    private func seek(_ plan: Plan, _ probability: Double, levers: [String] = [], costs: [String: Double] = [:])
        async throws -> SeekResult
    {
        try await Seeker.seek(
            SeekQuestion(
                target: 0, probability: probability, levers: levers.map { LeverSpan(name: $0, low: 0, high: 0) },
                costs: costs), in: plan, threads: 1)
    }

    /// 110 − Q(1 − p) of the log-normal: where 100 e^… + a passes 110 with probability p.
    private func exactLever(_ plan: Plan, _ probability: Double) throws -> Double {
        let walk = try #require(plan.models[0].fitted as? any ExactQuantiles)
        return 110 - walk.exactQuantile(1 - probability, output: 0, yearIndex: 0)
    }

    @Test(
        "On a log-normal the exact lever lies within four of its reported errors, for both samplers",
        arguments: [0.6, 0.8, 0.95], ["sobol", "philox"])
    func logNormal(probability: Double, sampler: String) async throws {
        let plan = try WhatIfScenarios.walk(sampler: sampler)
        let found = try await seek(plan, probability, levers: ["a"])
        #expect(found.ending == .found)
        let exact = try exactLever(plan, probability)
        #expect(abs(found.move.values[0] - exact) < 4 * found.errors[0])
        // An error that says something: a hundredth of a point with Sobol points, a tenth without.
        #expect(found.errors[0] < (sampler == "sobol" ? 0.05 : 0.35))
        #expect(found.move.probability.value >= probability)
        #expect(abs(found.move.probability.value - probability) < 5e-4)
    }

    @Test("The error shrinks with the draws, and is about what repeated searches differ by")
    func honestError() async throws {
        var values = Moments()
        var errors = Moments()
        for seed in 1...24 {
            var plan = try WhatIfScenarios.walk(draws: 1024, sampler: "philox")
            plan.draws.seed = UInt64(seed)
            let found = try await seek(plan, 0.8, levers: ["a"])
            values.add(found.move.values[0])
            errors.add(found.errors[0])
        }
        // The standard deviation of 24 values is known to about 15 %: within three of that.
        #expect(abs(values.standardDeviation / errors.mean - 1) < 0.45)
    }

    @Test("A target from above is sought downwards")
    func ceiling() async throws {
        let plan = try WhatIfScenarios.walk(
            target: "at-most: 110", levers: "a: {to: x, unit: points, from: 2021, range: [-20, 0], value: 0}")
        let found = try await seek(plan, 0.9, levers: ["a"])
        let walk = try #require(plan.models[0].fitted as? any ExactQuantiles)
        let exact = 110 - walk.exactQuantile(0.9, output: 0, yearIndex: 0)
        #expect(abs(found.move.values[0] - exact) < 4 * found.errors[0])
    }

    @Test("A target already met, beyond reach, or out of the lever's way is an answer of its own")
    func endings() async throws {
        let plan = try WhatIfScenarios.walk(
            levers: "a: {to: x, unit: points, from: 2021, range: [0, 2], value: 0}\n"
                + "  b: {to: other, unit: points, from: 2021, range: [0, 20], value: 0}")
        let met = try await seek(plan, 0.1, levers: ["a"])
        #expect(met.ending == .alreadyMet && met.move.values == [0] && met.move.cost == 0)
        let beyond = try await seek(plan, 0.9, levers: ["a"])
        #expect(beyond.ending == .beyondReach && beyond.move.values == [2])
        #expect(beyond.move.probability.value < 0.9 && beyond.move.probability.value > beyond.now.probability.value)
        #expect(try await seek(plan, 0.9, levers: ["b"]).ending == .withoutEffect)
        let both = try await seek(plan, 0.9, levers: ["a", "b"])
        #expect(both.ending == .beyondReach && both.idleLevers == [1])
        // Without names, only what reaches the target moves.
        #expect(try await seek(plan, 0.4).levers == [0])
    }

    @Test(
        "Two levers share a move by what each gives for its cost: least Σ(c·x)² with a + b fixed has a : b = c_b² : c_a²"
    )
    func leastMove() async throws {
        let plan = try WhatIfScenarios.walk(
            levers: "a: {to: x, unit: points, from: 2021, range: [0, 20], value: 0}\n"
                + "  b: {to: x, unit: points, from: 2021, range: [0, 20], value: 0}")
        let found = try await seek(plan, 0.8, levers: ["a", "b"], costs: ["a": 1, "b": 2])
        let exact = try exactLever(plan, 0.8)
        #expect(found.ending == .found && found.isLeast)
        #expect(abs(found.move.values[0] - 0.8 * exact) < 0.05)
        #expect(abs(found.move.values[1] - 0.2 * exact) < 0.05)
        #expect(abs(found.move.values.reduce(0, +) - exact) < 4 * found.errors.reduce(0, +))
        #expect(abs(found.move.cost - (0.64 + 4 * 0.04).squareRoot() * exact) < 0.05)
    }

    @Test("A lever at the end of its range leaves the rest to the others")
    func boundedMove() async throws {
        let plan = try WhatIfScenarios.walk(
            levers: "a: {to: x, unit: points, from: 2021, range: [0, 3], value: 0}\n"
                + "  b: {to: x, unit: points, from: 2021, range: [0, 20], value: 0}")
        let found = try await seek(plan, 0.8, levers: ["a", "b"], costs: ["b": 2])
        #expect(found.move.values[0] == 3)
        #expect(abs(found.move.values[1] - (try exactLever(plan, 0.8) - 3)) < 0.05)
    }

    @Test("What cannot be asked is refused with what is known")
    func refusals() async throws {
        let plan = try WhatIfScenarios.walk(levers: "a: {to: x, unit: points, from: 2021, value: 0}")
        func refusal(_ body: () async throws -> SeekResult) async -> String? {
            do {
                _ = try await body()
                return nil
            } catch { return (error as? WhatIfRefusal)?.message.en }
        }
        #expect(
            await refusal { try await seek(plan, 0.8, levers: ["b"]) } == "there is no lever 'b'; did you mean 'a'?")
        #expect(await refusal { try await seek(plan, 0.8, levers: ["a"]) }?.contains("has no range") == true)
        #expect(await refusal { try await seek(plan, 0.8) } == "no lever with a range reaches 'x@2021'")
        #expect(await refusal { try await seek(plan, 1) }?.contains("between 0 and 1") == true)
        #expect(throws: WhatIfRefusal(zh: "“y”没有目标；是否指“x”？", en: "'y' has no target; did you mean 'x'?")) {
            try plan.target(named: "y")
        }
        #expect(try plan.target(named: "x@2021") == 0)
        #expect(throws: WhatIfRefusal.self) { try plan.target(named: "x@2022") }
    }
}
