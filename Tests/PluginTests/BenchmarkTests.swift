import BenchmarkModels
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct BenchmarkTests {
    /// R's values have ten digits.
    static let tolerance = 1e-8
    static let plain: [String: ParameterValue] = ["transform": .choice("none"), "persistence": .number(0)]

    /// `rwf(x, h=5, drift=TRUE)`: mean, and se = (upper − mean)/qnorm(0.9).
    static let drift: [String: (mean: [Double], error: [Double])] = [
        "nile": (
            [1141.052632, 1142.105263, 1143.157895, 1144.210526, 1145.263158],
            [215.7054179, 312.5868478, 391.8483510, 462.6365806, 528.3682087]
        ),
        "air": (
            [6095.272727, 6476.545455, 6857.818182, 7239.090909, 7620.363636],
            [176.5024384, 259.8045546, 330.2058261, 394.6714503, 455.7273362]
        ),
        "hangzhou": (
            [10.10706584, 10.22170328, 10.33634072, 10.45097816, 10.56561559],
            [0.04384775798, 0.06323813589, 0.07892596437, 0.09280821053, 0.10559938496]
        ),
        "huron": (
            [579.78, 579.76, 579.74, 579.72, 579.70],
            [0.6166651134, 0.8865119561, 1.1031240903, 1.2935276546, 1.4679565905]
        ),
    ]

    @Test("Drift agrees with R's rwf(drift = TRUE): forecast, and standard errors by horizon", arguments: drift.keys)
    func driftMethod(name: String) throws {
        let values = try #require(ReferenceSeries.byName[name])
        let expected = try #require(Self.drift[name])
        let model = try fitted(BenchmarkModel(.drift), Self.plain, values: values)
        #expect(isClose(pointForecast(model), expected.mean, tolerance: Self.tolerance))
        let size = values.reduce(0) { $0 + abs($1) } / Double(values.count)
        let n = Double(values.count)
        // R's se one year ahead is s√(1 + 1/(n − 1)).
        let sd = (model.report.estimates.last?.value ?? 0) / 100 * size
        #expect(abs(sd * (1 + 1 / (n - 1)).squareRoot() / expected.error[0] - 1) < 1e-7)
        let spreads = (0..<5).map {
            model.exactQuantile(0.9, output: 0, yearIndex: $0) - model.exactQuantile(0.5, output: 0, yearIndex: $0)
        }
        let ratios = zip(spreads, expected.error).map { $0 / spreads[0] / ($1 / expected.error[0]) }
        #expect(isClose(ratios, [1, 1, 1, 1, 1], tolerance: 1e-6))
    }

    @Test("On logarithms drift is compound growth from the first value to the last")
    func compound() throws {
        let model = try fitted(BenchmarkModel(.drift), values: [100, 130, 121])
        #expect(isClose(pointForecast(model, years: 2), [133.1, 146.41], tolerance: 1e-12))
        #expect(model.report.priorShare > 0.5 && !model.report.notes.isEmpty)
    }

    @Test("Naive repeats the last value, and past growth widens its interval")
    func naive() throws {
        let model = try fitted(BenchmarkModel(.naive), values: ReferenceSeries.air)
        #expect(isClose(pointForecast(model), [5714, 5714, 5714, 5714, 5714], tolerance: 1e-12))
        let top = model.exactQuantile(0.9, output: 0, yearIndex: 4)
        // Five more years at the past 12.8 % would give 10,420.
        #expect(top > 5714 * 1.5)
    }

    @Test("The mean of the last k growths goes on, of all where there are fewer")
    func meanGrowth() throws {
        let values = [100, 150, 165, 181.5]
        let two = try fitted(BenchmarkModel(.meanGrowth), ["years": .number(2)], values: values)
        #expect(isClose(pointForecast(two, years: 2), [199.65, 219.615], tolerance: 1e-12))
        let all = try fitted(BenchmarkModel(.meanGrowth), ["years": .number(50)], values: values)
        let drift = try fitted(BenchmarkModel(.drift), values: values)
        #expect(isClose(pointForecast(all), pointForecast(drift), tolerance: 1e-12))
    }

    @Test("Lasting deviations widen the interval by the variance of their sums")
    func persistence() throws {
        // n = 11 changes, ρ = 0.6: Var(Σ_{j ≤ h} u_{n+j} − h ū) = V(h) + h²V(n)/n² − 2h Σ_j Σ_k ρ^(j+k)/n, k = 0…n−1.
        let (rho, n) = (0.6, 11)
        func sum(_ h: Int) -> Double {
            (1..<h + 1).reduce(0) { a, i in
                a + (1..<h + 1).reduce(0) { $0 + Double.pow(rho, Double(abs(i - $1))) }
            }
        }
        let expected = (1...5).map { h -> Double in
            let cross = (1...h).reduce(0) { a, j in
                a + (0..<n).reduce(0) { $0 + Double.pow(rho, Double(j + $1)) }
            }
            let years = Double(h)
            return (sum(h) + years * years * sum(n) / 121 - 2 * years * cross / 11).squareRoot()
        }
        let model = try fitted(
            BenchmarkModel(.drift), ["transform": .choice("none"), "persistence": .number(rho)],
            values: ReferenceSeries.air)
        let spreads = (0..<5).map {
            model.exactQuantile(0.9, output: 0, yearIndex: $0) - model.exactQuantile(0.5, output: 0, yearIndex: $0)
        }
        #expect(
            isClose(spreads.map { $0 / spreads[0] }, expected.map { $0 / expected[0] }, tolerance: 1e-9))
    }

    @Test("Missing years share the change between them")
    func gaps() throws {
        let model = BenchmarkModel(.drift)
        let context = FitContext(
            history: History([Observation(year: 2016, value: 100), Observation(year: 2020, value: 146.41)]),
            parameters: try model.descriptor.resolve([:]), forecastYears: 2021...2022)
        #expect(isClose(pointForecast(try model.fit(context), years: 2), [161.051, 177.1561], tolerance: 1e-12))
    }

    @Test("A prior too light for a short history is refused with the number needed")
    func refused() {
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "indicator", have: 1, need: 4)) {
            try fitted(BenchmarkModel(.naive), ["prior-sd-weight": .number(0)], values: [100])
        }
    }
}
