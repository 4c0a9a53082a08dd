import RandomWalkModels
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct RandomWalkDriftTests {
    @Test("With known drift and sd the chance of a level is a normal tail")
    func normalTail() throws {
        let walk = try fitted(RandomWalkDriftModel(), ["drift": .number(6), "sd": .number(4)], values: [100])
        // scipy.stats.norm.sf((log(1.5) - 5*log1p(.06)) / (.04*sqrt(5)))
        let tail = 0.10099424540382007
        #expect(abs(walk.exactQuantile(1 - tail, output: 0, yearIndex: 4) - 150) < 1e-9)
        // Mean and variance of the log-normal: m = 5 ln 1.06, v = 5 · 0.04².
        let mean = 100 * Double.exp(5 * Double.log1p(0.06) + 0.5 * 0.008)
        #expect(abs(walk.exactMean(output: 0, yearIndex: 4) - mean) < 1e-9)
        #expect(abs(walk.exactVariance(output: 0, yearIndex: 4) - mean * mean * Double.expm1(0.008)) < 1e-9)
        #expect(walk.report.priorShare == 1)
    }

    @Test("Without priors the 80 % interval is the drift method's t interval")
    func driftMethod() throws {
        let walk = try fitted(
            RandomWalkDriftModel(), ["prior-sd-weight": .number(0)],
            values: [100, 107, 112, 121, 130, 136, 149])
        // d = diff(log(y)); y[-1]*exp(5*d.mean() + scipy.stats.t.ppf(p, 5)*d.std(ddof=1)*sqrt(5 + 25/6))
        // The cut of the scale's tail moves the quantile by less than this:
        let tolerance = 2e-4
        #expect(abs(walk.exactQuantile(0.1, output: 0, yearIndex: 4) / 191.53383163488994 - 1) < tolerance)
        #expect(abs(walk.exactQuantile(0.9, output: 0, yearIndex: 4) / 225.3049953012182 - 1) < tolerance)
        #expect(walk.report.priorShare == 0)
    }

    @Test("A change over a gap counts as so many years of drift and variance")
    func gap() throws {
        let model = RandomWalkDriftModel()
        let context = FitContext(
            history: History([
                Observation(year: 2014, value: 10), Observation(year: 2018, value: 18),
                Observation(year: 2020, value: 20),
            ]),
            parameters: try model.descriptor.resolve(["prior-sd": .number(2)]),
            forecastYears: 2021...2022, measure: .percent)
        let walk = try model.fit(context)
        // μ = 10/6; S = (8 − 4μ)²/4 + (2 − 2μ)²/2; ν = 4 + 2 − 1; s² = (4·2² + S)/5.
        let drift = 10.0 / 6
        let squares = (8 - 4 * drift) * (8 - 4 * drift) / 4 + (2 - 2 * drift) * (2 - 2 * drift) / 2
        let sd = ((16 + squares) / 5).squareRoot()
        #expect(isClose(pointForecast(walk, years: 2), [20 + drift, 20 + 2 * drift], tolerance: 1e-14))
        #expect(isClose(walk.report.estimates.map(\.value), [drift, sd], tolerance: 1e-14))
        #expect(abs((walk.report.estimates[0].standardError ?? 0) - sd / 6.0.squareRoot()) < 1e-14)
        #expect(walk.report.notes.contains { $0.en.contains("4 years are missing") })
    }

    @Test("A prior drift is weighed by its pseudo-years against the history")
    func priorDrift() throws {
        let walk = try fitted(
            RandomWalkDriftModel(), ["prior-drift": .number(7), "prior-weight": .number(6)], values: [5, 6, 7],
            measure: .percent)
        // (6·7 + 2·1)/8 points a year.
        #expect(isClose(pointForecast(walk, years: 1), [7 + 5.5], tolerance: 1e-14))
    }

    @Test("A level that is not positive is refused by its year")
    func notPositive() {
        #expect(throws: ModelRefusal.notPositive(indicator: "indicator", year: 2019, value: -1)) {
            try fitted(RandomWalkDriftModel(), values: [-1, 5])
        }
    }
}
