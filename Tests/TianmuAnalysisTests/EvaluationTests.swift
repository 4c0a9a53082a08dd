import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuScenario

/// Progress, schedule and words, one rule at a time.
@Suite struct EvaluationTests {
    private let rounding = 1e-9

    /// A plan of 2020-2025 for `x`, with one figure of 2022 that comes in March 2023.
    private func evaluate(
        base: Double = 100, later: Double?, _ target: String, unit: String = "亿元", year: Int = 2022,
        through: Int = 2025, options: EvaluationOptions = EvaluationOptions()
    ) async throws -> TargetEvaluation {
        let yaml = """
            tianmu: 1
            data: [figures.csv]
            as-of: 2021-06-01
            years: {base: 2020, through: \(through)}
            draws: {count: 1024, seed: 3}
            indicators:
              x: {unit: \(unit), model: random-walk-drift, parameters: {drift: 1, sd: 2}}
            targets: [{indicator: x, year: \(through), \(target)}]
            """
        var figures = "indicator,unit,year,value,kind,source,published\nx,\(unit),2020,\(base),actual,Book,2021-03-01\n"
        if let later { figures += "x,\(unit),\(year),\(later),preliminary,Report,2023-03-01\n" }
        return try await evaluate(yaml, figures, on: "2023-06-01", options)
    }

    private func evaluate(
        _ yaml: String, _ figures: String, on day: String, _ options: EvaluationOptions = EvaluationOptions()
    ) async throws -> TargetEvaluation {
        let scenario = try Pipeline.read(yaml, figures: figures)
        let now = scenario.known(on: try #require(CalendarDate(day)))
        func assess(_ scenario: Scenario) async throws -> Assessment {
            try await Pipeline.assess(try Planner.plan(scenario, registry: Pipeline.registry))
        }
        let evaluation = Evaluator.evaluate(
            try await assess(now), earlier: try await assess(scenario), options: options)
        return try #require(evaluation.targets.first)
    }

    @Test("Two fifths of the way after two of five years are on schedule")
    func onSchedule() async throws {
        let found = try await evaluate(later: 120, "at-least: 150")
        #expect(found.progress.course == .path)
        #expect(abs((found.progress.done ?? .nan) - 0.4) < rounding)
        #expect(abs(found.progress.schedule - 0.4) < rounding)
        #expect(found.progress.word == .onSchedule)
        #expect(found.latest?.year == 2022)
        // 120 to 150 in three years.
        #expect(abs((found.required?.value ?? .nan) - 7.7217345015941905) < rounding)
        #expect(abs((found.currentStatus ?? .nan) - 4) < rounding)
    }

    @Test(
        "A quarter of a year on either side of the schedule is on it, and the next step beyond is not",
        arguments: [
            (later: 122.4, word: Progress.Word.onSchedule), (122.6, .faster), (117.6, .onSchedule), (117.4, .behind),
            (100, .behind), (99.9, .regressing), (150, .early), (170, .early),
        ])
    func words(later: Double, word: Progress.Word) async throws {
        let found = try await evaluate(later: later, "at-least: 150")
        #expect(found.progress.word == word)
        // The same way down.
        let down = try await evaluate(base: 250, later: 350 - later, "at-most: 200")
        #expect(down.progress.word == word)
        #expect(abs((down.progress.done ?? 0) - (found.progress.done ?? 1)) < rounding)
    }

    @Test("The tolerance is in years")
    func tolerance() async throws {
        let strict = try await evaluate(later: 120.1, "at-least: 150", options: EvaluationOptions(tolerance: 0))
        #expect(strict.progress.word == .faster)
        let loose = try await evaluate(later: 111, "at-least: 150", options: EvaluationOptions(tolerance: 1))
        #expect(loose.progress.word == .onSchedule)
    }

    @Test("Steady growth lies behind an even schedule at first, and on its own")
    func steady() async throws {
        // 10 % a year: 100 to 161.051 in five years, 121 after two.
        let found = try await evaluate(later: 121, "at-least: 161.051")
        #expect(found.progress.word == .behind)
        #expect(found.progress.steadyWord == .onSchedule)
        #expect(abs((found.progress.steady ?? .nan) - 21 / 61.051) < rounding)
        #expect(abs((found.progress.done ?? .nan) - 21 / 61.051) < rounding)
    }

    @Test("In the target's own year there is met and missed")
    func outcome() async throws {
        let met = try await evaluate(later: 150, "at-least: 150", through: 2022)
        #expect(met.progress.word == .met)
        #expect(met.probability.value == 1)
        #expect(met.required == nil)
        let missed = try await evaluate(later: 149, "at-least: 150", through: 2022)
        #expect(missed.progress.word == .missed)
        #expect(missed.probability.value == 0)
        #expect(missed.earlierProbability.value < 0.01)
    }

    @Test("Without a figure after the base there is no word, and the chance stays as it was")
    func noFigure() async throws {
        let found = try await evaluate(later: nil, "at-least: 105")
        #expect(found.progress.word == .unknown)
        #expect(found.progress.done == nil && found.latest == nil)
        #expect(found.change == 0)
        #expect(found.probability.value > 0 && found.probability.value < 1)
    }

    @Test("What the base met already is to be kept: progress has no meaning")
    func keep() async throws {
        let kept = try await evaluate(base: 95.6, later: 94, "at-least: 90", unit: "percent")
        #expect(kept.progress.course == .keep)
        #expect(kept.progress.word == .onSchedule)
        #expect(kept.progress.done == nil && kept.anticipated == nil && kept.currentStatus == nil)
        let lost = try await evaluate(base: 95.6, later: 89, "at-least: 90", unit: "percent")
        #expect(lost.progress.word == .behind)
    }

    @Test("A rate by formula is judged by its latest year, and no year brings it nearer")
    func rate() async throws {
        let yaml = """
            tianmu: 1
            data: [figures.csv]
            as-of: 2021-06-01
            years: {base: 2020, through: 2025}
            draws: {count: 256, seed: 3}
            indicators:
              x: {unit: 亿元, model: random-walk-drift, parameters: {drift: 1, sd: 2}}
              x_growth: {unit: percent, formula: growth(x)}
            targets: [{indicator: x_growth, year: 2025, at-least: 6}]
            """
        let figures = """
            indicator,unit,year,value,kind,source,published
            x,亿元,2019,95,actual,Book,2020-03-01
            x,亿元,2020,100,actual,Book,2021-03-01
            x,亿元,2021,105,actual,Book,2022-03-01
            x,亿元,2022,112.35,actual,Book,2023-03-01
            """
        let good = try await evaluate(yaml, figures, on: "2023-06-01")
        #expect(good.progress.course == .rate)
        #expect(abs((good.latest?.value ?? .nan) - 7) < rounding)
        #expect(good.progress.word == .onSchedule)
        #expect(good.required == nil && good.anticipated == nil)
        #expect(try await evaluate(yaml, figures, on: "2022-06-01").progress.word == .behind)
        // The scenario may say otherwise: 5.263 to 7 of the way to 6.
        let path = yaml.replacing("at-least: 6", with: "at-least: 6, rate: false")
        #expect(try await evaluate(path, figures, on: "2023-06-01").progress.word == .early)
    }

    @Test("The last vintage known on the day counts, and a kind of target is carried along")
    func vintages() async throws {
        let yaml = """
            tianmu: 1
            data: [figures.csv]
            as-of: 2021-06-01
            years: {base: 2020, through: 2025}
            draws: {count: 256, seed: 3}
            indicators:
              x: {unit: 亿元, model: random-walk-drift, parameters: {drift: 1, sd: 2}}
            targets: [{indicator: x, year: 2025, at-least: 150, kind: binding}]
            """
        let figures = """
            indicator,unit,year,value,kind,source,published
            x,亿元,2020,100,actual,Book,2021-03-01
            x,亿元,2021,112,estimate,Report,2021-12-20
            x,亿元,2021,109,preliminary,Report,2022-03-01
            x,亿元,2021,104,actual,Book,2022-11-01
            """
        for (day, value, word) in [
            ("2021-12-31", 112.0, Progress.Word.onSchedule), ("2022-06-01", 109, .onSchedule),
            ("2022-12-31", 104, .behind),
        ] {
            let found = try await evaluate(yaml, figures, on: day)
            #expect(found.latest?.value == value)
            #expect(found.progress.word == word)
        }
    }
}
