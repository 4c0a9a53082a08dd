import SimpleModels
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct SimpleModelTests {
    @Test("Constant growth compounds a level and adds to a percentage")
    func constantGrowth() throws {
        let level = try fitted(ConstantGrowthModel(), ["rate": .number(10)], values: [100])
        #expect(isClose(pointForecast(level, years: 3), [110, 121, 133.1], tolerance: 1e-13))
        let points = try fitted(ConstantGrowthModel(), ["rate": .number(-0.5)], values: [7], measure: .percent)
        #expect(isClose(pointForecast(points, years: 2), [6.5, 6], tolerance: 1e-13))
    }

    @Test("Without a rate growth is the mean over the history")
    func historicalMean() throws {
        let level = try fitted(ConstantGrowthModel(), values: [100, 150, 121])
        #expect(isClose(pointForecast(level, years: 1), [133.1], tolerance: 1e-13))
        #expect(level.report.priorShare == 0.5)
    }

    @Test("Quantiles of an uncertain rate become quantiles of the level")
    func uncertainRate() throws {
        let level = try fitted(
            ConstantGrowthModel(), ["rate": .quantiles(p10: 3, p50: 5, p90: 8)], values: [100])
        #expect(abs(level.exactQuantile(0.9, output: 0, yearIndex: 1) - 100 * 1.08 * 1.08) < 1e-9)
    }

    @Test("Hold keeps the last value or the given one, and its noise does not accumulate")
    func hold() throws {
        #expect(pointForecast(try fitted(HoldModel(), values: [3, 4]), years: 2) == [4, 4])
        let given = try fitted(HoldModel(), ["value": .number(-2), "sd": .number(1)], values: [], measure: .percent)
        #expect(pointForecast(given, years: 2) == [-2, -2])
        #expect(given.exactVariance(output: 0, yearIndex: 0) == given.exactVariance(output: 0, yearIndex: 1))
        #expect(given.exactQuantile(0.9, output: 0, yearIndex: 0) > -2)
    }

    @Test("A level below zero, such as a negative population, is not held")
    func holdBelowZero() {
        #expect(throws: ModelRefusal.self) { try fitted(HoldModel(), values: [-54]) }
        #expect(throws: ModelRefusal.self) { try fitted(HoldModel(), ["value": .number(-54)], values: []) }
        #expect(throws: Never.self) { try fitted(HoldModel(), values: [0]) }
    }
}
