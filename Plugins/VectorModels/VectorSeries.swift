import TianmuModel

/// Several histories over their common years, each in units of the error expected of a random walk with drift.
struct VectorSeries {
    /// One for each output, for values.
    let working: [WorkingSeries]
    /// s: the one-year errors' standard deviations on the working scale.
    let sds: [Double]
    /// z = w/s, year by year, output by output; the last row is 0 for a history on logarithms.
    let rows: [[Double]]
    /// Years in which all are observed.
    let observationCount: Int
    let notes: [LocalizedText]

    static let minimum = 3

    init(_ context: FitContext) throws(ModelRefusal) {
        let transform = context.parameters.choice("transform")
        var working: [WorkingSeries] = []
        for output in context.outputs {
            working.append(try WorkingSeries(output, minimum: Self.minimum, transform: transform))
        }
        let lastYears = Set(context.outputs.compactMap { $0.history.last?.year })
        guard lastYears.count == 1 else {
            let list = lastYears.sorted().map(String.init)
            throw .other(
                LocalizedText(
                    zh: "各指标的最后观测年份须相同，现为 \(list.joined(separator: "、"))",
                    en: "all indicators must end in the same year, but end in \(list.joined(separator: ", "))"))
        }
        let span = working.map(\.values.count).min() ?? 0
        let observed = (0..<span).map { back in
            working.allSatisfy { $0.isObserved[$0.isObserved.count - 1 - back] }
        }
        let count = observed.count { $0 }
        let shortest = zip(context.outputs, working).min { $0.1.observationCount < $1.1.observationCount }
        guard count >= Self.minimum else {
            throw .tooFewObservations(
                indicator: shortest?.0.indicator ?? "", have: count, need: Self.minimum)
        }
        var sds: [Double] = []
        for (output, series) in zip(context.outputs, working) {
            let values = Array(series.values.suffix(span))
            let steps = zip(values, values.dropFirst()).map { $1 - $0 }
            let mean = steps.reduce(0, +) / Double(steps.count)
            let error = try ErrorScale(
                squares: steps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }, freedom: Double(count - 2),
                series: series, parameters: context.parameters, indicator: output.indicator)
            sds.append(error.sd)
        }
        self.working = working
        self.sds = sds
        rows = (0..<span).map { t in
            working.indices.map { working[$0].values[working[$0].values.count - span + t] / sds[$0] }
        }
        observationCount = count
        notes =
            count == span
            ? []
            : [
                LocalizedText(
                    zh: "共同历史缺 \(span - count) 年，已插补，不计作观测",
                    en:
                        "\(span - count) missing years of the common history were interpolated and do not count as observed"
                )
            ]
    }

    /// z − z of the year before, year by year.
    var changes: [[Double]] { zip(rows, rows.dropFirst()).map { zip($0, $1).map { $1 - $0 } } }
}
