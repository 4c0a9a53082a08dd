import TianmuNumerics

/// W2: a vector autoregression of 30 variables, with coefficients that are known or that differ from draw to draw.
enum AutoregressionWorkload {
    /// The same numbers as in numpy_workloads.py.
    static func run(_ options: Options) async -> Measurement {
        let (count, steps) = (options.number("indicators", 30), options.number("years", 10))
        var (a, l) = (Matrix(rows: count, columns: count), Matrix(rows: count, columns: count))
        for k in 0..<count {
            for j in 0..<count { a[k, j] = k == j ? 0.6 : 0.1 / Double(count) * Double(1 + (k + j) % 3) }
            for j in 0...k { l[k, j] = k == j ? 1 : 0.3 / Double(count) }
        }
        let own = options.text("mode", "fixed") == "own"
        let run = EnsembleOptions(draws: options.number("draws", 1_000_000), threads: options.number("threads", 2))
        let ensemble = AutoregressionEnsemble(
            constant: (0..<count).map { 0.01 * Double($0) }, coefficients: a, factor: l,
            start: [Double](repeating: 1, count: count), stepCount: steps,
            coefficientErrors: own ? Matrix(rows: count, columns: count, repeating: 0.01) : nil)
        var last: AutoregressionEnsemble.Moment?
        var measurement = await Measurement.measure(
            "w2-\(own ? "own" : "fixed")", repeats: options.number("repeats", 5)
        ) {
            last = await ensemble?.moments(run).last?.last
        }
        measurement.notes = [
            ("draws", Double(run.draws)), ("threads", Double(run.threads)), ("mean", last?.mean ?? .nan),
            ("sd", last?.standardDeviation ?? .nan), ("peak_mebibytes", peakMebibytes()),
        ]
        return measurement
    }
}
