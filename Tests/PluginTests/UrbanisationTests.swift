import DemographicModels
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct UrbanisationTests {
    @Test("The share follows the hand-computed convergence of the growth difference")
    func byHand() throws {
        let model = try fitted(UrbanisationModel(), values: [60, 62], through: 2023, measure: .percent)
        let observed = Double.log(0.62 / 0.38) - Double.log(0.6 / 0.4)
        let norm = 0.044177 - 0.028274 * 0.62
        var logOdds = Double.log(0.62 / 0.38)
        var expected: [Double] = []
        for weight in [1, 0.96, 0.92] {
            logOdds += weight * observed + (1 - weight) * norm
            expected.append(100 / (1 + Double.exp(-logOdds)))
        }
        #expect(isClose(pointForecast(model, years: 3), expected, tolerance: 1e-13))
        #expect(abs(model.report.priorShare - 0.04) < 1e-14)
    }

    @Test("One observation takes the difference from the norm, unless it is given")
    func oneObservation() throws {
        let model = try fitted(UrbanisationModel(), values: [50], measure: .percent)
        let expected = 100 / (1 + Double.exp(-(0.044177 - 0.028274 * 0.5)))
        #expect(isClose(pointForecast(model, years: 1), [expected], tolerance: 1e-13))
        let given = try fitted(UrbanisationModel(), ["growth-difference": .number(10)], values: [50], measure: .percent)
        #expect(isClose(pointForecast(given, years: 1), [100 / (1 + Double.exp(-0.1))], tolerance: 1e-13))
    }

    @Test("Even extreme differences keep the share between 0 and 100")
    func bounded() throws {
        let up = try fitted(
            UrbanisationModel(), ["growth-difference": .number(50)], values: [99.9999], through: 2120,
            measure: .percent)
        let down = try fitted(
            UrbanisationModel(), ["growth-difference": .number(-50)], values: [1e-9], through: 2120,
            measure: .percent)
        for path in [pointForecast(up, years: 100), pointForecast(down, years: 100)] {
            #expect(path.allSatisfy { $0 > 0 && $0 < 100 })
        }
    }

    @Test("What is no percentage is refused, whatever its size")
    func noPercentage() {
        #expect(throws: ModelRefusal.self) { try fitted(UrbanisationModel(), values: [60]) }
    }

    @Test("A share of 0 or 100 is refused", arguments: [0.0, 100, 120])
    func refused(share: Double) {
        #expect(throws: ModelRefusal.outsideRange(indicator: "indicator", year: 2020, value: share, allowed: 0...100)) {
            try fitted(UrbanisationModel(), values: [share], measure: .percent)
        }
    }
}
