import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// `pool`, from a panel's file to draws.
@Suite struct PoolTests {
    /// Walks of logarithms with steps of 3 per cent around 5.
    private func values(_ number: Int, years: Int) -> [Double] {
        var steps = [Double](repeating: 0, count: years)
        steps.withUnsafeMutableBufferPointer {
            PhiloxSource(seed: 21).fillNormals(dimension: 0, replicate: number, first: 0, into: $0)
        }
        return steps.indices.map { 100 * Double.exp(steps[0...$0].reduce(0) { $0 + 0.05 + 0.03 * $1 }) }
    }

    private func panel(_ count: Int, years: Int) -> String {
        "series,year,value\n"
            + (0..<count).map { number in
                values(number, years: years).enumerated().map { "s\(number),\(2001 + $0.offset),\($0.element)\n" }
                    .joined()
            }.joined()
    }

    /// Two indicators of the region “here” with eight years each, and `a` in eight other regions.
    private var figures: String {
        "indicator,region,unit,year,value\n"
            + ["a", "b"].flatMap { id in
                values(id == "a" ? 901 : 902, years: 8).enumerated().map {
                    "\(id),here,亿元,\(2013 + $0.offset),\($0.element)\n"
                }
            }.joined()
            + (1...8).flatMap { number in
                values(920 + number, years: 8).enumerated().map {
                    "a,r\(number),亿元,\(2013 + $0.offset),\($0.element)\n"
                }
            }.joined()
    }

    private func read(_ pool: String, panel: String? = nil, model: String = Self.narrow) throws -> Scenario {
        let folder = try TemporaryFolder()
        try folder.write("figures.csv", figures)
        try folder.write("panel.csv", panel ?? self.panel(60, years: 16))
        return try ScenarioReader.read(
            path: folder.write(
                "scenario.yaml",
                """
                tianmu: 1
                data: [figures.csv]
                region: here
                years: {base: 2020, through: 2023}
                draws: {count: 2048, seed: 4}
                indicators:
                  a: {\(model)}
                  b: {model: random-walk-drift}
                  sum: {unit: 亿元, formula: a + b}
                \(pool)
                """))
    }

    /// Steps of 1 per cent, where they are 3.
    private static let narrow = "model: random-walk-drift, parameters: {sd: 1}"

    private func plan(_ pool: String, panel: String? = nil, model: String = Self.narrow) throws -> Plan {
        try Planner.plan(try read(pool, panel: panel, model: model), registry: Pipeline.registry)
    }

    private func fault(_ pool: String, panel: String? = nil, model: String = Self.narrow) -> String {
        do {
            _ = try plan(pool, panel: panel, model: model)
            return ""
        } catch let list as DiagnosticList {
            return list.diagnostics.map { $0.text(.en) }.joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    /// The 80 % quantile of about 2000 errors that depend on each other, and the slope over horizons.
    private static let widthTolerance = 0.15

    @Test("Intervals become as wide as the panel's errors, the point forecast stays, and nothing else moves")
    func width() throws {
        let (own, wide) = (try plan(""), try plan("pool: {a: panel.csv}"))
        #expect(CentralPath(plan: own) == CentralPath(plan: wide))
        let (before, after) = (AllDraws(own), AllDraws(wide))
        for year in 2021...2023 {
            let horizon = Double(year - 2020)
            // Of a walk whose drift is the mean of seven changes.
            let sd = 0.03 * (horizon + horizon * horizon / 7).squareRoot()
            let logs = after["a", year].map { Double.log($0) }.sorted()
            let spread = (logs[logs.count * 9 / 10] - logs[logs.count / 10]) / (2 * 1.2816)
            #expect(abs(spread / sd - 1) < Self.widthTolerance, "\(year): \(spread / sd)")
            #expect(after["b", year] == before["b", year])
            #expect(zip(after["sum", year], zip(after["a", year], after["b", year])).allSatisfy { $0 == $1.0 + $1.1 })
        }
    }

    @Test("The plan says what the intervals rest on, and how far a short panel is carried")
    func note() throws {
        let plan = try plan("pool: {a: panel.csv}")
        let report = try #require(plan.models.first).fitted.report
        let note = try #require(report.notes.last).en
        #expect(note.contains("past errors of 60 series of the panel 'panel.csv' (weight 0.9"))
        #expect(report.estimates.map(\.name).suffix(2) == ["interval factor 2021", "interval factor 2023"])
        #expect(plan.assumptions.contains { $0.subject == "a" && $0.text.en.contains(note) })
        let short = try self.plan("pool: {a: panel.csv}", panel: panel(40, years: 6))
        #expect(
            try #require(short.models.first).fitted.report.notes.last?.en.contains("beyond 2 years ahead") == true)
    }

    @Test("The other regions of the figures serve as a panel")
    func siblings() throws {
        let report = try #require(try plan("pool: {a: siblings}").models.first).fitted.report
        #expect(report.notes.last?.en.contains("of 8 series of the other regions") == true)
        let factor = try #require(report.estimates.first { $0.name == "interval factor 2021" }).value
        #expect(factor > 2 && factor < 4)
        #expect(fault("pool: {b: siblings}").contains("the other regions has 0 series"))
    }

    @Test("With as-of the panel ends where figures without a date would")
    func asOf() throws {
        func note(_ pool: String, years: Int) throws -> LocalizedText? {
            try plan(pool, panel: panel(10, years: years)).models.first?.fitted.report.notes.last
        }
        let all = try note("pool: {a: panel.csv}", years: 30)
        let early = try note("pool: {a: panel.csv}\nas-of: 2021-12-31\n", years: 30)
        #expect(early != all)
        #expect(try early == note("pool: {a: panel.csv}", years: 20))
    }

    @Test("Unknown names, formulas, assumed models and panels that say nothing are told where they stand")
    func faults() {
        #expect(fault("pool: {aa: panel.csv}").contains("'pool' names the unknown indicator 'aa'; did you mean 'a'?"))
        #expect(fault("pool: {aa: panel.csv}").contains("scenario.yaml:10:8"))
        #expect(fault("pool: {sum: panel.csv}").contains("'sum' has a formula"))
        #expect(fault("pool: {a: panels.csv}").contains("panels.csv"))
        let empty = fault("pool: {a: panel.csv}", panel: "series,year,value\ns,2001,1\n")
        #expect(empty.contains("scenario.yaml:10:11") && empty.contains("has 1 series, none of them"))
        #expect(fault("pool: {a: panel.csv}", panel: panel(5, years: 3)).contains("no forecast whose outcome is known"))
        #expect(fault("pool: {a: panel.csv}", panel: "series,year,value\ns,2001,x\n").contains("panel.csv:2:8"))
        #expect(
            fault("pool: {a: panel.csv}", model: "model: constant-growth, parameters: {rate: 5}")
                .contains("rests on assumptions alone"))
        #expect(fault("pool: {a: [panel.csv]}").contains("expected text, found a list"))
    }
}
