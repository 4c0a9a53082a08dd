import ArimaModels
import BenchmarkModels
import Foundation
import PanelModels
import Testing
import TianmuBacktest
import TianmuModel
import TianmuScenario
import TrendModels

/// The shipped panel: real GDP of sixty countries.
@Suite struct CalibrationPanelTests {
    /// A calm decade after the crisis of 2009: what came is nearer than past errors say. The binomial standard errors of 600
    /// forecasts that share ten years are at least 2 and 1 points.
    private static let tolerance80 = 0.07
    private static let tolerance95 = 0.04

    @Test("On the Penn World Table intervals hold about what they say, and the usual ensemble is best")
    func coverage() async throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Scenarios/data/pwt-gdp.csv").standardizedFileURL.path
        let registry = ModelRegistry([
            BenchmarkModel(.drift), DampedTrendModel(), ArimaModel(), PooledGrowthModel(),
        ])
        let methods = try BacktestMethods(
            ["drift", "damped-trend", "ensemble"], members: ["arima", "damped-trend", "pooled-growth"],
            registry: registry)
        var options = BacktestOptions(horizon: 5)
        options.drawCount = 200
        let found = await Backtester.test(methods, on: try PanelFile.load(path), options: options)
        for result in found.results {
            for sums in result.horizons {
                #expect(abs(sums.coverage80.value - 0.8) < Self.tolerance80, "\(result.id)")
                #expect(abs(sums.coverage95.value - 0.95) < Self.tolerance95, "\(result.id)")
            }
        }
        let crps = found.results.map(\.total.scaledCRPS)
        #expect(crps[2] < 0.97 * crps[1] && crps[2] < 0.93 * crps[0])
    }
}
