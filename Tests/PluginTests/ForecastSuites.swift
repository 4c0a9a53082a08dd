import ArimaModels
import BenchmarkModels
import ExponentialSmoothing
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

    static let all = models.map { model in
        ConformanceSuite(
            model: model,
            cases: [
                ConformanceCase(),
                ConformanceCase("values", parameters: ["transform": .choice("none")], domain: .real),
                ConformanceCase("percentage", measure: .percent),
                ConformanceCase("heavy prior", parameters: ["prior-sd": .number(5), "prior-sd-weight": .number(20)]),
            ])
    }
}
