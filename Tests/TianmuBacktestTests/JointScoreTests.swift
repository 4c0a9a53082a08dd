import TestSupport
import Testing
import TianmuBacktest
import TianmuModel
import TianmuNumerics
import TianmuScenario

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
        return JointScore(draws: buffers.map { UnsafeBufferPointer($0) }, values: values)
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
        let draws = normals(0, count: JointScore.spreadDrawCount).map { 100 + 3 * $0 }
        for value in [94.0, 100, 107.5] {
            let crps = draws.sorted().withUnsafeBufferPointer { ForecastScore(draws: $0, value: value).crps }
            #expect(abs(score([draws], [value]).energy - crps) < rounding * 100)
        }
        #expect(score([draws], [100]).variogram.isNaN)
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
