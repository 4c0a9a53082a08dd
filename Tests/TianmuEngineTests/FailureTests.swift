import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Draws that cannot be computed are counted by cause and never dropped in silence.
@Suite struct FailureTests {
    /// `x` is a standard normal number, so that half of the draws of a formula may fail.
    private func plan(_ formula: String, failedShare: Double, target: String = "at-most: 1000") throws -> Plan {
        try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2021}
            draws: {count: 1024, seed: 4, failed-share: \(failedShare)}
            indicators:
              x: {unit: ratio, model: random-walk-drift, base: {value: 1, reason: test}, parameters: {drift: 0, sd: 100, transform: none}}
              y: {unit: ratio, formula: "\(formula)"}
              z: {unit: ratio, formula: y + 1}
            targets: [{indicator: y, year: 2021, \(target)}]
            """)
    }

    private func failure(_ plan: Plan) async -> SimulationError? {
        await #expect(throws: SimulationError.self) { try await Simulator.simulate(plan) }
    }

    private static let faults: [(String, EvaluationCause)] = [
        ("1 / max(x - 1, 0)", .divisionByZero), ("log(x - 1)", .logarithmOfNonPositive),
        ("(x - 1)^0.5", .powerOfNegative), ("exp(if(x < 1, 1000, 0))", .overflow),
    ]

    @Test("Too many failed draws are an error with indicator, year, cause and counts", arguments: faults)
    func tooMany(_ formula: String, _ cause: EvaluationCause) async throws {
        let error = try #require(await failure(plan(formula, failedShare: 0.2)))
        guard
            case .tooManyFailures(let indicator, let year, .formula(let found), let count, let total, let share) = error
        else {
            Issue.record("\(error)")
            return
        }
        #expect(indicator == "y")
        #expect(year == 2021)
        #expect(found == cause)
        #expect(total == 1024)
        #expect(share == 0.2)
        #expect(abs(count - 512) < 20)
        let expected =
            "'y' in 2021 cannot be computed in \(count) of 1024 draws (\(cause.text.en)), "
            + "more than the allowed share 0.2 (draws: failed-share)"
        #expect(error.message.en == expected)
        #expect(error.message.zh.contains("\(count)/1024") && error.message.zh.contains(cause.text.zh))
    }

    @Test("Failures within the allowed share are reported, and their draws miss every target", arguments: faults)
    func allowed(_ formula: String, _ cause: EvaluationCause) async throws {
        let plan = try plan(formula, failedShare: 0.6)
        let all = AllDraws(plan)["y", 2021]
        let failed = all.count { !$0.isFinite }
        #expect(abs(failed - 512) < 20)
        let summary = try await Pipeline.assess(plan).summary
        #expect(summary.failures.map(\.indicator) == ["y", "z"])
        #expect(summary.failures.map(\.count) == [failed, failed])
        #expect(summary.failures.map(\.cause) == [.formula(cause), .formula(.notANumber)])
        let met = all.count { $0.isFinite && $0 <= 1000 }
        #expect(summary.targets[0].probability.value == Double(met) / 1024)
        // The statistics are those of the draws that there are.
        let year = try #require(summary.year("y", 2021))
        let sorted = all.filter(\.isFinite).sorted()
        #expect(year.minimum == sorted.first)
        #expect(year.maximum == sorted.last)
        #expect(year.quantiles.allSatisfy { $0.value.isFinite && $0.standardError.isFinite })
        #expect(abs(year.mean.value / (sorted.reduce(0, +) / Double(sorted.count)) - 1) < 1e-9)
    }

    @Test("A cell without any finite value is reported and has no statistics")
    func nothingFinite() async throws {
        let plan = try plan("1 / max(x * 0, 0)", failedShare: 1)
        let summary = try await Pipeline.assess(plan).summary
        #expect(summary.failures.first?.count == 1024)
        #expect(summary.targets[0].probability.value == 0)
        #expect(summary.year("y", 2021)?.median.isNaN == true)
    }

    @Test("A model that leaves the finite numbers is told as the model's failure")
    func model() async throws {
        let plan = try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2060}
            draws: {count: 32}
            indicators:
              x: {unit: 元, base: {value: 1e300, reason: test}, model: constant-growth, parameters: {rate: 1000}}
            """)
        let error = try #require(await failure(plan))
        guard case .tooManyFailures("x", 2028, .model, 32, 32, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(error.message.en.contains("the model gave no finite number"))
    }
}
