// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody who uses Tianmu builds it. Plain measuring instead of a benchmark framework:
// compare.py takes turns between our workloads and NumPy's, in processes that it starts itself with the number of threads
// that it wants, and a framework wants to own the process.
let package = Package(
    name: "tianmu-benchmarks",
    dependencies: [.package(name: "tianmu", path: "../..")],
    targets: [
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                .product(name: "TianmuModel", package: "tianmu"),
                .product(name: "TianmuGrowthModels", package: "tianmu"),
                .product(name: "TianmuCharts", package: "tianmu"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
