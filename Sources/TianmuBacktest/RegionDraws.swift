/// Draws of the indicators of one region, kept until all of them are forecast, and scored together.
///
/// Indicators that were forecast from the same year are one vector for each year ahead, each divided by the mean absolute
/// yearly change of its own series up to the origin. The draws of different series share no normals: indicators are
/// independent as forecast, and what is scored is how well that serves.
struct RegionDraws {
    /// So many draws of a year are kept: enough for expectations.
    static let drawCount = 256

    private struct Indicator {
        /// By year; `nil` where nothing came.
        var outcomes: [Double?]
        /// By model and year.
        var draws: [Int: [[Double]]]
    }

    /// By origin.
    private var indicators: [Int: [Indicator]] = [:]

    /// Keeps what the models say at one origin of one series, if it has moved until then.
    mutating func keep(_ origin: ForecastOrigin, models: [Int], draws: OriginDraws) {
        guard let scale = origin.scale else { return }
        let years = 0..<origin.horizon
        let kept = models.map { model in
            (
                model,
                years.map { year in draws.path(model, year: year).prefix(Self.drawCount).map { $0 / scale } }
            )
        }
        indicators[origin.year, default: []].append(
            Indicator(
                outcomes: years.map { year in origin.outcomes[origin.year + year + 1].map { $0 / scale } },
                draws: Dictionary(kept, uniquingKeysWith: { first, _ in first })))
    }

    /// Adds the scores of every origin and year at which two indicators or more are known.
    /// - Parameters:
    ///   - sums: by model and year. A model counts where it forecast all of the indicators.
    ///   - reference: the model that skill is measured against.
    func score(into sums: inout [[JointSums]], reference: Int?) {
        for (_, indicators) in indicators.sorted(by: { $0.key < $1.key }) {
            for year in 0..<(indicators.map(\.outcomes.count).max() ?? 0) {
                let known = indicators.filter { year < $0.outcomes.count && $0.outcomes[year] != nil }
                guard known.count > 1 else { continue }
                let scores = sums.indices.map { Self.score(known, model: $0, year: year) }
                let yardstick = reference.flatMap { scores[$0] }
                for (model, score) in scores.enumerated() {
                    if let score { sums[model][year].add(score, scale: 1, reference: yardstick) }
                }
            }
        }
    }

    /// `nil` if the model lacks one of the indicators.
    private static func score(_ known: [Indicator], model: Int, year: Int) -> JointScore? {
        let rows = known.compactMap { $0.draws[model]?[year] }
        guard rows.count == known.count else { return nil }
        let (count, values) = (rows[0].count, known.compactMap { $0.outcomes[year] })
        return rows.flatMap { $0 }.withUnsafeBufferPointer { all in
            JointScore(
                draws: rows.indices.map { UnsafeBufferPointer(rebasing: all[$0 * count..<($0 + 1) * count]) },
                values: values)
        }
    }
}
