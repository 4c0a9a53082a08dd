// swift-tools-version: 6.1
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
    "DemographicModels", "PlanModels", "RandomWalkModels", "ShareModels", "SimpleModels", "TrendModels",
]

let package = Package(
    name: "tianmu",
    products: [
        .executable(name: "tianmu", targets: ["tianmu"]),
        .library(name: "TianmuModel", targets: ["TianmuModel", "TianmuNumerics"]),
        .library(name: "TianmuTesting", targets: ["TianmuTesting"]),
        .library(name: "TianmuCharts", targets: ["TianmuCharts"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "CNumericKernels", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        .target(name: "TianmuNumerics", dependencies: ["COpenBLAS", "CNumericKernels"]),
        .target(name: "TianmuModel", dependencies: ["TianmuNumerics"]),
        .target(name: "TianmuTesting", dependencies: ["TianmuModel", "TianmuNumerics"]),
        .target(name: "TianmuScenario", dependencies: ["TianmuModel", "Yams"]),
        .target(name: "TianmuEngine", dependencies: ["TianmuScenario", "TianmuModel", "TianmuNumerics"]),
        .target(name: "TianmuCharts"),
        .target(name: "TianmuReport", dependencies: ["TianmuEngine", "TianmuCharts"]),
        .executableTarget(
            name: "tianmu",
            dependencies: [
                "TianmuEngine", "TianmuReport", "TianmuScenario", "TianmuModel", "TianmuNumerics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + pluginNames.map { .byName(name: $0) }
        ),
        .testTarget(name: "TianmuNumericsTests", dependencies: ["TianmuNumerics"]),
        .testTarget(name: "TianmuTestingTests", dependencies: ["TianmuTesting", "TianmuModel"]),
        .testTarget(
            name: "PluginTests",
            dependencies: ["TianmuTesting", "TianmuModel", "TianmuNumerics"]
                + pluginNames.map { .byName(name: $0) }
        ),
        .testTarget(
            name: "ShippedScenarioTests",
            dependencies: ["TianmuEngine", "TianmuScenario", "TianmuModel"] + pluginNames.map { .byName(name: $0) }
        ),
        .testTarget(name: "TianmuChartsTests", dependencies: ["TianmuCharts"], exclude: ["Golden"]),
        .testTarget(
            name: "TianmuReportTests",
            dependencies: [
                "TianmuReport", "TianmuEngine", "TianmuScenario", "TianmuModel", "TianmuNumerics", "TianmuCharts",
            ] + pluginNames.map { .byName(name: $0) }, exclude: ["Golden"]
        ),
        .testTarget(name: "TianmuScenarioTests", dependencies: ["TianmuScenario", "TianmuModel"]),
    ] + pluginNames.map(plugin),
    swiftLanguageModes: [.v6]
)
