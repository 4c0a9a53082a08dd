import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What targets take, against closed forms.
@Suite struct RequireTests {
    private let rounding = 1e-9

    private func require(
        _ yaml: String, figures: String = "", options: RequireOptions = RequireOptions()
    ) async throws -> Requirements {
        let scenario = try Pipeline.read(yaml, figures: figures)
        let plan = try Planner.plan(scenario, registry: Pipeline.registry)
        let summary = try await Pipeline.assess(plan).summary
        return Requirer.require(summary, scenario: scenario, options: options)
    }

    private func walk(_ target: String, base: Double = 600, unit: String = "亿元") -> String {
        """
        tianmu: 1
        years: {base: 2020, through: 2025}
        draws: {count: 16384, seed: 14}
        indicators:
          x: {unit: \(unit), base: {value: \(base), reason: test}, model: random-walk-drift, parameters: {drift: 7, sd: 3}}
        targets: [{indicator: x, year: 2025, \(target)}]
        """
    }

    @Test("From 600 to 900 in five years takes 8.45 % a year, whatever the shape of the path")
    func constantAndShaped() async throws {
        let found = try #require(try await require(walk("above: 900")).targets.first)
        #expect(found.standing == .ahead)
        #expect(abs((found.required?.value ?? 0) - 8.447177119769855) < rounding)
        let log = Double.log(1.5) / 5
        let last = try #require(found.path.last)
        for step in [last.constant, last.front, last.back] { #expect(abs(step.level - 900) < 1e-9) }
        #expect(abs((found.path.first?.front.change.value ?? 0) - 100 * Double.expm1(1.5 * log)) < rounding)
        #expect(abs(last.front.change.value - 100 * Double.expm1(0.5 * log)) < rounding)
        #expect(found.path.map(\.front.change) == found.path.reversed().map(\.back.change))
        #expect(abs(found.path[2].front.change.value - 8.447177119769855) < rounding)
    }

    @Test("The rate for 80 % is that of a median z₀.₈ standard deviations above the target, within its own error")
    func chance() async throws {
        let found = try #require(try await require(walk("above: 900")).targets.first)
        let half = try #require(found.chances.first { $0.probability == 0.5 })
        #expect(abs(half.required.value - 8.447177119769855) < 1e-9)
        let high = try #require(found.chances.first { $0.probability == 0.8 })
        // The model's own sd of the logarithm after five years, from the forecast's quantiles: the law under test is
        // how a quantile becomes a rate, not how wide the model is.
        let plan = try Planner.plan(try Pipeline.read(walk("above: 900")), registry: Pipeline.registry)
        let year = try #require(try await Pipeline.assess(plan).summary.year("x", 2025))
        let width = Double.log(year.quantile(0.9) / year.quantile(0.1)) / (2 * NormalDistribution.quantile(0.9))
        let expected = 100 * Double.expm1((Double.log(1.5) + NormalDistribution.quantile(0.8) * width) / 5)
        #expect(abs(high.required.value - expected) < 4 * high.standardError + 0.02)
        #expect(high.standardError > 0 && high.standardError < 0.1)
        #expect(high.extraPoints > half.extraPoints)
    }

    @Test("A target from above takes a fall, and the more chance, the steeper")
    func ceiling() async throws {
        let found = try #require(
            try await require(walk("at-most: 1.6", base: 1.6685, unit: "ratio")).targets.first)
        let expected = 100 * (Double.pow(1.6 / 1.6685, 0.2) - 1)
        #expect(abs((found.required?.value ?? 0) - expected) < rounding)
        #expect(found.chances[1].required.value < found.chances[0].required.value)
    }

    @Test("Percentages move by points")
    func points() async throws {
        let found = try #require(
            try await require(walk("at-least: 4", base: 3.4, unit: "percent")).targets.first)
        #expect(found.required?.kind == .points)
        #expect(abs((found.required?.value ?? 0) - 0.12) < rounding)
        #expect(abs((found.path.last?.back.level ?? 0) - 4) < rounding)
    }

    @Test("A target that the last level meets, one without a level and one that no rate leads to are told apart")
    func standings() async throws {
        #expect(try await require(walk("at-least: 500")).targets.first?.standing == .met)
        #expect(try await require(walk("at-most: 0")).targets.first?.standing == .noRate)
        let growth = try await require(
            """
            tianmu: 1
            years: {base: 2020, through: 2022}
            indicators:
              x: {unit: 亿元, base: {value: 600, reason: test}, model: constant-growth, parameters: {rate: 7}}
              g: {unit: percent, formula: growth(x)}
            targets: [{indicator: g, year: 2021, at-least: 5}]
            """)
        #expect(growth.targets.first?.standing == .noLevel)
        #expect(growth.targets.first?.required == nil)
    }

    private let world = """
        indicator,region,unit,year,value,published
        x,here,亿元,2020,100,2021-01-01
        x,here,亿元,2021,102,2022-01-01
        x,here,亿元,2022,103,2023-01-01
        """

    /// Regions that grow by 2, 4, 6 … per cent every year from 2000 to 2010.
    private var regions: String {
        (1...6).flatMap { region in
            (2000...2010).map { year in
                "x,r\(region),亿元,\(year),\(100 * Double.pow(1 + 0.02 * Double(region), Double(year - 2000))),2012-01-01"
            }
        }.joined(separator: "\n")
    }

    private func dated(_ asOf: String) -> String {
        """
        tianmu: 1
        data: [figures.csv]
        region: here
        as-of: \(asOf)
        years: {base: 2020, through: 2025}
        indicators:
          x: {model: constant-growth, parameters: {rate: 2}}
        targets: [{indicator: x, year: 2025, above: 140}]
        """
    }

    @Test("The reference class counts windows and regions that grew as fast over as many years")
    func referenceClass() async throws {
        let found = try #require(
            try await require(dated("2021-03-01"), figures: world + "\n" + regions).targets.first)
        let required = try #require(found.required)
        #expect(abs(required.value - 6.961037572506487) < rounding)
        // Six regions with six windows of five years each; those at 8, 10 and 12 % a year are fast enough.
        #expect(found.siblings.windows.count == 36)
        #expect(found.siblings.regionCount == 6)
        #expect(found.siblings.count(reaching: required, .above) == 18)
        #expect(found.siblings.regionCount(reaching: required, .above) == 3)
        #expect(found.siblings.latest.windows.count == 6)
        #expect(found.lastYearWithinReach == 2020)
    }

    @Test("Each new figure raises what the remaining years take, until the target is out of reach")
    func ladder() async throws {
        let found = try #require(
            try await require(dated("2023-06-01"), figures: world + "\n" + regions).targets.first)
        let known = found.rungs.filter { !$0.isForecast }
        #expect(known.map(\.year) == [2020, 2021, 2022])
        for (rung, level) in zip(known, [100.0, 102, 103]) {
            let expected = 100 * (Double.pow(140 / level, 1 / Double(2025 - rung.year)) - 1)
            #expect(abs((rung.required?.value ?? 0) - expected) < rounding)
        }
        // 10.77 % a year from 2022: the fastest tenth of the references made 12 %.
        #expect(known[2].isWithinReach == true)
        #expect(found.rungs.map(\.isForecast) == [false, false, false, true, true])
        let slow = world.replacing("103", with: "90")
        let late = try #require(
            try await require(dated("2023-06-01"), figures: slow + "\n" + regions).targets.first)
        #expect(late.lastYearWithinReach == 2021)
    }

    @Test("Without other regions nothing is said about reach")
    func noReference() async throws {
        let found = try #require(try await require(dated("2021-03-01"), figures: world).targets.first)
        #expect(found.siblings.isEmpty)
        #expect(!found.isReachKnown)
        #expect(found.lastYearWithinReach == nil)
    }

    @Test("A target whose year is known is settled")
    func settled() async throws {
        let found = try #require(
            try await require(dated("2023-06-01").replacing("year: 2025", with: "year: 2022"), figures: world)
                .targets.first)
        #expect(found.standing == .settled)
        #expect(found.outcome?.value == 103)
        #expect(found.path.isEmpty && found.chances.isEmpty)
    }
}
