import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

@Suite("Shipped scenarios with models that read other indicators or regions")
struct LinkedModelTests {
    /// What rounding makes of a chain of logarithms and exponentials.
    static let rounding = 1e-10

    private func report(_ plan: Plan, of indicator: IndicatorID) throws -> FitReport {
        let slot = try #require(plan.slot(of: indicator))
        return try #require(plan.models.first { $0.slots.contains(slot) }).fitted.report
    }

    private func central(_ plan: Plan, _ indicator: IndicatorID, _ year: Int = 2025) throws -> Double {
        CentralPath(plan: plan).value(slot: try #require(plan.slot(of: indicator)), year: year)
    }

    @Test("the revenue of Lin'an follows GRP by the elasticity of prior and two figures")
    func revenueBridge() throws {
        let plan = try Shipped.plan("linan/revenue-bridge")
        // From 2018 to 2020; prior precisions 3.5² of autonomous growth and (3.5/0.3)² of the elasticity.
        let drive = 100 * Double.log(600 / 539.63)
        let surprise = 100 * Double.log(68.6 / 53.17) - 1.1 * drive
        let (a, b) = (3.5 * 3.5 + 2, (3.5 / 0.3) * (3.5 / 0.3) + drive * drive / 2)
        let determinant = a * b - drive * drive
        let autonomous = (b * surprise - drive * drive * surprise / 2) / determinant
        let elasticity = 1.1 + (a * drive * surprise / 2 - drive * surprise) / determinant
        let report = try report(plan, of: "budget_revenue")
        let found = Dictionary(uniqueKeysWithValues: report.estimates.map { ($0.name, $0.value) })
        #expect(abs((found["autonomous"] ?? .nan) - autonomous) < Self.rounding)
        #expect(abs((found["elasticity"] ?? .nan) - elasticity) < Self.rounding)
        let expected =
            68.6 * Double.pow(try central(plan, "gdp") / 600, elasticity) * Double.exp(autonomous / 20)
        #expect(abs(try central(plan, "budget_revenue") / expected - 1) < Self.rounding)
        #expect(report.priorShare > 0.5)
    }

    @Test("revenue bridged to GRP meets its target with GRP, not beside it")
    func targetsHangTogether() async throws {
        let runs = try await Shipped.linan.value
        let baseline = try #require(runs["linan/baseline"])
        let bridge = try #require(runs["linan/revenue-bridge"])
        #expect(bridge.probability("gdp", 2025) == baseline.probability("gdp", 2025))
        #expect(bridge.probability("budget_revenue", 2025) != baseline.probability("budget_revenue", 2025))
    }

    @Test("the two incomes of Lin'an keep their ratio closer together, on a trend that fades")
    func incomes() async throws {
        let plan = try Shipped.plan("linan/incomes-together")
        let change = Double.log(59760.0 / 35816) - Double.log(41230.0 / 23736)
        // Five years of figures, and a prior of no trend worth (1/2)² years.
        let step = change / 5.25
        let fading = 0.9 + 0.81 + 0.729 + 0.6561 + 0.59049
        let expected = 59760.0 / 35816 * Double.exp(step * fading)
        #expect(abs(try central(plan, "urban_rural_ratio") / expected - 1) < Self.rounding)
        let runs = try await Shipped.linan.value
        let widths = try ["baseline", "incomes-together"].map { name in
            let run = try #require(runs["linan/\(name)"])
            return try #require(run.summary.indicators.first { $0.id == "urban_rural_ratio" }?[2025]).sd.value
        }
        #expect(widths[1] < widths[0])
    }

    @Test("growth of Hangzhou and Ningbo lies between their own and that of the province")
    func pooled() throws {
        let plan = try Shipped.plan("hangzhou/pooled")
        for indicator: IndicatorID in ["gdp", "ningbo_gdp"] {
            let report = try report(plan, of: indicator)
            let found = Dictionary(uniqueKeysWithValues: report.estimates.map { ($0.name, $0.value) })
            let slot = try #require(plan.slot(of: indicator))
            let known = plan.series[slot].known
            let (first, last) = (try #require(known[2012]?.value), try #require(known[2020]?.value))
            let own = 100 * Double.log(last / first) / 8
            let (panel, growth) = (try #require(found["panel-growth"]), try #require(found["growth"]))
            #expect(min(own, panel) <= growth && growth <= max(own, panel))
            // Of what 2020 departs from that growth, `persistence` lasts a year, its square two.
            let persistence = try #require(found["persistence"])
            let departure = 100 * Double.log(last / (try #require(known[2019]?.value))) - growth
            let lasting = (1...5).reduce(0) { $0 + Double.pow(persistence, Double($1)) }
            let expected = last * Double.exp((5 * growth + departure * lasting) / 100)
            #expect(abs(try central(plan, indicator) / expected - 1) < Self.rounding)
            #expect(report.notes.contains { $0.en.hasSuffix("the mean of 10 other regions") })
        }
    }
}
