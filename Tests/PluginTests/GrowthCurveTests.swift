import GrowthCurves
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct GrowthCurveTests {
    /// Curves without noise are recovered up to where the search stops.
    static let recovered = 1e-3

    static func logistic(_ t: Double) -> Double { 80 / (1 + Double.exp(-0.4 * (t + 3))) }
    static func gompertz(_ t: Double) -> Double { 80 * Double.exp(-Double.exp(-0.25 * (t + 4))) }
    /// τ = 1 at the first of twelve values.
    static func bass(_ t: Double) -> Double {
        let left = Double.exp(-0.43 * (t + 12))
        return 80 * (1 - left) / (1 + 0.4 / 0.03 * left)
    }

    static let cases: [(model: CurveModel, curve: @Sendable (Double) -> Double, shape: [Double])] = [
        (.logistic, logistic, [0.4, -3]), (.gompertz, gompertz, [0.25, -4]), (.bass, bass, [0.03, 0.4]),
    ]

    @Test("Known ceilings and shapes are recovered", arguments: cases.indices)
    func recovery(index: Int) throws {
        let (model, curve, shape) = Self.cases[index]
        let values = (-11...0).map { curve(Double($0)) }
        let fit = try fitted(model, values: values)
        let estimates = fit.report.estimates.map(\.value)
        #expect(isClose(Array(estimates.prefix(3)), [80] + shape, tolerance: Self.recovered))
        #expect(isClose(pointForecast(fit), (1...5).map { curve(Double($0)) }, tolerance: Self.recovered))
    }

    @Test("With a given ceiling only the shape is fitted", arguments: cases.indices)
    func givenCeiling(index: Int) throws {
        let (model, curve, shape) = Self.cases[index]
        let values = (-11...0).map { curve(Double($0)) }
        let fit = try fitted(model, ["ceiling": .number(80)], values: values)
        let estimates = fit.report.estimates.map(\.value)
        #expect(isClose(Array(estimates.prefix(3)), [80] + shape, tolerance: Self.recovered))
        #expect(fit.report.priorShare >= 0.5)
    }

    @Test("Before the turning point an unknown ceiling widens the interval, and a given one narrows it")
    func unknownCeiling() throws {
        let values = (-17 ... -6).map { Self.logistic(Double($0)) * (1 + 0.01 * Double.sin(2.3 * Double($0))) }
        let free = try fitted(CurveModel.logistic, values: values, through: 2030)
        let given = try fitted(CurveModel.logistic, ["ceiling": .number(80)], values: values, through: 2030)
        func spread(_ fit: LinearForecast) -> Double {
            Double.log(
                fit.exactQuantile(0.9, output: 0, yearIndex: 9) / fit.exactQuantile(0.1, output: 0, yearIndex: 9))
        }
        #expect(spread(free) > 1.5 * spread(given))
    }

    @Test("An observation at the ceiling is refused")
    func refused() {
        #expect(throws: ModelRefusal.outsideRange(indicator: "indicator", year: 2020, value: 50, allowed: 0...50)) {
            try fitted(CurveModel.logistic, ["ceiling": .number(50)], values: [10, 20, 30, 40, 50])
        }
    }
}
