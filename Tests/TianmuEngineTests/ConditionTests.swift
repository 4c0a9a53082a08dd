import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuScenario

@testable import TianmuEngine

/// x_t = x_{t-1} + sd ε_t from 0, or its exponential times 100: a walk whose conditional laws have closed forms.
private struct WalkModel: GrowthModel {
    struct Fitted: FittedModel {
        var sd: Double
        var isLevel: Bool
        var parameterNormalCount: Int { 1 }
        var report: FitReport { FitReport(observationCount: 0, priorShare: 1) }

        func project(_ block: ProjectionBlock) {
            for draw in 0..<block.drawCount {
                // The parameter normal is a drift of a tenth of the sd.
                let drift = isLevel ? 0.1 * sd * block.parameterNormals(0)[draw] : 0
                var x = 0.0
                for year in 0..<block.yearCount {
                    x += drift + sd * block.innovations(yearIndex: year)[draw]
                    block.path(yearIndex: year)[draw] = isLevel ? 100 * Double.exp(x) : x
                }
            }
        }
    }

    let descriptor = ModelDescriptor(
        id: "walk", title: LocalizedText("walk"), summary: LocalizedText("a walk"), minimumObservations: 0,
        parameters: [ParameterDescriptor("sd", default: .number(1), explanation: LocalizedText("sd of a step"))],
        sources: ["this test"])

    func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted {
        Fitted(sd: context.parameters.number("sd") ?? 1, isLevel: try context.singleOutput().measure == .level)
    }
}

@Suite struct ConditionTests {
    private static let registry = ModelRegistry(Pipeline.registry.models + [WalkModel()])

    /// Draws: 8,192 scrambled points; means of smooth functions err by far less.
    private let tolerance = 0.02

    private func plan(
        _ indicators: String, given: String, draws: Int = 8192, sampler: String = "sobol", through: Int = 2025,
        tail: String = ""
    ) throws -> Plan {
        try Planner.plan(
            Pipeline.read(
                """
                tianmu: 1
                years: {base: 2020, through: \(through)}
                draws: {count: \(draws), seed: 3, sampler: \(sampler)}
                indicators:
                \(indicators)
                \(given.isEmpty ? "" : "given: {\(given)}")
                \(tail)
                """), registry: Self.registry)
    }

    private func summary(_ plan: Plan, threads: Int = 1) async throws -> Summary {
        try await Forecaster.summarize(plan, options: SimulationOptions(threads: threads))
    }

    private func refusal(_ indicators: String, given: String, tail: String = "") async -> String {
        do {
            _ = try await summary(try plan(indicators, given: given, draws: 512, tail: tail))
            return "accepted"
        } catch let error as SimulationError {
            return error.message.en
        } catch let list as DiagnosticList {
            return list.diagnostics.map(\.message.en).joined(separator: "; ")
        } catch {
            return "\(error)"
        }
    }

    private let walk = "  x: {unit: percent, model: walk}"

    @Test("A random walk that is known in year 5 is a Brownian bridge before it")
    func bridge() async throws {
        let summary = try await summary(try plan(walk, given: "x: {2025: 4}"))
        for year in 1...4 {
            let t = Double(year)
            let x = try #require(summary.year("x", 2020 + year))
            #expect(abs(x.mean.value - 4 * t / 5) < tolerance)
            #expect(abs(x.sd.value - (t * (5 - t) / 5).squareRoot()) < tolerance)
            #expect(abs(x.central - 4 * t / 5) < 1e-9)
        }
        let end = try #require(summary.year("x", 2025))
        #expect(abs(end.minimum - 4) < 1e-9 && abs(end.maximum - 4) < 1e-9)
        let report = try #require(summary.conditions)
        // Linear and Gaussian: every draw counts in full, as in Waggoner and Zha.
        #expect(abs(report.effectiveDrawCount - 8192) < 1e-3)
        #expect(abs(report.distance - 4 / 5.0.squareRoot()) < 1e-6)
        let tail = 2 * (1 - NormalDistribution.cdf(4 / 5.0.squareRoot()))
        #expect(abs(report.tailProbability - tail) < 1e-6)
        // Each of the five steps takes a fifth of the surprise.
        #expect(report.sources.years.map(\.year) == Array(2021...2025))
        #expect(report.sources.years.allSatisfy { abs($0.share - 0.2) < 1e-6 })
    }

    @Test("Two correlated normals: knowing one moves the other's mean by ρ and narrows it by √(1 − ρ²)")
    func bivariate() async throws {
        let both = walk + "\n  y: {unit: percent, model: walk, parameters: {sd: 2}}"
        let plan = try plan(both, given: "x: {2021: 1.5}", through: 2021, tail: "correlations: {[x, y]: 0.6}")
        let y = try #require(try await summary(plan).year("y", 2021))
        #expect(abs(y.mean.value - 0.6 * 2 * 1.5) < tolerance)
        #expect(abs(y.sd.value - 2 * 0.8) < tolerance)
        #expect(abs(y.median - 0.6 * 2 * 1.5) < 2 * tolerance)
    }

    @Test("A reading with an error is weighed against the model by precision")
    func reading() async throws {
        let summary = try await summary(
            try plan(walk, given: "x: {2021: {value: 3, sd: 0.5}}", through: 2022))
        let x = try #require(summary.year("x", 2021))
        #expect(abs(x.mean.value - 3 / 1.25) < tolerance)
        #expect(abs(x.sd.value - (1 / (1 + 4)).squareRoot()) < tolerance)
        let next = try #require(summary.year("x", 2022))
        #expect(abs(next.sd.value - (0.2 + 1).squareRoot()) < tolerance)
        let report = try #require(summary.conditions)
        #expect(abs(report.sources.readings - 0.2) < 1e-3)
        #expect(abs(report.distance - 3 / 1.25.squareRoot()) < 1e-6)
    }

    @Test("A range cuts the normal, and its probability is told")
    func range() async throws {
        let summary = try await summary(
            try plan(walk, given: "x: {2021: {at-least: 0.5, at-most: 2}}", through: 2022))
        let (low, high) = (NormalDistribution.cdf(0.5), NormalDistribution.cdf(2))
        let x = try #require(summary.year("x", 2021))
        let mean = (NormalDistribution.density(0.5) - NormalDistribution.density(2)) / (high - low)
        #expect(abs(x.mean.value - mean) < tolerance)
        #expect(x.minimum >= 0.5 - 1e-9 && x.maximum <= 2 + 1e-9)
        let probability = try #require(summary.conditions?.probability)
        #expect(abs(probability.value - (high - low)) < 1e-6)
        #expect(abs((summary.conditions?.effectiveDrawCount ?? 0) - 8192) < 1e-3)
    }

    @Test("Two ranges on correlated years have the probability of the rectangle")
    func twoRanges() async throws {
        let summary = try await summary(
            try plan(walk, given: "x: {2021: {at-least: 0}, 2022: {at-least: 0}}", through: 2022))
        let probability = try #require(summary.conditions?.probability)
        // P(X > 0, Y > 0) = 1/4 + asin(ρ)/2π with ρ = 1/√2: 3/8.
        #expect(abs(probability.value - 0.375) < 0.005)
    }

    @Test("A condition that always holds changes nothing")
    func nothing() async throws {
        let free = try await summary(try plan(walk, given: ""))
        let held = try await summary(try plan(walk, given: "x: {2023: {at-least: -1000}}"))
        for year in 2021...2025 {
            let (a, b) = (try #require(free.year("x", year)), try #require(held.year("x", year)))
            #expect(abs(a.mean.value - b.mean.value) < tolerance)
            #expect(abs(a.sd.value - b.sd.value) < tolerance)
        }
        #expect(abs((held.conditions?.probability?.value ?? 0) - 1) < 1e-9)
    }

    /// Rejection is right by definition; it only wastes draws.
    @Test("Where the conditioned value is no linear function, weighted draws agree with rejection")
    func nonlinear() async throws {
        let sum = """
              a: {unit: 亿元, base: {value: 100, reason: t}, model: walk, parameters: {sd: 0.3}}
              b: {unit: 亿元, base: {value: 100, reason: t}, model: walk, parameters: {sd: 0.2}}
              total: {unit: 亿元, formula: a + b}
            """
        let found = try await summary(try plan(sum, given: "total: {2022: 280}", through: 2022))
        let free = AllDraws(try plan(sum, given: "", draws: 400_000, sampler: "philox", through: 2022))
        var kept = Moments()
        for (a, total) in zip(free["a", 2021], free["total", 2022]) where abs(total - 280) < 4 { kept.add(a) }
        let a = try #require(found.year("a", 2021))
        #expect(kept.count > 5000)
        #expect(abs(a.mean.value - kept.mean) < 4 * kept.standardError + 4 * a.mean.standardError)
        #expect(abs(a.sd.value / kept.standardDeviation - 1) < 0.04)
        let total = try #require(found.year("total", 2022))
        #expect(abs(total.minimum - 280) < 1e-6 && abs(total.maximum - 280) < 1e-6)
        let report = try #require(found.conditions)
        #expect(report.effectiveDrawCount > 4000 && report.effectiveDrawCount < 8192)
    }

    @Test("Errors are honest: over 40 seeds the mean lies within two of them about 19 times in 20")
    func honestErrors() async throws {
        let sum = """
              a: {unit: 亿元, base: {value: 100, reason: t}, model: walk, parameters: {sd: 0.3}}
              b: {unit: 亿元, base: {value: 100, reason: t}, model: walk, parameters: {sd: 0.2}}
              total: {unit: 亿元, formula: a + b}
            """
        let exact = try #require(
            try await summary(try plan(sum, given: "total: {2021: 260}", draws: 65_536, through: 2021)).year("a", 2021))
        var inside = 0
        for seed in 1...40 {
            var small = try plan(sum, given: "total: {2021: 260}", draws: 512, sampler: "philox", through: 2021)
            small.draws.seed = UInt64(seed)
            let a = try #require(try await summary(small).year("a", 2021))
            if abs(a.mean.value - exact.mean.value) < 2 * a.mean.standardError { inside += 1 }
        }
        // Binomial(40, 0.94): 32 or fewer once in 500 times.
        #expect(inside > 32)
    }

    @Test("The number of threads changes no bit")
    func threads() async throws {
        let plan = try plan(walk, given: "x: {2023: {value: 2, sd: 1}, 2025: {at-least: 1}}", draws: 1000)
        let one = try await summary(plan, threads: 1)
        let three = try await summary(plan, threads: 3)
        for year in 2021...2025 {
            let (a, b) = (try #require(one.year("x", year)), try #require(three.year("x", year)))
            #expect(a.mean == b.mean && a.quantiles == b.quantiles)
        }
    }

    @Test("Conditions that cannot hold are refused, each with its reason")
    func impossible() async {
        let ratio = walk + "\n  twice: {unit: percent, formula: 2 * x}\n  fixed: {unit: percent, formula: x - x}"
        #expect(
            await refusal(ratio, given: "fixed: {2022: 3}").contains("it is always 0, and the condition cannot hold"))
        #expect(await refusal(ratio, given: "x: {2022: 3}, twice: {2022: 5}").contains("contradict each other"))
        #expect(await refusal(ratio, given: "x: {2022: {at-least: 3, at-most: 2}}").contains("contradict each other"))
        #expect(await refusal(ratio, given: "x: {2019: 3}").contains("outside 2021...2025"))
        #expect(await refusal(ratio, given: "y: {2022: 3}").contains("unknown indicator 'y'"))
        #expect(await refusal(ratio, given: "x: {2022: {value: 1, at-most: 3}}").contains("one of {value, sd}"))
        #expect(await refusal(ratio, given: "x: {2022: {value: 1, sd: 0}}").contains("'sd' must be above 0"))
        let level = "  a: {unit: 亿元, base: {value: 100, reason: t}, model: walk}"
        #expect(await refusal(level, given: "a: {2022: -5}").contains("always above 0"))
        #expect(await refusal(level, given: "a: {2022: 5 }", tail: "links: []") == "accepted")
        #expect(await refusal(ratio, given: "fixed: {2022: {at-least: -1}}") == "accepted")
    }

    @Test("A value in another unit is converted, and what is known already is refused")
    func unitsAndFigures() async throws {
        let level = "  a: {unit: 亿元, base: {value: 100, reason: t}, model: walk, parameters: {sd: 0.1}}"
        let found = try await summary(try plan(level, given: "a: {2022: {value: 1300000, unit: 万元}}"))
        #expect(abs((found.year("a", 2022)?.median ?? 0) - 130) < 1e-6)
        let options = PlanOptions(given: [try GivenEntry(parsing: "a@2022=140±5")])
        let scenario = try Pipeline.read(
            """
            tianmu: 1
            years: {base: 2020, through: 2022}
            draws: {count: 512}
            indicators:
              a: {unit: 亿元, base: {value: 100, reason: t}, model: walk, parameters: {sd: 0.1}}
            given: {a: {2022: 130}}
            """)
        let plan = try Planner.plan(scenario, registry: Self.registry, options: options)
        #expect(plan.conditions.map(\.stated) == [.about(140, sd: 5)])
    }

    @Test(
        "Conditions are read from one word",
        arguments: [
            ("gdp@2023=745", GivenEntry.Statement.exactly(745)), ("gdp@2023=-3.5", .exactly(-3.5)),
            ("gdp@2023=745±10", .about(745, sd: 10)), ("gdp@2023=745+-10", .about(745, sd: 10)),
            ("gdp@2023=700..800", .between(low: 700, high: 800)), ("gdp@2023 >= 700", .between(low: 700, high: nil)),
            ("gdp@2023≤800", .between(low: nil, high: 800)),
        ])
    func words(text: String, statement: GivenEntry.Statement) throws {
        let entry = try GivenEntry(parsing: text)
        #expect(entry.statement == statement)
        #expect(entry.indicator.value == "gdp" && entry.year.value == 2023)
    }

    @Test(
        "What is no condition is told with examples",
        arguments: ["gdp=3", "@2023=3", "gdp@x=3", "gdp@2023=", "gdp@2023=a..b", "gdp@2023>3"])
    func noWords(text: String) {
        #expect(throws: Diagnostic.self) { try GivenEntry(parsing: text) }
    }
}
