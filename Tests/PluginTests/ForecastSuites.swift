import ArimaModels
import BenchmarkModels
import ExponentialSmoothing
import GrowthCurves
import StateSpaceModels
import TianmuModel
import TianmuTesting

/// Models that are ``LinearForecast``s once they are fitted, each on logarithms, on values and on a percentage.
enum ForecastSuites {
    static let models: [any GrowthModel] = [
        BenchmarkModel(.naive), BenchmarkModel(.drift), BenchmarkModel(.meanGrowth), SmoothingModel.simple,
        SmoothingModel.holt, SmoothingModel.dampedHolt, ThetaModel(), ArimaModel(), TrendModel.localLevel,
        TrendModel.localLinearTrend, TrendModel.smoothTrend,
    ]

    /// Logarithms alone, and a ceiling in the indicator's unit.
    static let curves: [any GrowthModel] = [CurveModel.logistic, CurveModel.gompertz, CurveModel.bass]

    static let curveSuites = curves.map { model in
        ConformanceSuite(
            model: model,
            cases: [
                ConformanceCase(),
                ConformanceCase("percentage", measure: .percent, domain: .positive),
                ConformanceCase(
                    "given ceiling", parameters: ["ceiling": .number(100)], measure: .percent, domain: .between(0, 100)),
                ConformanceCase("heavy prior", parameters: ["prior-sd": .number(5), "prior-sd-weight": .number(20)]),
            ])
    }

    static let all =
        curveSuites
        + models.map { model in
            ConformanceSuite(
                model: model,
                cases: [
                    ConformanceCase(),
                    ConformanceCase("values", parameters: ["transform": .choice("none")], domain: .real),
                    ConformanceCase("percentage", measure: .percent),
                    ConformanceCase(
                        "heavy prior", parameters: ["prior-sd": .number(5), "prior-sd-weight": .number(20)]),
                ])
        }
}
