import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuScenario

/// Members of an ensemble with parameters of their own.
@Suite struct EnsembleMemberTests {
    private let figures =
        "indicator,unit,year,value\n"
        + [100, 106, 109, 118, 121, 130, 141, 149].enumerated().map { "a,亿元,\(2013 + $0.offset),\($0.element)\n" }
        .joined()

    private func yaml(_ method: String) -> String {
        """
        tianmu: 1
        data: [figures.csv]
        years: {base: 2020, through: 2025}
        draws: {count: 512, seed: 4}
        indicators:
          a: {model: ensemble, \(method)}
        """
    }

    private func plan(_ method: String) throws -> Plan { try Pipeline.plan(yaml(method), figures: figures) }

    @Test("Parameters reach their member: the point forecast of held and growing members is their weighted mean")
    func closedForm() throws {
        let plan = try plan("members: {hold: 1, constant-growth: {weight: 3, parameters: {rate: 5}}}")
        let central = CentralPath(plan: plan)
        for year in 2021...2025 {
            let growth = (1...year - 2020).reduce(1.0) { product, _ in product * 1.05 }
            let expected = 149 * (0.25 + 0.75 * growth)
            #expect(abs(central.value(slot: 0, year: year) / expected - 1) < 1e-12, "\(year)")
        }
        // Three draws in four grow, all others but 0.4 % stay.
        let draws = AllDraws(plan)["a", 2025]
        #expect(abs(Double(draws.count { $0 == 149 }) / 512 - 0.25) < 0.01)
    }

    @Test("An expert's quantiles reach their member")
    func elicited() throws {
        let narrow = "members: {constant-growth: {parameters: {rate: {p10: 4.9, p50: 5, p90: 5.1}}}}"
        let wide = "members: {constant-growth: {parameters: {rate: {p10: 1, p50: 5, p90: 9}}}}"
        func range(_ method: String) throws -> Double {
            let draws = AllDraws(try plan(method))["a", 2021].sorted()
            return draws[draws.count * 9 / 10] - draws[draws.count / 10]
        }
        // 149 × (1.09 − 1.01) = 11.92; an order statistic of 512 even points lies within 2 %.
        #expect(try abs(range(wide) / 11.92 - 1) < 0.02)
        #expect(try abs(range(wide) / range(narrow) - 40) < 0.8)
    }

    @Test("Everything that is wrong with members is told at once, each in its place and with its repair")
    func tenFaults() {
        let faults = Pipeline.faults(
            """
            tianmu: 1
            data: [figures.csv]
            years: {base: 2020, through: 2025}
            indicators:
              a:
                model: ensemble
                parameters: {damping: 0.8}
                weights: equal
                members:
                  damped-trend: {weight: 2, parameters: {dampening: 0.8}}
                  random-walk-drift: {parameters: {sd: 400}}
                  elicited: {parameters: {p10: 1, p50: 2}}
                  constant-growth: {parameters: {rate: {p10: 3, p50: 2, p90: 9}}}
                  damped-trent: 1
                  shares: {}
                  hold: 0
                  plan-path: {wieght: 3, parameters: {goals: 7}}
                  urbanisation:
            """, figures: figures
        ).map { $0.replacing("scenario.yaml:", with: "").replacing(" error:", with: "") }
        #expect(
            Set(faults) == [
                "7:18: 'ensemble' has no parameter 'damping': parameters stand with its members, "
                    + "'members: {damped-trend: {parameters: …}}'",
                "8:14: with 'weights: equal' members have no weights of their own, as damped-trend, damped-trent, hold "
                    + "have; leave one or the other out",
                "10:46: the member 'damped-trend': unknown parameter 'dampening'; did you mean 'damping'?",
                "11:40: the member 'random-walk-drift': parameter 'sd' is 400, outside its range 0...100 percent per year",
                "12:30: the member 'elicited': parameter 'p90' (percent per year (level); percent (percentage)) is missing",
                "13:38: the member 'constant-growth': parameter 'rate' needs p10 < p50 < p90 but has 3, 2, 9",
                "14:7: the member 'damped-trent' is no known model; did you mean 'damped-trend'?",
                "15:7: the member 'shares' projects several indicators at once",
                "16:13: expected a weight above 0, up to 1000000, or keys with values, found '0'",
                "17:19: unknown key 'wieght' in 'member'; did you mean 'weight'?",
                "17:43: the member 'plan-path': parameter 'goals' must be numbers by year, such as {2021: 7}",
                "18:7: the member 'urbanisation' is empty; with default parameters and no weight it reads "
                    + "'urbanisation: {}'",
            ])
        #expect(faults.count == 12)
    }

    @Test("A member's parameters are assumptions that name it, with its own reason or the indicator's")
    func assumptions() throws {
        let plan = try plan(
            "reason: as in the plan, members: {damped-trend: {parameters: {damping: 0.8}}, "
                + "constant-growth: {parameters: {rate: 5}, reason: seen before}, hold: {parameters: {sd: 2}, source: a law}}"
        )
        let found = plan.assumptions.filter { $0.subject.hasPrefix("a.members.") }
        #expect(found.map(\.subject) == ["a.members.constant-growth", "a.members.damped-trend"])
        #expect(found.map { $0.reason?.en } == ["seen before", "as in the plan"])
        #expect(found[1].text.en == "a: the member 'Damped trend', damping 0.8")
        #expect(plan.models[0].members.map(\.id) == ["constant-growth", "damped-trend", "hold"])
        #expect(plan.models[0].members[1].parameters.number("damping") == 0.8)
    }

    @Test("The resolved file of an ensemble, read again, gives the same draws, assumptions and report")
    func resolved() throws {
        let folder = try TemporaryFolder()
        try folder.write("figures.csv", figures)
        try folder.write(
            "base.yaml",
            yaml(
                "members: {hold: 2, constant-growth: {parameters: {rate: {p10: 3, p50: 5, p90: 9}}}, damped-trend: {}}")
        )
        let path = try folder.write(
            "child.yaml",
            "tianmu: 1\nextends: base.yaml\n"
                + "indicators: {a: {members: {hold: {parameters: {sd: 1}}, constant-growth: 3, damped-trend: ~}}}\n")
        let scenario = try ScenarioReader.read(path: path)
        let again = try ScenarioReader.read(
            path: folder.write("again.yaml", ResolvedFile(scenario, copiesData: false).text))
        let plans = try [scenario, again].map { try Planner.plan($0, registry: Pipeline.registry) }
        #expect(AllDraws(plans[0])["a", 2025] == AllDraws(plans[1])["a", 2025])
        #expect(plans[0].assumptions == plans[1].assumptions && plans[0].assumptions.count == 2)
        #expect(plans[0].models[0].fitted.report == plans[1].models[0].fitted.report)
        #expect(
            plans[0].models[0].fitted.report.estimates.prefix(2) == [
                FitReport.Estimate("weight of constant-growth", 0.6), FitReport.Estimate("weight of hold", 0.4),
            ])
    }
}
