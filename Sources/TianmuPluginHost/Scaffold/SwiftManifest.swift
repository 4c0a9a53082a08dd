/// The manifest of a package with a model in Swift.
enum SwiftManifest {
    static let text = #"""
        // swift-tools-version: 6.1
        import PackageDescription

        let package = Package(
            name: "@ID@",
            dependencies: [.package(name: "tianmu", path: "@TIANMU@")],
            targets: [
                .executableTarget(
                    name: "@ID@",
                    dependencies: [
                        .product(name: "TianmuModel", package: "tianmu"), .product(name: "TianmuWorker", package: "tianmu"),
                    ])
            ]
        )

        """#
}
