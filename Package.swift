// swift-tools-version: 6.2
import PackageDescription

/// A family of growth models: a folder below Plugins/, its tests in Tests/PluginTests.
/// `packageAccess: false` makes ours live by the public interface, as a stranger's model does.
func plugin(_ name: String) -> Target {
    .target(
        name: name,
        dependencies: ["TianmuModel", "TianmuNumerics"],
        path: "Plugins/\(name)",
        packageAccess: false
    )
}

/// The one list that a new family of growth models joins (and `Sources/tianmu/BuiltInModels.swift`).
let pluginNames = [
    "ArimaModels",
    "BenchmarkModels",
    "BridgeModels",
    "CohortModels",
    "ConvergenceModels",
    "DemographicModels",
    "ExponentialSmoothing",
    "GrowthCurves",
    "IncomeModels",
    "PanelModels",
    "PlanModels",
    "ProductionModels",
    "RandomWalkModels",
    "ShareModels",
    "SimpleModels",
    "StateSpaceModels",
    "StockFlowModels",
    "TrendModels",
    "VectorModels",
]

let plugins: [Target.Dependency] = pluginNames.map { .byName(name: $0) }
/// What the tests of the stages build upon.
let stages: [Target.Dependency] = ["TianmuEngine", "TianmuParts", "TianmuScenario", "TianmuModel", "TianmuNumerics"]

let libraries: [Target] = [
    .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CNumericKernels", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "TianmuNumerics", dependencies: ["COpenBLAS", "CNumericKernels"]),
    .target(name: "TianmuModel", dependencies: ["TianmuNumerics"]),
    .target(name: "TianmuTesting", dependencies: ["TianmuModel", "TianmuNumerics"]),
    .target(name: "CPluginHost"),
    .target(name: "TianmuWorker", dependencies: ["TianmuModel"]),
    .target(name: "TianmuPluginHost", dependencies: ["TianmuWorker", "TianmuModel", "CPluginHost"]),
    .target(name: "TianmuScenario", dependencies: ["TianmuModel", "Yams"]),
    .target(name: "TianmuParts", dependencies: ["TianmuScenario", "TianmuModel"]),
    .target(
        name: "TianmuEngine",
        dependencies: ["TianmuBacktest", "TianmuParts", "TianmuScenario", "TianmuModel", "TianmuNumerics"]),
    .target(name: "TianmuCharts"),
    .target(name: "TianmuAnalysis", dependencies: ["TianmuEngine", "TianmuBacktest", "TianmuParts"]),
    .target(name: "TianmuBacktest", dependencies: ["TianmuParts", "TianmuScenario", "TianmuModel", "TianmuNumerics"]),
    .target(
        name: "TianmuReport", dependencies: ["TianmuEngine", "TianmuCharts"], exclude: ["Documents/run.schema.json"]),
    .target(
        name: "TianmuAnalysisReport",
        dependencies: ["TianmuReport", "TianmuAnalysis", "TianmuBacktest", "TianmuCharts"]),
]

let command: Target = .executableTarget(
    name: "tianmu",
    dependencies: [
        "TianmuReport", "TianmuAnalysisReport", "TianmuPluginHost", "TianmuTesting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ] + stages + plugins
)

/// The source of an example outside the package, built here too so that the tests can run it.
let exampleWorker: Target = .executableTarget(
    name: "ExampleWorker", dependencies: ["TianmuWorker", "TianmuModel", "TianmuNumerics"],
    path: "Examples/plugins/swift/Sources/weighted-drift", packageAccess: false)
/// What tests of several stages share.
let testSupport: Target = .target(name: "TestSupport", dependencies: stages + plugins, path: "Tests/TestSupport")

let tests: [Target] = [
    testSupport, exampleWorker,
    .testTarget(name: "TianmuNumericsTests", dependencies: ["TianmuNumerics"]),
    .testTarget(name: "TianmuTestingTests", dependencies: ["TianmuTesting", "TianmuModel"]),
    .testTarget(name: "PluginTests", dependencies: ["TianmuTesting", "TianmuModel", "TianmuNumerics"] + plugins),
    .testTarget(
        name: "TianmuPluginHostTests",
        dependencies: ["TianmuPluginHost", "TianmuWorker", "TianmuTesting", "TianmuModel", "ExampleWorker"],
        exclude: ["Fixtures"]),
    .testTarget(name: "TianmuScenarioTests", dependencies: ["TianmuScenario", "TianmuModel"]),
    .testTarget(name: "TianmuPartsTests", dependencies: ["TestSupport"] + stages),
    .testTarget(name: "TianmuEngineTests", dependencies: ["TestSupport"] + stages + plugins, exclude: ["Fixtures"]),
    .testTarget(name: "TianmuAnalysisTests", dependencies: ["TianmuAnalysis", "TestSupport"] + stages + plugins),
    .testTarget(name: "TianmuBacktestTests", dependencies: ["TianmuBacktest", "TestSupport"] + stages + plugins),
    .testTarget(name: "TianmuChartsTests", dependencies: ["TianmuCharts"], exclude: ["Golden"]),
    .testTarget(
        name: "TianmuReportTests", dependencies: ["TianmuReport", "TianmuCharts"] + stages + plugins,
        exclude: ["Golden"]),
    .testTarget(
        name: "TianmuAnalysisReportTests", dependencies: ["TianmuAnalysisReport", "TestSupport"] + stages + plugins,
        exclude: ["Golden"]),
    .testTarget(name: "ShippedScenarioTests", dependencies: stages + plugins),
    .testTarget(name: "CommandTests", dependencies: ["tianmu", "ExampleWorker"]),
]

let families = pluginNames.map(plugin)

// What a release build leaves undone, so that the wait before the first table stays short: three fifths of it is our own
// code. Since tools version 6.2 such flags no longer keep other packages from depending on this one.
/// Commands, the texts of analyses, the conformance suite: no loop over draws; optimizing takes longer than they ever run.
let unoptimized: Set = ["tianmu", "TianmuAnalysisReport", "TianmuTesting"]
/// What stands before and after the loops over draws: optimized for size it builds sooner and runs nearly as fast.
let small: Set = ["TianmuScenario", "TianmuAnalysis", "TianmuReport", "TianmuPluginHost"]
for target in libraries + families + [command] {
    let effort = unoptimized.contains(target.name) ? ["-Onone"] : small.contains(target.name) ? ["-Osize"] : []
    // Line numbers of crashes are for debug builds.
    target.swiftSettings = [.unsafeFlags(effort + ["-gnone"], .when(configuration: .release))]
}

let package = Package(
    name: "tianmu",
    products: [
        .executable(name: "tianmu", targets: ["tianmu"]),
        .library(name: "TianmuModel", targets: ["TianmuModel", "TianmuNumerics"]),
        .library(name: "TianmuWorker", targets: ["TianmuWorker"]),
        .library(name: "TianmuTesting", targets: ["TianmuTesting"]),
        .library(name: "TianmuCharts", targets: ["TianmuCharts"]),
        .library(name: "TianmuGrowthModels", targets: pluginNames),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: libraries + families + [command] + tests,
    swiftLanguageModes: [.v6]
)
