import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuScenario

/// `estimate-correlations`, from figures to draws.
@Suite struct EstimatedCorrelationTests {
    private func plan(_ extra: String, years: Int = 8) throws -> Plan {
        // Levels whose growth goes up and down together, and one whose growth goes the other way.
        let growth = [5.0, 8, 4, 9, 6, 7, 3, 8]
        var rows = ["indicator,unit,year,value,source,published"]
        var levels = [100.0, 50.0, 20.0]
        for (index, rate) in ([0] + growth.prefix(years)).enumerated() {
            if index > 0 {
                levels[0] *= 1 + rate / 100
                levels[1] *= 1 + (rate + 1) / 100
                levels[2] *= 1 + (12 - rate) / 100
            }
            for (name, level) in zip(["a", "b", "c"], levels) {
                rows.append("\(name),亿元,\(2020 - years + index),\(level),book,2021")
            }
        }
        return try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2022}
            data: [figures.csv]
            draws: {count: 512, seed: 1}
            indicators: {a: {model: random-walk-drift}, b: {model: random-walk-drift}, c: {model: random-walk-drift}}
            \(extra)
            """, figures: rows.joined(separator: "\n"))
    }

    @Test("Growth that moves together correlates, growth that moves apart does so negatively, both shrunk")
    func signs() throws {
        let plan = try plan("estimate-correlations: [a, b, c]")
        let correlation = try #require(plan.correlation)
        #expect(correlation.slots == [0, 1, 2])
        #expect(correlation.matrix[0, 1] > 0.7 && correlation.matrix[0, 1] < 0.99)
        #expect(correlation.matrix[0, 2] < -0.7 && correlation.matrix[0, 2] > -0.99)
        #expect(plan.assumptions.contains { $0.text.en.contains("8 common yearly changes and shrunk by") })
    }

    @Test("What is stated stands")
    func stated() throws {
        let plan = try plan("estimate-correlations: [a, b]\ncorrelations: {[b, a]: 0.1}")
        #expect(plan.correlation?.matrix[0, 1] == 0.1)
    }

    @Test("Too few common years, a name twice, one indicator alone")
    func faults() {
        func sentence(_ extra: String, years: Int = 8) -> String {
            do {
                _ = try plan(extra, years: years)
                return ""
            } catch let list as DiagnosticList {
                return list.diagnostics.map(\.message.en).joined(separator: "; ")
            } catch {
                return "\(error)"
            }
        }
        #expect(sentence("estimate-correlations: [a, b]", years: 3).contains("share 3 yearly changes"))
        #expect(sentence("estimate-correlations: [a, b, a]").contains("'a' is named twice"))
        #expect(sentence("estimate-correlations: [a]").contains("between two indicators or more"))
        #expect(sentence("estimate-correlations: [a, x]").contains("unknown indicator 'x'"))
    }
}
