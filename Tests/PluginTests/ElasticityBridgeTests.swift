import BridgeModels
import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting

@Suite struct ElasticityBridgeTests {
    /// Revenue with a missing year, and output.
    static let years = [2012, 2013, 2014, 2016, 2017, 2018, 2019, 2020]
    static let revenue = [30.1, 33.0, 37.4, 44.9, 47.2, 53.8, 56.0, 60.3]
    static let output = TestDriver(
        "driver", years: years, values: [380, 415, 446, 505, 540, 575, 602, 623],
        path: [623, 660, 705, 750, 790, 840])

    /// numpy, X = [√k, d/√k], y = g/√k with g = 100 diff(log revenue), d = 100 diff(log output), k the years passed:
    /// `P = P0 + X.T@X; m = solve(P, P0@m0 + X.T@y)` with P0 = diag(3², 10²), m0 = (0, 1), ν₀ = 4, s₀ = 3.
    @Test("The posterior is numpy's")
    func posterior() throws {
        let report = try fitted(
            ElasticityBridgeModel(), history: history(Self.years, Self.revenue), drivers: [Self.output]
        ).report
        let values = ["autonomous", "elasticity", "sd"].map(report.value)
        #expect(isClose(values, [0.5350446, 1.22143924, 3.1547853520381417], tolerance: 1e-7))
        let errors = ["autonomous", "elasticity"].map(report.standardError)
        #expect(isClose(errors, [0.94125269, 0.18850303], tolerance: 1e-7))
        // Of autonomous growth, elasticity and σ: 9 V₁₁, 100 V₂₂ and 4/11.
        #expect(isClose([report.priorShare], [(0.80115278 + 0.35702371 + 4.0 / 11) / 3], tolerance: 1e-7))
    }

    /// `sm.OLS(y, X).fit()` of the same, statsmodels 0.15: params, bse, sqrt(scale).
    @Test("Without prior it is least squares")
    func leastSquares() throws {
        let report = try fitted(
            ElasticityBridgeModel(), ["prior": .choice("none")], history: history(Self.years, Self.revenue),
            drivers: [Self.output]
        ).report
        let found =
            ["autonomous", "elasticity", "sd"].map(report.value)
            + ["autonomous", "elasticity"].map(report.standardError)
        let expected = [3.70054168, 0.80660103, 3.46243831848996, 5.14229241, 0.80820517]
        #expect(isClose(found, expected, tolerance: 1e-7))
        #expect(report.priorShare == 0)
    }

    @Test("With one observation it is the prior")
    func priorAlone() throws {
        let report = try fitted(ElasticityBridgeModel(), history: history([2020], [60]), drivers: [Self.output]).report
        let found =
            ["autonomous", "elasticity", "sd"].map(report.value)
            + ["autonomous", "elasticity"].map(report.standardError)
        #expect(zip(found, [0, 1, 3, 1, 0.3]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(report.priorShare == 1)
    }

    @Test("The point forecast is the driver's growth times the elasticity, and the autonomous growth")
    func pointForecast() throws {
        let parameters: [String: ParameterValue] = [
            "elasticity": .number(1.2), "autonomous": .number(-1), "elasticity-sd": .number(0),
            "autonomous-sd": .number(0),
        ]
        let model = try fitted(
            ElasticityBridgeModel(), parameters, history: history(Self.years, Self.revenue), drivers: [Self.output])
        let path = table(model, drivers: [Self.output]).paths
        let expected = (1...5).map { h in
            60.3 * Double.pow(Self.output.path[h] / 623, 1.2) * Double.exp(-0.01 * Double(h))
        }
        #expect(isClose(path, expected, tolerance: 1e-12))
        // A percentage moves by points.
        let points = try fitted(
            ElasticityBridgeModel(), parameters, history: history([2019, 2020], [9, 9.5]), drivers: [Self.output],
            measure: .percent)
        let last = table(points, drivers: [Self.output]).paths[4]
        #expect(abs(last - (9.5 - 5 + 1.2 * 100 * Double.log(840.0 / 623))) < 1e-10)
    }

    @Test("Draws carry the uncertainty of both coefficients, growing with the driver's growth")
    func spread() throws {
        // So much prior that σ is known to be 3.
        let model = try fitted(
            ElasticityBridgeModel(), ["prior-sd-weight": .number(1000)], history: history([2020], [60]),
            drivers: [Self.output])
        var driver = Self.output
        driver.path = [100, 100 * Double.exp(0.1)]
        let draws = table(model, drivers: [driver], years: 1, draws: 20_000, seed: 3).paths
        let growth = Moments(draws.map { 100 * Double.log($0 / 60) })
        // 3² of noise, 1² of autonomous growth, (0.3 · 10)² of elasticity; σ² itself is uncertain by a 22nd.
        #expect(abs(growth.variance / 19 - 1) < 4 * (2.0 / 20_000).squareRoot() + 0.003)
    }

    @Test("A driver that is missing, not positive, too short or constant is refused with its name")
    func refusals() throws {
        let model = ElasticityBridgeModel()
        let own = history(Self.years, Self.revenue)
        func refusal(_ parameters: [String: ParameterValue], _ drivers: [TestDriver], _ own: History) -> String {
            do {
                _ = try fitted(model, parameters, history: own, drivers: drivers)
                return "none"
            } catch { return (error as? ModelRefusal)?.message.en ?? "\(error)" }
        }
        #expect(refusal([:], [], own) == "the driver 'driver' is missing ('drivers')")
        let negative = TestDriver("driver", years: [2019, 2020], values: [-1, 2], path: [])
        #expect(refusal([:], [negative], own) == "'driver' is -1.0 in 2019, must be above 0")
        let flat: [String: ParameterValue] = ["prior": .choice("none")]
        let short = TestDriver("driver", years: [2019, 2020], values: [1, 2], path: [])
        #expect(
            refusal(flat, [short], own) == "the driver 'driver' (driver) has 2 usable years, the model needs at least 6"
        )
        let steady = TestDriver(
            "driver", years: Self.years, values: Self.years.map { Double.exp(0.05 * Double($0 - 2000)) }, path: [])
        #expect(refusal(flat, [steady], own).contains("never varies"))
        #expect(refusal([:], [steady], own) == "none")
    }
}
