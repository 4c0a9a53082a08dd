import DemographicModels
import PlanModels
import RandomWalkModels
import ShareModels
import SimpleModels
import TianmuModel
import TrendModels

/// The models that come with the program: the one list that a new one joins (and `pluginNames` in Package.swift).
enum BuiltInModels {
    static let registry = ModelRegistry([
        RandomWalkDriftModel(),
        DampedTrendModel(),
        ConstantGrowthModel(),
        HoldModel(),
        PlanPathModel(),
        ElicitedModel(),
        UrbanisationModel(),
        SharesModel(),
    ])
}
