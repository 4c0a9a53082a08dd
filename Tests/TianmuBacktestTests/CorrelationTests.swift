import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuScenario

@testable import TianmuBacktest

/// Indicators of a region that move together, judged together.
@Suite struct CorrelationTests {
    private static let registry = ModelRegistry([KnownWalk(), WalksModel()])
    private let indicators = ["a", "b", "c", "d"]

    /// Walks with steps of standard deviation 1 that correlate by `correlation` within a region.
    private func panel(_ regions: Int, years: Int, correlation: Double) -> SeriesPanel {
        let (shared, own) = (correlation.squareRoot(), (1 - correlation).squareRoot())
        return SeriesPanel(
            series: (0..<regions).flatMap { region in
                let rows = (0...indicators.count).map { number in
                    var row = [Double](repeating: 0, count: years)
                    row.withUnsafeMutableBufferPointer {
                        PhiloxSource(seed: 41).fillNormals(dimension: number, replicate: region, first: 0, into: $0)
                    }
                    return row
                }
                return indicators.enumerated().map { number, indicator in
                    var level = 0.0
                    return PanelSeries(
                        name: "r\(region)/\(indicator)", region: "r\(region)", indicator: indicator,
                        history: History(
                            firstYear: 2001,
                            values: (0..<years).map { year in
                                level += shared * rows[0][year] + own * rows[1 + number][year]
                                return level
                            }))
                }
            })
    }

    private func test(
        _ correlations: IndicatorCorrelations, on panel: SeriesPanel, models: [String] = ["known-walk"]
    ) async throws -> Backtest {
        var options = BacktestOptions(horizon: 1)
        (options.originCount, options.drawCount, options.measure) = (4, 256, .percent)
        (options.intervals, options.correlations) = (.own, correlations)
        return await Backtester.test(
            try BacktestMethods(models, registry: Self.registry), on: panel, options: options)
    }

    /// E|N(0, 2(1 − ρ))|^½ = (2(1 − ρ))^¼ · 2^¼ Γ(¾)/√π, and the variance of what it is the mean of.
    private func root(_ correlation: Double) -> (mean: Double, variance: Double) {
        let sd = (2 * (1 - correlation)).squareRoot()
        let mean = 0.822179 * sd.squareRoot()
        return (mean, 0.797885 * sd - mean * mean)
    }

    @Test("Where indicators correlate by 0.8, drawing them together brings the variogram score near that of the truth")
    func improvement() async throws {
        let panel = panel(40, years: 26, correlation: 0.8)
        let (together, apart) = (try await test(.estimated, on: panel), try await test(.none, on: panel))
        let (joint, independent) = (together.results[0].indicatorTotal, apart.results[0].indicatorTotal)
        // Scores are divided by mean changes near √(2/π), which stand for the unit.
        let (truth, wrong) = (root(0.8), root(0))
        let best = truth.variance / 0.797885
        let worst = (truth.variance + (wrong.mean - truth.mean) * (wrong.mean - truth.mean)) / 0.797885
        #expect(abs(independent.variogram / worst - 1) < 0.2)
        #expect(abs(joint.variogram / best - 1) < 0.2)
        #expect(joint.variogram < 0.6 * independent.variogram)
        #expect(joint.energy < independent.energy)
        #expect(together.correlation == CorrelationReport(originCount: 160, correlatedCount: 160))
        #expect(apart.correlation == CorrelationReport(originCount: 160, correlatedCount: 0))
        // What each indicator is scored by alone stays as it is, bit for bit.
        #expect(together.results[0].horizons == apart.results[0].horizons)
        #expect(together.results[0].joint == apart.results[0].joint)
    }

    @Test("Where indicators share nothing, estimating it costs next to nothing")
    func independent() async throws {
        let panel = panel(40, years: 26, correlation: 0)
        let (together, apart) = (try await test(.estimated, on: panel), try await test(.none, on: panel))
        let ratio = together.results[0].indicatorTotal.variogram / apart.results[0].indicatorTotal.variogram
        #expect(abs(ratio - 1) < 0.03)
    }

    @Test("Fewer than four common changes say nothing, and a model of several indicators keeps its own way")
    func exempt() async throws {
        let short = panel(3, years: 5, correlation: 0.8)
        let found = try await test(.estimated, on: short)
        #expect(found.correlation == CorrelationReport(originCount: 12 - 3, correlatedCount: 0))
        #expect(found.results == (try await test(.none, on: short)).results)
        let long = panel(3, years: 12, correlation: 0.8)
        let group = try await test(.estimated, on: long, models: ["walks"])
        #expect(group.results == (try await test(.none, on: long, models: ["walks"])).results)
    }

    @Test("Innovations drawn together have the estimated correlation within four errors, each standard normal")
    func innovations() throws {
        let known = panel(1, years: 15, correlation: 0.9).series.map { (series: $0.name, history: $0.history) }
        let correlation = try #require(IndicatorCorrelation(known, measure: .percent))
        var options = BacktestOptions(horizon: 1)
        options.drawCount = 20_000
        let draws = OriginDraws(tableCount: 1, options: options)
        draws.begin(origin: 2015, correlation: correlation)
        let rows = known.map { name, _ in
            let block = ProjectionBlock(
                yearCount: 1, drawCount: options.drawCount, innovations: [draws.jointInnovations(of: name)],
                parameterNormals: draws.parameters(of: name, count: 0), paths: [draws.jointInnovations(of: name)])
            return Array(block.innovations(yearIndex: 0))
        }
        let changes = known.map { _, history in zip(history.values, history.values.dropFirst()).map { $1 - $0 } }
        let expected = try #require(
            ShrunkCorrelation(observations: (0..<14).map { year in changes.map { $0[year] } }))
        #expect(expected.matrix[0, 1] > 0.2)
        for i in rows.indices {
            for j in 0...i {
                let mean = zip(rows[i], rows[j]).reduce(0) { $0 + $1.0 * $1.1 } / Double(options.drawCount)
                // A product of standard normals has a variance of 1 + ρ² at most 2.
                #expect(abs(mean - expected.matrix[i, j]) < 4 * (2 / Double(options.drawCount)).squareRoot())
            }
        }
    }
}
