/// A model in Swift; the example in Examples/plugins/swift is made from it.
enum SwiftTemplate {
    static let text = #"""
        import TianmuModel
        import TianmuNumerics

        /// Growth is the mean of past growth, recent years weighing more: w = 2^(−age / half-life).
        struct @TYPE@Model: GrowthModel {
            let descriptor = ModelDescriptor(
                id: "@ID@",
                title: LocalizedText(zh: "@ZH@", en: "@EN@"),
                summary: LocalizedText(
                    zh: "近年权重更大的平均增速；近年异常时不宜用。",
                    en: "The mean of past growth, recent years weighing more; not where the last years were odd."),
                minimumObservations: 4,
                parameters: [
                    ParameterDescriptor(
                        "half-life", unit: "years", range: 0.5...50, default: .number(5),
                        explanation: LocalizedText(zh: "权重减半的年数", en: "Years after which a year weighs half"))
                ],
                sources: ["Brown (1959), Statistical Forecasting for Inventory Control, on discounted means"],
                isScaleEquivariant: true, requiresPositiveValues: true)

            func fit(_ context: FitContext) throws(ModelRefusal) -> @TYPE@ {
                let output = try context.singleOutput()
                let isLevel = output.measure == .level  // a level grows by per cent, a percentage moves by points
                let history = try output.requireHistory(of: descriptor.minimumObservations, positive: isLevel)
                let halfLife = context.parameters.number("half-life") ?? 5
                let (years, y) = (history.years, isLevel ? history.values.map { Double.log($0) } : history.values)
                var (total, squares, mean, spread) = (0.0, 0.0, 0.0, 0.0)
                for i in 1..<y.count {
                    let growth = (y[i] - y[i - 1]) / Double(years[i] - years[i - 1])
                    let weight = Double.pow(2, Double(years[i] - years[years.count - 1]) / halfLife)
                    (total, squares) = (total + weight, squares + weight * weight)
                    let surprise = growth - mean
                    mean += surprise * weight / total  // in one pass (West 1979)
                    spread += weight * surprise * (growth - mean)
                }
                let effective = total * total / squares  // so many equal weights say as much (Kish 1965)
                let sd = (spread / total * effective / max(effective - 1, 0.5)).squareRoot()
                let report = FitReport(observationCount: history.count, priorShare: 0)
                return @TYPE@(
                    last: y[y.count - 1], growth: mean, sd: sd, error: sd / effective.squareRoot(), isLevel: isLevel,
                    report: report)
            }
        }

        struct @TYPE@: FittedModel {
            var last, growth, sd, error: Double
            var isLevel: Bool
            var report: FitReport
            var parameterNormalCount: Int { 1 }  // for the error of the mean
            func project(_ block: ProjectionBlock) {
                for draw in 0..<block.drawCount {
                    var y = last
                    for year in 0..<block.yearCount {
                        y += growth + error * block.parameterNormals(0)[draw] + sd * block.innovations(yearIndex: year)[draw]
                        block.path(yearIndex: year)[draw] = isLevel ? Double.exp(y) : y
                    }
                }
            }
        }

        """#
}
