import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuScenario

/// The acceptance test of messages: one look at a file tells everything that is wrong with it.
@Suite struct TenFaultsTests {
    @Test("A file with ten faults has all ten told at once, each with its line and its repair")
    func tenFaults() throws {
        let fixture = #filePath.replacing("TenFaultsTests.swift", with: "Fixtures/ten-faults.yaml")
        let scenario = try ScenarioReader.read(path: fixture)
        let list = #expect(throws: DiagnosticList.self) { try Planner.plan(scenario, registry: Pipeline.registry) }
        let found = try #require(list).diagnostics.map { diagnostic in
            "\(diagnostic.position?.line ?? 0):\(diagnostic.position?.column ?? 0): \(diagnostic.message.en)"
        }
        #expect(
            Set(found) == [
                "10:26: model 'plan-path' refuses 'gdp': 'gdp' has 0 observations, the model needs at least 1; "
                    + "only '>= 600 亿元' is known for 2020, which is no level: assume one with 'base'",
                "11:39: unknown model 'dampd-trend'; did you mean 'damped-trend'?",
                "12:61: model 'damped-trend': unknown parameter 'dampening'; did you mean 'damping'?",
                "13:76: model 'random-walk-drift': parameter 'sd' is 400, outside its range 0...100 percent per year",
                "14:50: unknown indicator 'rural_incme'; did you mean 'rural_income'?",
                "15:30: unknown key 'titel' in 'indicator'; did you mean 'title'?",
                "16:29: the formula gives '元' but the indicator's unit is '万人'",
                "19:28: the target's year 2030 is outside 2021...2025",
                "20:63: '万人' does not convert to '元'",
                "23:3: a correlation cannot move 'ratio', which follows from a formula; move one of its terms",
            ])
        #expect(found.count == 10)
        let files = Set(try #require(list).diagnostics.map { $0.position?.file })
        #expect(files == [fixture])
    }
}
