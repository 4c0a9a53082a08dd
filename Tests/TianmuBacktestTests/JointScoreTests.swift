import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuScenario

@testable import TianmuBacktest

/// Energy and variogram score against closed forms and sums by hand.
@Suite struct JointScoreTests {
    private let rounding = 1e-12

    /// - Parameter draws: for each number its draws.
    private func score(_ draws: [[Double]], _ values: [Double]) -> JointScore {
        let buffers = draws.map { row in
            let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: row.count)
            _ = buffer.initialize(from: row)
            return buffer
        }
        defer { for buffer in buffers { buffer.deallocate() } }
        return JointScore(
            draws: buffers.map { UnsafeBufferPointer($0) }, values: values,
            pairs: DrawPairs(drawCount: draws.first?.count ?? 0))
    }

    private func normals(_ dimension: Int, count: Int) -> [Double] {
        var normals = [Double](repeating: 0, count: count)
        normals.withUnsafeMutableBufferPointer {
            PhiloxSource(seed: 9).fillNormals(dimension: dimension, replicate: 0, first: 0, into: $0)
        }
        return normals
    }

    @Test("The energy score of one number is its CRPS, with as many draws as the spread takes")
    func oneNumber() {
        let draws = normals(0, count: DrawPairs.few).map { 100 + 3 * $0 }
        for value in [94.0, 100, 107.5] {
            let crps = draws.sorted().withUnsafeBufferPointer { ForecastScore(draws: $0, value: value).crps }
            #expect(abs(score([draws], [value]).energy - crps) < rounding * 100)
        }
        #expect(score([draws], [100]).variogram.isNaN)
    }

    @Test(
        "A few astronomic draws among many make no energy score negative, and pairs of draws are never one draw twice")
    func farDraws() {
        let draws = normals(0, count: 1000).enumerated().map {
            $0.offset % 97 == 5 ? 1e9 * (1 + $0.element) : $0.element
        }
        for value in [-1.0, 0, 3] { #expect(score([draws, draws.reversed()], [value, value]).energy >= 0) }
        let pairs = DrawPairs(drawCount: 1000)
        for next in pairs.tours {
            #expect(Set(next).count == 1000)
            #expect(!next.indices.contains { Int(next[$0]) == $0 })
        }
        #expect(DrawPairs(drawCount: 64).tours.isEmpty)
    }

    @Test("Both scores are 0 for a point forecast of what came")
    func perfect() {
        let found = score([[3, 3, 3], [5, 5, 5], [9, 9, 9]], [3, 5, 9])
        #expect(found.energy == 0)
        #expect(found.variogram == 0)
    }

    @Test("By hand: a point (3, 4) away is 5 off; of draws (0, 0) and (3, 4) the spread is 5")
    func byHand() {
        #expect(score([[0, 0], [0, 0]], [3, 4]).energy == 5)
        // ½ (5 + 0) − ½ 5 at the outcome (0, 0).
        #expect(score([[0, 3], [0, 4]], [0, 0]).energy == 0)
        // |0 − 4|^½ = 2 against the mean of |1 − 1|^½ = 0 and |1 − 10|^½ = 3: (2 − 1.5)².
        #expect(abs(score([[1, 1], [1, 10]], [0, 4]).variogram - 0.25) < rounding)
    }

    @Test("The energy score of a standard normal pair at its mean is √(π/2) (1 − √½) within four Monte Carlo errors")
    func normalPair() {
        let repetitions = 100
        // ‖X‖ has the Rayleigh mean √(π/2), ‖X − X′‖ is √2 times as long: √(π/2)(1 − √2/2).
        let found = (0..<repetitions).map { part in
            score([normals(2 * part, count: 100), normals(2 * part + 1, count: 100)], [0, 0]).energy
        }
        let moments = found.withUnsafeBufferPointer { Moments($0) }
        let expected = (Double.pi / 2).squareRoot() * (1 - 0.5.squareRoot())
        let error = (moments.variance / Double(repetitions)).squareRoot()
        #expect(error < 0.02)
        #expect(abs(moments.mean - expected) < 4 * error)
    }

    @Test("The variogram score tells two numbers that move together from two that do not, and so has a use")
    func dependence() {
        let (first, second) = (normals(0, count: 2000), normals(1, count: 2000))
        // What came moved together: the forecast that says so does better.
        let together = score([first, zip(first, second).map { $0 + 0.1 * $1 }], [0.8, 0.83])
        let apart = score([first, second], [0.8, 0.83])
        #expect(together.variogram < apart.variogram / 4)
    }

    /// Regions with two indicators that moved by 1 a year, and then by what `outcome` says.
    private func regions(_ count: Int, outcome: (Int) -> Double) -> SeriesPanel {
        SeriesPanel(
            series: (0..<2 * count).map { number in
                PanelSeries(
                    name: "\(number)", region: "region \(number / 2)",
                    history: History(firstYear: 2001, values: [0, 1, 0, 1, 0, outcome(number)]))
            })
    }

    private func ownOptions(draws: Int) -> BacktestOptions {
        var options = BacktestOptions(horizon: 1)
        (options.drawCount, options.originCount, options.intervals) = (draws, 1, .own)
        (options.measure, options.weights) = (.percent, .equal)
        return options
    }

    @Test("By hand: points at (0, 0) and (1, 1) against (3, 4) are 5 and √13 off; √4 − √3 and √1 apart")
    func indicatorsByHand() async throws {
        let registry = ModelRegistry([KnownWalk(sd: 0), KnownWalk(id: "drift", drift: 1, sd: 0)])
        let panel = regions(3) { $0 % 2 == 0 ? 3 : 4 }
        let found = await Backtester.test(
            try BacktestMethods(["known-walk", "drift", "ensemble"], registry: registry), on: panel,
            options: ownOptions(draws: 64))
        let (still, rising, both) = (
            found.results[0].indicators[0], found.results[1].indicators[0], found.results[2].indicators[0]
        )
        #expect([still.count, rising.count, both.count] == [3, 3, 3])
        #expect(abs(still.energy - 5) < rounding && abs(rising.energy - 13.0.squareRoot()) < rounding)
        // Both say that the indicators are alike, and they came 1 apart: |3 − 4|^½ = 1.
        #expect(abs(still.variogram - 1) < rounding && abs(rising.variogram - 1) < rounding)
        #expect(abs(still.energySkill - (1 - 5 / 13.0.squareRoot())) < rounding)
        // Half of the draws at each point, √2 apart: of 64 draws 32 · 32 of 64 · 63/2 pairs differ.
        let apart = 2.0.squareRoot() * 32 * 32 / (64 * 63 / 2)
        #expect(abs(both.energy - ((5 + 13.0.squareRoot()) / 2 - apart / 2)) < 1e-9)
        #expect(found.results[0].indicatorTotal == still)
    }

    @Test("Of two indicators that are forecast as they come the energy score is √π/2 within four errors")
    func trueIndicators() async throws {
        let count = 400
        let outcomes = normals(3, count: 2 * count)
        let found = await Backtester.test(
            try BacktestMethods(["known-walk"], registry: ModelRegistry([KnownWalk()])),
            on: regions(count) { outcomes[$0] }, options: ownOptions(draws: 256))
        let sums = found.results[0].indicators[0]
        #expect(sums.count == count)
        // Half of E‖X − X′‖, which is √2 times the Rayleigh mean √(π/2). ‖X − y‖ varies by less than 0.66.
        #expect(abs(sums.energy - Double.pi.squareRoot() / 2) < 4 * 0.66 / Double(count).squareRoot())
    }

    @Test("A series by itself, an indicator that never moved and a model that lacks one have no joint score")
    func indicatorsLeftOut() async throws {
        var panel = regions(3) { Double($0) }
        panel.series[0].history = History(firstYear: 2001, values: [2, 2, 2, 2, 2, 2])
        panel.series[2].history = History(firstYear: 2003, values: [0, 1, 0, 1])
        panel.series[3].history = History(firstYear: 2003, values: [0, 1, 0, 2])
        let alone = PanelSeries(name: "alone", history: panel.series[5].history)
        let registry = ModelRegistry([KnownWalk(), KnownWalk(id: "patient", minimum: 5)])
        let found = await Backtester.test(
            try BacktestMethods(["known-walk", "patient"], registry: registry),
            on: SeriesPanel(series: panel.series + [alone]), options: ownOptions(draws: 64))
        #expect(found.results.map(\.indicatorTotal.count) == [2, 1])
    }

    @Test("A backtest scores the years of each origin together, against drift, where two are known")
    func backtest() async throws {
        let registry = ModelRegistry([KnownWalk(), KnownWalk(id: "drift", drift: 0.5)])
        let panel = SeriesPanel(series: [
            PanelSeries(name: "a", history: History(firstYear: 2001, values: [1, 2, 4, 3, 5, 4, 6, 7]))
        ])
        var options = BacktestOptions(horizon: 3)
        (options.drawCount, options.originCount, options.intervals) = (64, 4, .own)
        let found = await Backtester.test(
            try BacktestMethods(["known-walk", "drift", "ensemble"], registry: registry), on: panel, options: options)
        // Of four origins the last has one year left.
        #expect(found.results.map(\.joint.count) == [3, 3, 3])
        #expect(found.results[1].joint.energySkill == 0 && found.results[1].joint.variogramSkill == 0)
        let ratio = found.results[0].joint.energy / found.results[1].joint.energy
        #expect(abs(found.results[0].joint.energySkill - (1 - ratio)) < 1e-12)
        #expect(found.results.allSatisfy { $0.joint.energy > 0 && $0.joint.variogram > 0 })
    }
}
