import Testing
import TianmuEngine
import TianmuModel
import TianmuScenario

@Suite("Results of the scenarios that ship")
struct ResultTests {
    /// Four binomial standard errors of a probability near one half at 1024 draws: 4 √(0.25 / 1024).
    static let probabilityTolerance = 0.0625

    private func linan(_ name: String) async throws -> Assessment {
        try #require(try await Shipped.linan.value["linan/\(name)"])
    }

    @Test("on trend the urban-rural ratio of Lin'an ends at 1.6027, outside 1.6")
    func ratioOnTrend() throws {
        let plan = try Shipped.plan("linan/baseline")
        let slot = try #require(plan.slot(of: "urban_rural_ratio"))
        // Five more years at the growth of the last five: x₂₀₂₅ = x₂₀₂₀² / x₂₀₁₅.
        let expected = (59760.0 * 59760 / 41230) / (35816.0 * 35816 / 23736)
        let ratio = CentralPath(plan: plan).value(slot: slot, year: 2025)
        #expect(abs(ratio - expected) < 1e-9)
        #expect(ratio > 1.6 && ratio < 1.603)
    }

    @Test("the central GRP of Lin'an follows from growth and prices")
    func centralOutput() throws {
        let plan = try Shipped.plan("linan/baseline")
        let slot = try #require(plan.slot(of: "gdp"))
        // 7 and then four times 6 per cent, each less 0.3, and inflation of 2.
        let expected = 600 * 1.067 * 1.057 * 1.057 * 1.057 * 1.057 * 1.02 * 1.02 * 1.02 * 1.02 * 1.02
        #expect(abs(CentralPath(plan: plan).value(slot: slot, year: 2025) - expected) < 1e-9)
    }

    /// The table in Scenarios/linan/README.md.
    @Test("the probabilities of the plan's targets are those that the documentation prints")
    func printedProbabilities() async throws {
        let baseline = try await linan("baseline")
        let printed: [(IndicatorID, Double)] = [
            ("gdp", 0.34), ("gdp_per_capita", 0.46), ("budget_revenue", 0.72), ("resident_income", 0.99),
            ("urban_rural_ratio", 0.48), ("digital_core_revenue", 0.21), ("digital_core_value_added", 0.24),
            ("listed_companies", 0.25),
        ]
        for (indicator, probability) in printed {
            let found = baseline.probability(indicator, 2025)
            #expect(abs(found - probability) < Self.probabilityTolerance, "\(indicator): \(found)")
        }
        #expect(baseline.targets.count == 20)
        #expect(baseline.summary.failures.isEmpty)
    }

    @Test("a what-if moves what it should and leaves the rest as it was, draw by draw")
    func whatIfs() async throws {
        let baseline = try await linan("baseline")
        let weak = try await linan("weak-demand")
        let push = try await linan("innovation-push")
        let gap = try await linan("narrow-the-gap")
        for indicator: IndicatorID in ["gdp", "gdp_per_capita", "budget_revenue", "digital_core_value_added"] {
            #expect(weak.probability(indicator, 2025) < baseline.probability(indicator, 2025), "\(indicator)")
        }
        for indicator: IndicatorID in ["gdp", "digital_core_revenue", "digital_core_value_added"] {
            #expect(push.probability(indicator, 2025) > baseline.probability(indicator, 2025), "\(indicator)")
        }
        #expect(gap.probability("urban_rural_ratio", 2025) > baseline.probability("urban_rural_ratio", 2025) + 0.1)
        for scenario in [weak, push, gap] {
            #expect(scenario.probability("listed_companies", 2025) == baseline.probability("listed_companies", 2025))
            #expect(scenario.probability("rd_share", 2021) == baseline.probability("rd_share", 2021))
        }
    }

    @Test("annual goals met every year meet every goal of growth, and the doubling")
    func goalsMet() async throws {
        let met = try await linan("annual-goals-met")
        for indicator: IndicatorID in [
            "real_growth", "budget_revenue_growth", "digital_core_value_added_growth",
            "industrial_value_added_growth", "fixed_investment_growth",
        ] {
            #expect(met.probability(indicator, 2021) == 1, "\(indicator)")
        }
        #expect(met.probability("digital_core_value_added", 2025) == 1)
    }

    @Test("the shares of industry sum to 100 in the mean of every year")
    func sharesSum() async throws {
        let summary = try await linan("baseline").summary
        let shares = summary.indicators.filter {
            ["primary_share", "secondary_share", "tertiary_share"].contains($0.id)
        }
        for year in 2021...2025 {
            let sum = shares.compactMap { $0[year]?.mean.value }.reduce(0, +)
            #expect(abs(sum - 100) < 1e-9)
        }
    }

    @Test("every scenario runs, and each target has a probability", arguments: Shipped.names)
    func runs(name: String) async throws {
        let assessment =
            if let shared = try await Shipped.linan.value[name] { shared } else { try await Shipped.run(name) }
        #expect(!assessment.targets.isEmpty)
        for target in assessment.targets { #expect((0...1).contains(target.summary.probability.value)) }
    }
}
