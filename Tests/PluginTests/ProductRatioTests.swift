import IncomeModels
import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting

@Suite struct ProductRatioTests {
    static let years = [2015, 2016, 2018, 2019, 2020]
    static let urban = [41230.0, 44500, 52100, 57300, 59760]
    static let rural = [23736.0, 25900, 30600, 33500, 35816]

    private static func fit(
        _ parameters: [String: ParameterValue] = [:], _ first: History = history(years, urban),
        _ second: History = history(years, rural), through: Int = 5
    ) throws -> FittedProductRatio {
        let model = ProductRatioModel()
        return try model.fit(
            FitContext(
                outputs: [
                    OutputContext(indicator: "urban", history: first),
                    OutputContext(indicator: "rural", history: second),
                ], parameters: try model.descriptor.resolve(parameters), forecastYears: 2021...2020 + through))
    }

    /// numpy: mean and ratio of logarithms, changes over k years as rows √k, d/√k; posterior of the mean with P0 = (3/5)²,
    /// m0 = 0.05, s₀ = 0.03, of the ratio with P0 = 1.5², m0 = 0, s₀ = 0.015, ν₀ = 4; ratio steps 0.9 ** j.
    @Test("Estimates and forecast are numpy's, with a missing year")
    func trend() throws {
        let model = try Self.fit()
        let found = ["growth", "sd", "ratio-trend", "ratio-sd"].map(model.report.value)
        #expect(
            isClose(
                found, [7.635935, 2.4178154668104114, -0.554916, 1.357459773714402], tolerance: 1e-6))
        let paths = table(model, outputs: 2).paths
        let expected = [
            64341.10954760459, 69290.70048417144, 74637.82263280271, 80413.84244369825, 86652.62568939076,
            38754.667301809386, 41923.979098059885, 45342.28211882567, 49029.381004013114, 53006.65352441949,
        ]
        #expect(isClose(paths, expected, tolerance: referencePrecision))
    }

    /// numpy: c by least squares of (q − 0.9ᵏ q₋ₖ)/√v on (1 − 0.9ᵏ)/√v, v = (1 − 0.81ᵏ)/0.19.
    @Test("A ratio that returns does so by the first power of φ a year")
    func returning() throws {
        let model = try Self.fit(["ratio": .choice("revert")])
        #expect(isClose([model.report.value("long-run-ratio")], [1.5829031148577986], tolerance: referencePrecision))
        let paths = table(model, outputs: 2).paths
        let expected = [
            64332.29940043001, 69272.67460693786, 74610.12950411042, 80375.9820534489, 86604.04666080484,
            38759.9746563702, 41934.888399666226, 45359.11186650558, 49052.47585711564, 53036.3866816574,
        ]
        #expect(isClose(paths, expected, tolerance: referencePrecision))
    }

    @Test("From two figures without prior the mean grows as it did, and the ratio's trend fades")
    func closedForm() throws {
        let free: [String: ParameterValue] = [
            "growth-sd": .number(100), "prior-sd": .number(0.001), "ratio-trend-sd": .number(100),
            "ratio-prior-sd": .number(0.001), "persistence": .number(0.5),
        ]
        let model = try Self.fit(
            free, history([2019, 2020], [100, 121]), history([2019, 2020], [50, 55]), through: 2)
        let paths = table(model, outputs: 2, years: 2).paths
        let mean = (100.0 * 50).squareRoot()
        let growth = (121.0 * 55).squareRoot() / mean
        let products = (0..<2).map { (paths[$0] * paths[2 + $0]).squareRoot() }
        #expect(isClose(products, [mean * growth * growth, mean * growth * growth * growth], tolerance: 1e-9))
        // The ratio has grown by a tenth: half of it, then a quarter, on logarithms.
        let ratios = (0..<2).map { paths[$0] / paths[2 + $0] }
        #expect(isClose(ratios, [2.2 * Double.pow(1.1, 0.5), 2.2 * Double.pow(1.1, 0.75)], tolerance: 1e-9))
    }

    /// Priors alone, so heavy that both σ are known: 3 and 1.5 per cent.
    static let known: [String: ParameterValue] = [
        "growth-sd": .number(0), "ratio-trend-sd": .number(0), "prior-sd-weight": .number(1000),
        "ratio-prior-sd-weight": .number(1000), "persistence": .number(0.9),
    ]

    @Test("Independent innovations make the two levels move together as σ of mean and ratio say")
    func correlation() throws {
        let model = try Self.fit(Self.known, history([2020], [60000]), history([2020], [36000]), through: 1)
        let expected = (9 - 2.25 / 4) / (9 + 2.25 / 4)
        #expect(abs(model.report.value("correlation") - expected) < 1e-12)
        let draws = 10_000
        let run = table(model, outputs: 2, years: 1, draws: draws, seed: 4)
        let logs = (0..<2).map { run.path(output: $0, yearIndex: 0).map { Double.log($0) } }
        let sum = Moments(zip(logs[0], logs[1]).map { $0 + $1 })
        let difference = Moments(zip(logs[0], logs[1]).map { $0 - $1 })
        let found = (sum.variance - difference.variance) / (sum.variance + difference.variance)
        // Four standard errors of a correlation, (1 − r²)/√n.
        #expect(abs(found - expected) < 4 * (1 - expected * expected) / Double(draws).squareRoot())
    }

    @Test("After a century both levels are positive and the ratio is as near as it was, σ/√(1 − φ²)")
    func ratioStays() throws {
        let model = try Self.fit(Self.known, history([2020], [60000]), history([2020], [36000]), through: 100)
        let draws = 4000
        let run = table(model, outputs: 2, years: 100, draws: draws, seed: 5)
        let (urban, rural) = (run.path(output: 0, yearIndex: 99), run.path(output: 1, yearIndex: 99))
        #expect((urban + rural).allSatisfy { $0 > 0 })
        let ratio = Moments(zip(urban, rural).map { Double.log($0 / $1) })
        let expected = 0.015 / (1 - 0.81).squareRoot()
        #expect(abs(ratio.variance.squareRoot() / expected - 1) < 4 / (2 * Double(draws)).squareRoot())
        #expect(abs(ratio.mean - Double.log(60.0 / 36)) < 4 * expected / Double(draws).squareRoot())
    }

    @Test("Histories that end in different years, too few for a level, and a long-run ratio without use are refused")
    func refusals() {
        #expect(throws: ModelRefusal.self) { try Self.fit([:], history([2019], [1])) }
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "urban", have: 2, need: 3)) {
            try Self.fit(
                ["ratio": .choice("revert")], history([2019, 2020], [3, 4]), history([2019, 2020], [1, 2]))
        }
        #expect(throws: ModelRefusal.self) { try Self.fit(["long-run-ratio": .number(1.6)]) }
    }
}
