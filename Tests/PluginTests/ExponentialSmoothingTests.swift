import ExponentialSmoothing
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct ExponentialSmoothingTests {
    static let plain: [String: ParameterValue] = ["transform": .choice("none")]
    /// How far ours may lie from R's optimum, relative: R stops its simplex early.
    static let optimum = 0.01

    /// `ses(x, h=5)`: mean[1] and sum(residuals^2).
    static let ses: [String: (forecast: Double, squares: Double)] = [
        "nile": (1070.851965, 393233.8562), "air": (5713.942593, 3925355.813), "hangzhou": (9.992419783, 0.3579188085),
        "uspop": (203.1976097, 3210.960531), "huron": (579.642084, 10.04286189),
    ]

    @Test("Simple smoothing agrees with R's ses", arguments: ses.keys)
    func simple(name: String) throws {
        let values = try #require(ReferenceSeries.byName[name])
        let expected = try #require(Self.ses[name])
        let model = try fitted(SmoothingModel.simple, Self.plain, values: values)
        #expect(isClose(pointForecast(model), [Double](repeating: expected.forecast, count: 5), tolerance: 1e-4))
        let squares = Self.squares(model, values, parameters: 2)
        // R may stop before the first level is at its best, which matters little where it is soon forgotten.
        #expect(squares < expected.squares * (1 + 1e-6))
    }

    /// `holt(x, h=5)`: mean and sum(residuals^2).
    static let holt: [String: (forecast: [Double], squares: Double)] = [
        "nile": ([1000.2974298, 993.9631277, 987.6288257, 981.2945237, 974.9602216], 356037.8418),
        "air": ([6020.999354, 6407.215368, 6793.431381, 7179.647395, 7565.863408], 297318.5945),
        "hangzhou": ([10.06713221, 10.14183769, 10.21654317, 10.29124865, 10.36595414], 0.02825042096),
        "uspop": ([227.4910663, 251.7819578, 276.0728492, 300.3637407, 324.6546322], 299.5603625),
        "huron": ([579.5822336, 579.5441257, 579.5060178, 579.4679098, 579.4298019], 9.990138485),
    ]

    @Test("Holt's trend agrees with R's holt where the optimum is the same", arguments: holt.keys)
    func holtTrend(name: String) throws {
        let values = try #require(ReferenceSeries.byName[name])
        let expected = try #require(Self.holt[name])
        let model = try fitted(SmoothingModel.holt, Self.plain, values: values)
        try Self.expect(model, values, parameters: 4, agreesWith: expected)
    }

    /// `holt(x, damped=TRUE, h=5)`: mean and sum(residuals^2).
    static let damped: [String: (forecast: [Double], squares: Double)] = [
        "nile": ([1012.9743984, 1008.7805376, 1004.6705541, 1000.6427703, 996.6955421], 362444.1994),
        "air": ([6029.186748, 6349.514897, 6663.436484, 6971.079638, 7272.569928], 356337.9711),
        "hangzhou": ([10.06241966, 10.12986287, 10.19484957, 10.25746922, 10.31780804], 0.02105932538),
        "uspop": ([225.3320361, 245.7711317, 264.6514952, 282.0919991, 298.2024504], 365.7872759),
        "huron": ([579.5805802, 579.5537594, 579.5274751, 579.5017164, 579.4764730], 9.983140372),
    ]

    @Test("The damped trend agrees with R's holt(damped = TRUE) where the optimum is the same", arguments: damped.keys)
    func dampedTrend(name: String) throws {
        let values = try #require(ReferenceSeries.byName[name])
        let expected = try #require(Self.damped[name])
        let model = try fitted(SmoothingModel.dampedHolt, Self.plain, values: values)
        try Self.expect(model, values, parameters: 5, agreesWith: expected)
    }

    /// `thetaf(x, h=5)$mean`.
    static let theta: [String: [Double]] = [
        "nile": [994.6311731, 990.8165114, 987.0018498, 983.1871881, 979.3725265],
        "air": [5905.505456, 6097.049162, 6288.592869, 6480.136575, 6671.680281],
        "hangzhou": [10.05054658, 10.10866756, 10.16678854, 10.22490951, 10.28303049],
        "uspop": [208.5917719, 213.9853947, 219.3790175, 224.7726404, 230.1662632],
        "huron": [579.5887426, 579.5460797, 579.5034167, 579.4607538, 579.4180908],
    ]

    @Test("Theta agrees with R's thetaf", arguments: theta.keys)
    func thetaMethod(name: String) throws {
        let values = try #require(ReferenceSeries.byName[name])
        let expected = try #require(Self.theta[name])
        let model = try fitted(ThetaModel(), Self.plain, values: values)
        #expect(isClose(pointForecast(model), expected, tolerance: 1e-4))
    }

    @Test("A straight line is continued by Holt, and by theta at half its slope from the smoothed level")
    func line() throws {
        let values = (0..<10).map { 50 + 3 * Double($0) }
        let holt = try fitted(SmoothingModel.holt, Self.plain, values: values)
        #expect(isClose(pointForecast(holt), [80, 83, 86, 89, 92], tolerance: 1e-6))
        let theta = pointForecast(try fitted(ThetaModel(), Self.plain, values: values))
        #expect(isClose(zip(theta.dropFirst(), theta).map { $0 - $1 }, [1.5, 1.5, 1.5, 1.5], tolerance: 1e-9))
    }

    @Test("With α near 1 the interval of simple smoothing widens as a sum of errors that last")
    func widening() throws {
        let model = try fitted(SmoothingModel.simple, Self.plain, values: ReferenceSeries.uspop)
        let spreads = (0..<5).map {
            model.exactQuantile(0.9, output: 0, yearIndex: $0) - model.exactQuantile(0.5, output: 0, yearIndex: $0)
        }
        let persistence = try #require(model.report.estimates.first { $0.name == "persistence" })
        let expected = (1...5).map { ErrorPersistence(persistence.value).sumVariance($0).squareRoot() }
        // The uncertainty of α adds the same to all years, hence a little to the first, by which all are divided.
        #expect(isClose(spreads.map { $0 / spreads[0] }, expected, tolerance: 0.06))
        #expect(persistence.value > 0.5)
    }

    /// Σe² from the reported sd, for there are degrees of freedom enough that no prior enters.
    private static func squares(_ model: LinearForecast, _ values: [Double], parameters: Int) -> Double {
        let size = values.reduce(0) { $0 + abs($1) } / Double(values.count)
        let sd = (model.report.estimates.last?.value ?? 0) / 100 * size
        return sd * sd * Double(values.count - parameters)
    }

    /// Ours is never the worse optimum; where it is no better than R's by more than rounding, forecasts agree.
    private static func expect(
        _ model: LinearForecast, _ values: [Double], parameters: Int,
        agreesWith expected: (forecast: [Double], squares: Double)
    ) throws {
        let squares = squares(model, values, parameters: parameters)
        #expect(squares < expected.squares * (1 + 1e-5), "ours \(squares), R's \(expected.squares)")
        if squares > expected.squares * 0.999 {
            #expect(isClose(pointForecast(model), expected.forecast, tolerance: optimum))
        }
    }
}
