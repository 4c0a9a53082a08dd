import ArimaModels
import BenchmarkModels
import BridgeModels
import CohortModels
import ConvergenceModels
import DemographicModels
import ExponentialSmoothing
import GrowthCurves
import IncomeModels
import PanelModels
import PlanModels
import ProductionModels
import RandomWalkModels
import ShareModels
import SimpleModels
import StateSpaceModels
import StockFlowModels
import TianmuModel
import TrendModels
import VectorModels

/// The models that come with the program: the one list that a new one joins (and `pluginNames` in Package.swift).
enum BuiltInModels {
    static let registry = ModelRegistry(
        [
            RandomWalkDriftModel(),
            DampedTrendModel(),
            ConstantGrowthModel(),
            HoldModel(),
            PlanPathModel(),
            ElicitedModel(),
            UrbanisationModel(),
            SharesModel(),
            BenchmarkModel(.naive),
            BenchmarkModel(.drift),
            BenchmarkModel(.meanGrowth),
            SmoothingModel.simple,
            SmoothingModel.holt,
            SmoothingModel.dampedHolt,
            ThetaModel(),
            ArimaModel(),
            TrendModel.localLevel,
            TrendModel.localLinearTrend,
            TrendModel.smoothTrend,
            CurveModel.logistic,
            CurveModel.gompertz,
            CurveModel.bass,
            ElasticityBridgeModel(),
            BetaConvergenceModel(),
            SolowModel(),
            ProductRatioModel(),
            PooledGrowthModel(),
            BVARModel(),
            StockFlowModel(),
            CohortComponentModel(),
        ],
        // Recent growth with momentum, growth that fades, and the growth of others: they err in different years.
        ensemble: ["arima", "damped-trend", "pooled-growth"])
}
