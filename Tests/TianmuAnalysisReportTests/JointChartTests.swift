import TestSupport
import Testing
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuReport

/// The chart of the sets of targets that fail together.
@Suite struct JointChartTests {
    private func joint(_ targets: String) async throws -> JointAttainment {
        let plan = try Pipeline.plan(
            """
            tianmu: 1
            title: {zh: 某港口, en: A port}
            years: {base: 2020, through: 2021}
            draws: {count: 1024, seed: 3}
            indicators:
              cargo: {title: {zh: 吞吐量, en: Cargo}, unit: 亿元, base: {value: 100, reason: test}, model: elicited, parameters: {p10: 2, p50: 5, p90: 8}}
              ships: {title: {zh: 船次, en: Ships}, unit: 个, base: {value: 100, reason: test}, model: elicited, parameters: {p10: 2, p50: 5, p90: 8}}
            targets: [\(targets)]
            """)
        return JointAttainment(try await Simulator.simulate(plan, options: SimulationOptions(threads: 1)))
    }

    @Test("A bar for each set, named by its targets, in both languages")
    func bars() async throws {
        let joint = try await joint(
            "{indicator: cargo, year: 2021, above: 105}, {indicator: ships, year: 2021, above: 105}")
        let english = try JointChart.chart(of: joint, language: .en).svg()
        for part in ["Cargo; Ships", "2 targets of 2021", "1024 draws", "were they independent"] {
            #expect(english.contains(part), "\(part)")
        }
        #expect(try JointChart.chart(of: joint, language: .zh).svg().contains("吞吐量；船次"))
    }

    @Test("Where nothing fails there is nothing to draw, and that is said")
    func nothing() async throws {
        let sure = try await joint("{indicator: cargo, year: 2021, above: 1}")
        #expect(throws: ChartRefusal.self) { try JointChart.chart(of: sure, language: .en) }
    }
}
