import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// `weights: shrunk` and `weights: stacked` in a scenario.
@Suite struct EnsembleWeightsTests {
    /// Walks of logarithms with steps of 3 per cent around 5.
    private func values(_ number: Int, years: Int) -> [Double] {
        var steps = [Double](repeating: 0, count: years)
        steps.withUnsafeMutableBufferPointer {
            PhiloxSource(seed: 21).fillNormals(dimension: 0, replicate: number, first: 0, into: $0)
        }
        return steps.indices.map { 100 * Double.exp(steps[0...$0].reduce(0) { $0 + 0.05 + 0.03 * $1 }) }
    }

    private func panel(_ count: Int) -> String {
        "series,year,value\n"
            + (0..<count).map { number in
                values(number, years: 12).enumerated().map { "s\(number),\(2001 + $0.offset),\($0.element)\n" }.joined()
            }.joined()
    }

    /// Eight years in the region “here” and in `others` more.
    private func figures(others: Int) -> String {
        "indicator,region,unit,year,value\n"
            + (0...others).map { number in
                values(901 + number, years: 8).enumerated().map {
                    "a,\(number == 0 ? "here" : "r\(number)"),亿元,\(2013 + $0.offset),\($0.element)\n"
                }.joined()
            }.joined()
    }

    /// `hold` stays where the panel grows.
    private static let members = "members: {random-walk-drift: {}, hold: {parameters: {sd: 3}, reason: test}}"

    private func folder(_ method: String, pool: String, others: Int = 8) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("figures.csv", figures(others: others))
        try folder.write("panel.csv", panel(8))
        try folder.write(
            "scenario.yaml",
            """
            tianmu: 1
            data: [figures.csv]
            region: here
            years: {base: 2020, through: 2023}
            draws: {count: 256, seed: 4}
            indicators:
              a: {model: ensemble, \(method)}
            \(pool)

            """)
        return folder
    }

    private func plan(_ method: String, pool: String = "pool: {a: panel.csv}", others: Int = 8) throws -> Plan {
        let folder = try folder(method, pool: pool, others: others)
        return try Planner.plan(
            try ScenarioReader.read(path: folder.path + "scenario.yaml"), registry: Pipeline.registry)
    }

    private func report(_ method: String, pool: String = "pool: {a: panel.csv}") throws -> FitReport {
        try #require(try plan(method, pool: pool).models.first).fitted.report
    }

    private func fault(_ method: String, pool: String = "pool: {a: panel.csv}", others: Int = 8) -> String {
        do {
            _ = try plan(method, pool: pool, others: others)
            return ""
        } catch let list as DiagnosticList {
            return list.diagnostics.map { $0.text(.en) }.joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    private func weight(_ name: String, _ report: FitReport) -> Double {
        report.estimates.first { $0.name == "weight of \(name)" }?.value ?? .nan
    }

    @Test("Stacked weights take the member that grows as the panel does, shrunk ones some of the other too")
    func weights() throws {
        let stacked = try report("\(Self.members), weights: stacked")
        let shrunk = try report("\(Self.members), weights: shrunk")
        let equal = try report("\(Self.members), weights: equal")
        #expect(weight("random-walk-drift", stacked) > 0.9)
        #expect(weight("hold", equal) == 0.5)
        #expect(weight("hold", shrunk) > weight("hold", stacked) && weight("hold", shrunk) < 0.5)
        // Also where its weight is 0.
        #expect(stacked.estimates.map(\.name).prefix(2) == ["weight of hold", "weight of random-walk-drift"])
    }

    @Test("The report and the assumptions say how many forecasts and independent errors stand behind the weights")
    func note() throws {
        let plan = try plan("\(Self.members), weights: shrunk")
        let report = try #require(plan.models.first).fitted.report
        func estimate(_ name: String) throws -> Double {
            try #require(report.estimates.first { $0.name == name }).value
        }
        // 8 series with origins in 2004...2011, three years ahead: 6 × 3 + 2 + 1 known years.
        #expect(try estimate("past forecasts behind the weights") == 168)
        let (worth, belief) = (
            try estimate("independent errors behind the weights"), try estimate("share of stacked weights")
        )
        #expect(abs(belief - worth / (worth + 6)) < 1e-12)
        let note = try #require(report.notes.first { $0.en.hasPrefix("weights are those of the least CRPS") })
        #expect(note.en.contains("over 168 past forecasts of 8 series of the panel 'panel.csv', worth "))
        #expect(note.en.hasSuffix(" %, equal weights for the rest"))
        #expect(note.zh.contains("“panel.csv”中 8 个序列的 168 个历史预测的"))
        let found = try #require(plan.assumptions.first { $0.text.en.contains("weights hold ") })
        #expect(found.subject == "a" && found.text.en.hasSuffix(note.en) && found.reason != nil)
        #expect(!(try self.report(Self.members).notes.contains { $0.en.contains("least CRPS") }))
    }

    @Test("Members in another order change no byte, and a resolved file read again gives the same plan")
    func order() throws {
        let other = "members: {hold: {parameters: {sd: 3}, reason: test}, random-walk-drift: {}}"
        let (one, two) = (
            try plan("\(Self.members), weights: shrunk"), try plan("\(other), weights: shrunk")
        )
        #expect(AllDraws(one)["a", 2023] == AllDraws(two)["a", 2023])
        #expect(one.models[0].fitted.report == two.models[0].fitted.report && one.assumptions == two.assumptions)
        let folder = try folder("\(other), weights: shrunk", pool: "pool: {a: panel.csv}")
        let scenario = try ScenarioReader.read(path: folder.path + "scenario.yaml")
        let again = try Planner.plan(
            ScenarioReader.read(
                path: folder.write("again.yaml", ResolvedFile(scenario, copiesData: false).text)),
            registry: Pipeline.registry)
        #expect(AllDraws(again)["a", 2023] == AllDraws(one)["a", 2023] && again.assumptions == one.assumptions)
    }

    @Test("The bands are calibrated with the weights that were found")
    func calibration() throws {
        // The same weights, stated: the calibration and all draws must be the same.
        let fitted = try plan("\(Self.members), weights: shrunk")
        let weights = ["hold", "random-walk-drift"].map { weight($0, fitted.models[0].fitted.report) }
        let stated = try plan(
            "members: {hold: {weight: \(weights[0]), parameters: {sd: 3}}, random-walk-drift: \(weights[1])}")
        let (some, same) = (AllDraws(fitted), AllDraws(stated))
        for year in 2021...2023 {
            #expect(zip(some["a", year], same["a", year]).allSatisfy { abs($0 / $1 - 1) < 1e-9 })
        }
        let equal = try plan(Self.members)
        func factor(_ plan: Plan) -> Double? {
            plan.models[0].fitted.report.estimates.first { $0.name == "interval factor 2021" }?.value
        }
        #expect(factor(fitted) != factor(equal))
    }

    @Test("The other regions serve as the panel, and a member that refuses the history has no say")
    func siblings() throws {
        let report = try report("\(Self.members), weights: stacked", pool: "pool: {a: siblings}")
        #expect(weight("random-walk-drift", report) > 0.9)
        #expect(report.notes.contains { $0.en.contains("of 8 series of the other regions") })
        let three = "members: {random-walk-drift: {}, hold: {parameters: {sd: 3}}, urbanisation: {}}, weights: stacked"
        let left = try self.report(three, pool: "pool: {a: siblings}")
        #expect(left.notes.contains { $0.en.hasPrefix("urbanisation is left out: ") })
        #expect(weight("random-walk-drift", left) == weight("random-walk-drift", report))
    }

    @Test("Weights without a pool, with given weights, on assumptions alone or on one series are told in their place")
    func faults() {
        let lacking = fault("\(Self.members), weights: stacked", pool: "")
        #expect(lacking.contains("scenario.yaml:7:110: error: 'weights: stacked' needs past forecasts of other series"))
        #expect(lacking.contains("add 'pool: {a: PANEL.csv}', or 'pool: {a: siblings}' for the other regions"))
        #expect(
            fault("members: {hold: 1, random-walk-drift: {}}, weights: shrunk")
                .contains("with 'weights: shrunk' members have no weights of their own, as hold has"))
        #expect(
            fault("members: {constant-growth: {parameters: {rate: 5}}, random-walk-drift: {}}, weights: shrunk")
                .contains(
                    "the weights of 'a' cannot be fitted: the member 'constant-growth' rests on assumptions alone"))
        #expect(
            fault("\(Self.members), weights: stacked", pool: "pool: {a: siblings}", others: 1)
                .contains("the other regions has 1 series with a known outcome that every member has forecast"))
        #expect(
            fault("\(Self.members), weights: stacked", pool: "pool: {a: siblings}", others: 0)
                .contains("cannot be fitted: the other regions has 0 series"))
        // A panel that cannot be read is told once.
        let absent = fault("\(Self.members), weights: stacked", pool: "pool: {a: panels.csv}")
        #expect(absent.contains("panels.csv") && absent.split(separator: "\n").count == 1)
        #expect(fault("weights: stacked").contains("'ensemble' needs members"))
    }
}
