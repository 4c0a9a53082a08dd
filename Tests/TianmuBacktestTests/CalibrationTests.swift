import BenchmarkModels
import ExponentialSmoothing
import TestSupport
import Testing
import TianmuBacktest
import TianmuModel
import TianmuNumerics
import TianmuScenario
import TrendModels

/// Intervals from a panel's past errors.
@Suite struct CalibrationTests {
    /// Errors of 40 series over 6 years, normal with `spread` times the expected standard deviation at every horizon.
    private func errors(_ spread: Double) -> [PastError] {
        var normals = [Double](repeating: 0, count: 40)
        return (0..<18).flatMap { number -> [PastError] in
            normals.withUnsafeMutableBufferPointer {
                PhiloxSource(seed: 5).fillNormals(dimension: number, replicate: 0, first: 0, into: $0)
            }
            let (horizon, year) = (1 + number / 6, 2001 + number % 6)
            return normals.map {
                PastError(historyCount: 10, horizon: horizon, outcomeYear: year, ratio: abs($0) * spread)
            }
        }
    }

    /// Six years of errors leave some of the factor to the prior, which is for no doubling.
    private static let priorTolerance = 0.2

    @Test("Errors twice as large as expected double the factor at every horizon, but for what the prior keeps")
    func factor() {
        let plain = PooledCalibration(errors(1), historyCount: 10)
        let double = PooledCalibration(errors(2), historyCount: 10)
        for horizon in 1...5 {
            #expect(abs(double.factor(horizon: horizon) / plain.factor(horizon: horizon) - 2) < Self.priorTolerance)
            // The 80 % quantile of 240 errors has a standard error of 6 %, and six years ask for a caution of 6 %.
            #expect(abs(plain.factor(horizon: horizon) - 1.06) < 0.25)
        }
        #expect(plain.weight > 0.9 && plain.errorCount == 720)
        #expect(PooledCalibration([], historyCount: 10).weight == 0)
    }

    /// Ratios as of standard normals times `spread`, 40 series in each of `years` years, one year ahead.
    private func oneYear(_ spread: Double, years: Int) -> [PastError] {
        let size = (0..<40).map { abs(NormalDistribution.quantile((Double($0) + 0.5) / 40)) }
        return (0..<years).flatMap { year in
            size.map { PastError(historyCount: 10, horizon: 1, outcomeYear: 2001 + year, ratio: $0 * spread) }
        }
    }

    @Test("By hand: one year of 40 errors counts as 40/(1 + 3.9), and the prior as 10")
    func prior() {
        let mixture = PooledCalibration(oneYear(2, years: 1), historyCount: 10, prior: .mixture)
        // With errors at h = 1 alone the slope stays at its prior; the level is the weighted mean of ln 2 and 0. The 80 %
        // quantile of 40 even values is not just the normal's.
        let belief = 40 / 4.9 / 10
        #expect(abs(mixture.level - belief / (belief + 1) * Double.log(2)) < 0.02)
        #expect(mixture.slope == 0)
        let model = PooledCalibration(oneYear(2, years: 1), historyCount: 10)
        #expect(abs(model.level - mixture.level - 0.1 / (belief + 1)) < 1e-12)
        #expect(abs(model.slope - 0.1) < 1e-12)
        // More years leave less to the prior.
        #expect(PooledCalibration(oneYear(2, years: 9), historyCount: 10, prior: .mixture).level > 0.85 * Double.log(2))
    }

    @Test("Few years of errors ask for the quantiles of Student's t with twice as many degrees of freedom")
    func caution() throws {
        func check(_ years: Int, _ of80: Double, _ of95: Double) throws {
            let pool = PooledCalibration(oneYear(1, years: years), historyCount: 10)
            // Tables of t: 1.533 and 2.776 with 4, 1.330 and 2.101 with 18 degrees of freedom.
            #expect(abs(Double.exp(pool.caution.of80) * 1.2816 - of80) < 1e-3)
            #expect(abs(Double.exp(pool.caution.of95) * 1.9600 - of95) < 1e-3)
            #expect(abs(pool.reach - pool.tail - Double.log(of95 / of80 * 1.2816 / 1.9600)) < 2e-3)
        }
        try check(2, 1.533, 2.776)
        try check(9, 1.330, 2.101)
        #expect(PooledCalibration([], historyCount: 10).caution.of95 == 0)
    }

    @Test("By hand: where errors fall like n^(−0.6), the exponent is drawn to −0.25 by a prior that counts as thirty")
    func historyExponent() {
        let size = (0..<40).map { abs(NormalDistribution.quantile((Double($0) + 0.5) / 40)) }
        var errors: [PastError] = []
        // Four years of 40 errors at each of three horizons and five lengths.
        for (count, number) in zip((0..<60).map { 5 + $0 / 12 }, 0..<60) {
            let spread = Double.pow(Double(count) / 10, -0.6)
            errors += size.map {
                PastError(
                    historyCount: count, horizon: 1 + number % 3, outcomeYear: 2001 + number, ratio: $0 * spread)
            }
        }
        let shares = (5...9).map { Double.log(Double($0) / 10) }
        let mean = shares.reduce(0, +) / 5
        let worth = 3 * (4 * 40 / 4.9) / 10 * shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let pool = PooledCalibration(errors, historyCount: 10)
        #expect(abs(pool.historyExponent - (3 * -0.25 + worth * -0.6) / (3 + worth)) < 1e-9)
        // A mixture's members have been calibrated for their histories; there the errors are taken as they are.
        let mixture = PooledCalibration(errors, historyCount: 10, prior: .mixture)
        #expect(mixture.historyExponent == 0 && mixture.level > pool.level + 0.05)
        // Of one length there is nothing to be learnt.
        let one = PooledCalibration(oneYear(1, years: 9), historyCount: 12)
        #expect(one.historyExponent == PooledCalibration.Prior.model.historyExponent)
    }

    @Test("Errors a billion times what was expected ask for no more than sevenfold intervals")
    func rounding() {
        let pool = PooledCalibration(oneYear(1e9, years: 9), historyCount: 10)
        #expect((1...50).allSatisfy { pool.factor(horizon: $0) <= PooledCalibration.mostFactor })
        let tiny = PooledCalibration(oneYear(0, years: 9), historyCount: 10)
        #expect((1...50).allSatisfy { tiny.factor(horizon: $0) >= 1 / PooledCalibration.mostFactor })
    }

    @Test("Beyond the 95 % interval departures are multiplied alike, and beyond twice that moved alike")
    func reach() throws {
        let scale = try #require(WorkingScale(History(firstYear: 1, values: [9, 10, 12, 11]), measure: .percent))
        let normals = (0..<512).map { NormalDistribution.quantile((Double($0) + 0.5) / 512) }
        let sketch = ForecastSketch(sorted: normals)
        // Errors with a long tail bend the map upwards.
        let errors = oneYear(1, years: 9).map { error in
            var bent = error
            bent.ratio = error.ratio > 1.5 ? error.ratio * 2 : error.ratio
            return bent
        }
        let map = DepartureMap(
            sketch, scale: scale, expected: 1, horizon: 1, pool: PooledCalibration(errors, historyCount: 10))
        #expect(map.tail > 1.1)
        let departures = [ForecastSketch.normal95, 3, 10, 1000]
        var values = departures.map { map.center + $0 }
        values.withUnsafeMutableBufferPointer { map.apply(to: $0) }
        let moved = values.map { $0 - map.center }
        #expect(moved[0] > 1.1 * departures[0])
        #expect(abs(moved[1] / departures[1] / (moved[0] / departures[0]) - 1) < 0.01)
        #expect(abs(moved[3] - moved[2] - 990) < 1e-9)
    }

    @Test("Among logarithms what departs more than twentyfold counts by its logarithm, upwards only and in order")
    func softened() throws {
        let scale = try #require(WorkingScale(History(firstYear: 1, values: [9, 10, 12, 11]), measure: .level))
        let normals = (0..<512).map { NormalDistribution.quantile((Double($0) + 0.5) / 512) }
        let pool = PooledCalibration(oneYear(1, years: 9), historyCount: 10)
        let map = DepartureMap(ForecastSketch(sorted: normals), scale: scale, expected: 1, horizon: 1, pool: pool)
        var values = [-20.0, -4, 2, 20, 40].map { map.center * Double.exp($0) }
        values.withUnsafeMutableBufferPointer { map.apply(to: $0) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
        // Without it twenty and forty of these would be above 10⁸ and 10¹⁷.
        #expect(values[2] > 5 * map.center && values[4] < 1000 * map.center)
        #expect(values[0] < 1e-7)
    }

    @Test("A map moves the ends of the intervals to their places, keeps the order and the median")
    func map() throws {
        let scale = try #require(WorkingScale(History(firstYear: 1, values: [9, 10, 12, 11]), measure: .level))
        let normals = (0..<512).map { NormalDistribution.quantile((Double($0) + 0.5) / 512) }
        let sketch = ForecastSketch(sorted: normals.map { 0.1 + 0.02 * $0 })
        let pool = PooledCalibration(errors(2), historyCount: 10)
        let map = DepartureMap(sketch, scale: scale, expected: 0.02, horizon: 1, pool: pool)
        var values = normals.map { scale.value(0.1 + 0.02 * $0) }
        values.withUnsafeMutableBufferPointer { map.apply(to: $0) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
        let after = ForecastSketch(sorted: values.map(scale.working))
        #expect(abs(after.median - sketch.median) < 1e-6)
        let expected = Double.exp(pool.weight * Double.log(pool.factor(horizon: 1)))
        #expect(abs(after.spread80 / sketch.spread80 / expected - 1) < 1e-3)
    }

    /// Walks of a hundred series with steps of standard deviation 1.
    private func walks(_ count: Int, years: Int) -> SeriesPanel {
        SeriesPanel(
            series: (0..<count).map { number in
                var steps = [Double](repeating: 0, count: years)
                steps.withUnsafeMutableBufferPointer {
                    PhiloxSource(seed: 78).fillNormals(dimension: 0, replicate: number, first: 0, into: $0)
                }
                let values = steps.indices.map { 100 + steps[0...$0].reduce(0, +) }
                return PanelSeries(name: "walk \(number)", history: History(firstYear: 2001, values: values))
            })
    }

    /// What is pooled takes spreads to fall as histories grow, as those of fitted models do; a known step's does not, so
    /// that intervals stay some 8 % too narrow here.
    private static let narrowTolerance80 = 0.08
    private static let narrowTolerance95 = 0.06

    @Test("Intervals three times too narrow are brought near 80 and 95 % of simulated walks")
    func narrow() async throws {
        let registry = ModelRegistry([KnownWalk(sd: 1.0 / 3)])
        let methods = try BacktestMethods(["known-walk"], registry: registry)
        var options = BacktestOptions(horizon: 3)
        options.measure = .percent
        options.drawCount = 400
        options.originCount = 5
        let panel = walks(300, years: 15)
        let pooled = await Backtester.test(methods, on: panel, options: options)
        for sums in pooled.results[0].horizons {
            #expect(abs(sums.coverage80.value - 0.8) < Self.narrowTolerance80)
            #expect(abs(sums.coverage95.value - 0.95) < Self.narrowTolerance95)
        }
        #expect(pooled.pool?.originCount == pooled.originCount)
        options.intervals = .own
        let own = await Backtester.test(methods, on: panel, options: options)
        #expect(own.results[0].total.coverage80.value < 0.4)
        #expect(own.pool == nil)
    }

    @Test("What comes after an origin changes no forecast from it")
    func honest() async throws {
        let registry = ModelRegistry([KnownWalk(), KnownWalk(id: "other", drift: 0.5)])
        let methods = try BacktestMethods(["known-walk", "other", "ensemble"], registry: registry)
        var options = BacktestOptions(horizon: 2)
        options.measure = .percent
        options.drawCount = 64
        options.keepsForecasts = true
        options.weights = .stacked
        let panel = walks(12, years: 12)
        var changed = panel
        for number in panel.series.indices {
            changed.series[number].history = History(
                panel.series[number].history.observations.map {
                    Observation(year: $0.year, value: $0.year > 2009 ? 5 * $0.value : $0.value)
                })
        }
        let a = await Backtester.test(methods, on: panel, options: options).forecasts.filter { $0.origin <= 2009 }
        let b = await Backtester.test(methods, on: changed, options: options).forecasts.filter { $0.origin <= 2009 }
        #expect(a == b && a.count > 100)
        options.threads = 1
        let one = await Backtester.test(methods, on: panel, options: options).forecasts.filter { $0.origin <= 2009 }
        #expect(a == one)
    }

    @Test("Stacking gives the weight to the model that is right; shrunk weights lie between")
    func stacking() async throws {
        let registry = ModelRegistry([KnownWalk(id: "right"), KnownWalk(id: "wrong", drift: 4)])
        var options = BacktestOptions(horizon: 2)
        options.measure = .percent
        options.drawCount = 64
        func weight(_ weights: EnsembleWeights, _ names: [String]) async throws -> Double {
            options.weights = weights
            let found = await Backtester.test(
                try BacktestMethods(names, registry: registry), on: walks(40, years: 12), options: options)
            return try #require(found.weights.first { $0.id == "right" }).weight
        }
        let stacked = try await weight(.stacked, ["right", "wrong", "ensemble"])
        let shrunk = try await weight(.shrunk, ["wrong", "ensemble", "right"])
        // The first three of ten origins have no past errors, and equal weights: 0.85 at most.
        #expect(stacked > 0.8)
        #expect(shrunk > 0.55 && shrunk < stacked)
        #expect(try await weight(.equal, ["right", "wrong", "ensemble"]) == 0.5)
    }
}
