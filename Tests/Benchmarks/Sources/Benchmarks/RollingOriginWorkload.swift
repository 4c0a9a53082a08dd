import ExponentialSmoothing
import TianmuModel
import TrendModels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// W3: a model fitted at the last five origins of each of many short series, one core.
///
/// The series come from a file, a line each, so that statsforecast sees the same ones.
enum RollingOriginWorkload {
    static let horizon = 3
    static let originCount = 5

    static func run(_ options: Options) async throws -> Measurement {
        let series = read(options.text("file", "series.txt"))
        switch options.text("model", "theta") {
        case "damped-trend": return try await measure(DampedTrendModel(), series, options)
        default: return try await measure(ThetaModel(), series, options)
        }
    }

    /// Times the fits alone, and once more fits with their forecasts, which first need the table of the error scale.
    private static func measure<Model: GrowthModel>(
        _ model: Model, _ series: [[Double]], _ options: Options
    ) async throws -> Measurement {
        let parameters = try model.descriptor.resolve([:])
        let repeats = options.number("repeats", 3)
        let fit = { (values: [Double], origin: Int) throws -> Model.Fitted in
            try model.fit(
                FitContext(
                    history: History(firstYear: 1, values: Array(values[..<origin])), parameters: parameters,
                    forecastYears: origin + 1...origin + horizon))
        }
        var parameterNormals = 0
        var measurement = try await Measurement.measure("w3-\(model.descriptor.id)", repeats: repeats) {
            () async throws -> Void in
            for values in series {
                for origin in origins(of: values) { parameterNormals += try fit(values, origin).parameterNormalCount }
            }
        }
        var sum = 0.0
        let fits = series.count * originCount
        let ticks = clock()
        for values in series {
            for origin in origins(of: values) {
                for (step, forecast) in pointForecast(try fit(values, origin)).enumerated() {
                    let error = forecast / values[origin + step] - 1
                    sum += error * error
                }
            }
        }
        let seconds = Double(clock() - ticks) / Double(CLOCKS_PER_SEC)
        measurement.notes = [
            ("fits", Double(fits)), ("squared_error", sum / Double(fits * horizon)),
            ("microseconds_a_fit", (measurement.processorSeconds.min() ?? .nan) / Double(fits) * 1e6),
            ("microseconds_with_projection", seconds / Double(fits) * 1e6),
            ("parameter_normals", Double(parameterNormals)),
        ]
        return measurement
    }

    private static func origins(of values: [Double]) -> ClosedRange<Int> {
        (values.count - horizon - originCount + 1)...(values.count - horizon)
    }

    /// What zero normals lead to.
    private static func pointForecast(_ fitted: some FittedModel) -> [Double] {
        var innovations = [Double](repeating: 0, count: horizon)
        var normals = [Double](repeating: 0, count: max(fitted.parameterNormalCount, 1))
        return [Double](unsafeUninitializedCapacity: horizon) { path, count in
            innovations.withUnsafeMutableBufferPointer { innovations in
                normals.withUnsafeMutableBufferPointer { normals in
                    guard let z = innovations.baseAddress, let p = normals.baseAddress, let x = path.baseAddress
                    else { return }
                    fitted.project(
                        ProjectionBlock(
                            yearCount: horizon, drawCount: 1, innovations: [.init(base: z, stride: 1)],
                            parameterNormals: .init(base: p, stride: 1), paths: [.init(base: x, stride: 1)]))
                }
            }
            count = horizon
        }
    }

    private static func read(_ path: String) -> [[Double]] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var series: [[Double]] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0, let line {
            series.append(String(cString: line).split(separator: " ").compactMap { Double($0.filter { $0 != "\n" }) })
        }
        return series
    }
}
