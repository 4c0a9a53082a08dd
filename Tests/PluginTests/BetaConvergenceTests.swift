import ConvergenceModels
import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting

@Suite struct BetaConvergenceTests {
    private static func leader(_ values: [Double], years: [Int] = [2020], path: [Double]) -> TestDriver {
        TestDriver("leader", years: years, values: values, path: path)
    }

    @Test("Half of the gap is gone after ln 2/β years, whatever the leader does")
    func halfLife() throws {
        let leader = Self.leader([100], path: [100, 90, 130, 150, 150, 190, 180, 220, 250, 240, 260])
        let model = try fitted(
            BetaConvergenceModel(), ["rate": .number(10 * Double.log(2)), "rate-sd": .number(0)],
            history: history([2020], [25]), drivers: [leader], years: 10)
        let last = table(model, drivers: [leader], years: 10).path(yearIndex: 9)[0]
        // A quarter, so half after one half-life.
        #expect(isClose([last], [130], tolerance: 1e-12))
        #expect(isClose([model.report.value("half-life")], [10], tolerance: 1e-12))
    }

    @Test("A region above its steady ratio comes down to it")
    func steadyRatio() throws {
        let leader = Self.leader([100], path: [Double](repeating: 100, count: 201))
        let model = try fitted(
            BetaConvergenceModel(), ["rate": .number(5), "rate-sd": .number(0), "steady-ratio": .number(80)],
            history: history([2020], [95]), drivers: [leader], years: 200)
        let path = table(model, drivers: [leader], years: 200).paths
        let expected = (1...200).map { 80 * Double.pow(95.0 / 80, Double.exp(-0.05 * Double($0))) }
        #expect(isClose(path, expected, tolerance: 1e-12))
    }

    /// A region that follows the model's own equation.
    private static func simulated(years: Int, closing: Double, sd: Double, from source: inout NormalSource) -> (
        own: [Double], leader: [Double]
    ) {
        var gap = 2.0
        var leader = 1000.0
        var rows: (own: [Double], leader: [Double]) = ([], [])
        for _ in 0..<years {
            rows.own.append(leader * Double.exp(-gap))
            rows.leader.append(leader)
            leader *= Double.exp(0.04 + 0.03 * source.normal())
            gap = (1 - closing) * gap - sd * source.normal()
        }
        return rows
    }

    @Test("The rate of simulated regions is recovered within its stated error")
    func recovered() throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            var source = NormalSource(seed: seed)
            let rows = Self.simulated(years: 60, closing: -Double.expm1(-0.05), sd: 0.005, from: &source)
            let years = Array(1961...2020)
            let report = try fitted(
                BetaConvergenceModel(), ["rate-sd": .number(20), "prior-sd": .number(0.5), "persistence": .number(0)],
                history: history(years, rows.own),
                drivers: [Self.leader(rows.leader, years: years, path: [])]
            ).report
            let error = report.standardError("rate")
            #expect(abs(report.value("rate") - 5) < 4 * error, "seed \(seed)")
            #expect(error < 0.15 && abs(report.value("sd") / 0.5 - 1) < 0.4, "seed \(seed)")
        }
    }

    @Test("The rate at which other regions converge to each other is recovered too, through shocks they share")
    func siblings() throws {
        var source = NormalSource(seed: 8)
        var levels = (0..<8).map { 7 + 0.3 * Double($0) }
        var values = levels.map { _ in [Double]() }
        for _ in 0..<30 {
            for i in levels.indices { values[i].append(Double.exp(levels[i])) }
            let mean = levels.reduce(0, +) / 8
            let common = 0.05 + 0.04 * source.normal()
            levels = levels.map { $0 + common - 0.06 * ($0 - mean) + 0.005 * source.normal() }
        }
        let siblings = values.enumerated().map {
            SiblingSeries(name: "r\($0.offset)", history: History(firstYear: 1991, values: $0.element))
        }
        let report = try fitted(
            BetaConvergenceModel(),
            ["rate-sd": .number(20), "prior-sd": .number(0.5), "rate-from": .choice("siblings")],
            history: history([2020], [50]), drivers: [Self.leader([100], path: [])], siblings: siblings
        ).report
        let truth = -100 * Double.log(1 - 0.06)
        #expect(abs(report.value("rate") - truth) < 4 * report.standardError("rate"))
        #expect(report.standardError("rate") < 0.3)
        #expect(report.notes.contains { $0.en.contains("232 yearly changes of 8 other regions") })
    }

    @Test("With one observation the rate is the prior: 2 ± 1 per cent a year")
    func priorAlone() throws {
        let report = try fitted(
            BetaConvergenceModel(), history: history([2020], [50]), drivers: [Self.leader([100], path: [])]
        ).report
        #expect(isClose([report.value("rate"), report.standardError("rate")], [2, 1], tolerance: 1e-12))
        #expect(report.priorShare == 1)
    }
}
