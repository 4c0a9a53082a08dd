import BenchmarkModels
import Foundation
import Testing
import TianmuBacktest
import TianmuModel
import TianmuScenario
import TrendModels

/// The shipped panel: real GDP of sixty countries.
@Suite struct CalibrationPanelTests {
    /// A calm decade after the crisis of 2009: what came is nearer than past errors say, so the tolerance is wide; the damped
    /// trend's own intervals miss it at 3, 4 and 5 years.
    private static let tolerance = 0.10

    @Test("On the Penn World Table, 80 and 95 % intervals hold about as much as they say at every horizon")
    func coverage() async throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Scenarios/data/pwt-gdp.csv").standardizedFileURL.path
        let registry = ModelRegistry([BenchmarkModel(.drift), DampedTrendModel()])
        let methods = try BacktestMethods(["drift", "damped-trend", "ensemble"], registry: registry)
        var options = BacktestOptions(horizon: 5)
        options.originCount = 5
        options.drawCount = 200
        let found = await Backtester.test(methods, on: try PanelFile.load(path), options: options)
        for result in found.results {
            for sums in result.horizons {
                #expect(abs(sums.coverage80.value - 0.8) < Self.tolerance, "\(result.id)")
                #expect(abs(sums.coverage95.value - 0.95) < Self.tolerance / 2 + 0.005, "\(result.id)")
            }
        }
        let crps = found.results.map(\.total.scaledCRPS)
        #expect(crps[2] < crps[0] && crps[2] < crps[1])
    }
}
