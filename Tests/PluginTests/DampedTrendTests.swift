import Testing
import TianmuModel
import TianmuNumerics
import TrendModels

@Suite struct DampedTrendTests {
    static let values = [100.0, 108, 115, 126, 133, 140, 152]
    static let constants: [String: ParameterValue] = [
        "alpha": .number(0.8), "beta": .number(0.2), "damping": .number(0.9),
    ]

    @Test("The point forecast is that of statsmodels' damped Holt with the same constants")
    func statsmodels() throws {
        let trend = try fitted(DampedTrendModel(), Self.constants, values: Self.values, through: 2026)
        // x = log(y); Holt(x[1:], damped_trend=True, initialization_method='known', initial_level=x[0],
        // initial_trend=b).fit(smoothing_level=.8, smoothing_trend=.2, damping_trend=.9, optimized=False), b where its
        // .sse is least (a parabola in b); exp(.forecast(6)). statsmodels 0.15.
        let expected = [
            158.61680820240016, 165.76671299282387, 172.47677908992213, 178.74776082933107, 184.58635297168962,
            190.00396781261585,
        ]
        #expect(isClose(pointForecast(trend, years: 6), expected, tolerance: 1e-9))
        // s² = (4·0.03² + .sse)/(4 + 7 − 2).
        let sd = 100 * ((4 * 0.0009 + 0.0018379472201307773) / 9).squareRoot()
        #expect(abs((trend.report.estimates.last?.value ?? 0) / sd - 1) < 1e-9)
    }

    @Test("Two observations give their own growth, fading by the damping factor")
    func twoObservations() throws {
        let trend = try fitted(DampedTrendModel(), values: [100, 110])
        let growth = Double.log(1.1)
        let expected = (1...5).map { h in
            110 * Double.exp(growth * (1...h).reduce(0) { $0 + Double.pow(0.9, Double($1)) })
        }
        #expect(isClose(pointForecast(trend), expected, tolerance: 1e-12))
    }

    @Test("The variance of the second year is σ²(1 + c₁²) and the first trend's part")
    func variance() throws {
        let parameters = Self.constants.merging(["sd": .number(2)]) { $1 }
        let trend = try fitted(DampedTrendModel(), parameters, values: [4, 5], measure: .percent)
        // G = 0.9 and l, b respond by L = 0.2·0.9 and B = 0.9 − 0.16·0.9 per unit of first trend, error 2/0.9.
        let reach = 0.9 + 0.81
        let first = (0.18 + reach * (0.9 - 0.16 * 0.9)) / 0.9
        let c = 0.8 * (1 + 0.2 * 0.9)
        let expected = 4 * (1 + c * c + first * first)
        #expect(abs(trend.exactVariance(output: 0, yearIndex: 1) - expected) < 1e-12)
    }

    @Test("Missing years are interpolated on logarithms and noted")
    func gaps() throws {
        let model = DampedTrendModel()
        let gappy = FitContext(
            history: History([
                Observation(year: 2016, value: 100), Observation(year: 2018, value: 121),
                Observation(year: 2020, value: 144),
            ]),
            parameters: try model.descriptor.resolve(Self.constants), forecastYears: 2021...2025)
        let full = try fitted(model, Self.constants, values: [100, 110, 121, 132, 144])
        #expect(isClose(pointForecast(try model.fit(gappy)), pointForecast(full), tolerance: 1e-12))
        #expect(try model.fit(gappy).report.notes.contains { $0.en.contains("2 missing years") })
    }

    @Test("From six observations on the constants are estimated, within their ranges")
    func estimated() throws {
        let trend = try fitted(DampedTrendModel(), values: [100, 110, 119, 127, 134, 140, 145, 149])
        let estimates = trend.report.estimates.map(\.value)
        #expect((0.01...1).contains(estimates[0]) && (0...1).contains(estimates[1]) && (0.5...1).contains(estimates[2]))
        #expect(estimates[0] != 0.8 && estimates[2] != 0.9)
        #expect(trend.report.notes.isEmpty)
    }
}
