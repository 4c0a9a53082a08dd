// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "weighted-drift",
    dependencies: [.package(name: "tianmu", path: "../../..")],
    targets: [
        .executableTarget(
            name: "weighted-drift",
            dependencies: [
                .product(name: "TianmuModel", package: "tianmu"), .product(name: "TianmuWorker", package: "tianmu"),
            ])
    ]
)
