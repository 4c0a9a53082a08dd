import TianmuNumerics

/// How errors shrink as histories grow, beyond what models say of it: like n^c, with c below 0.
///
/// Past forecasts come from shorter histories than the one at hand, and what they miss by must not be taken for what it
/// will. Within each horizon, where only the length of the history differs, ln q₈₀ is regressed on ln(n′/n), each length
/// by what its errors are worth (``ErrorWorth``), and c is drawn towards a prior, which counts as thirty independent errors at
/// a distance of 1. Between horizons nothing is compared: that is the calibration's own slope.
enum HistoryExponent {
    /// Beyond these it is chance, or a panel that changed.
    private static let range = -1.2...0.2
    /// In tens of independent errors.
    private static let priorWeight = 3.0
    /// Fewer errors of one length and horizon have no quantile.
    private static let least = 5

    /// - Parameters:
    ///   - errors: with finite ratios.
    ///   - historyCount: n.
    static func estimate(from errors: [PastError], historyCount: Int, prior: Double) -> Double {
        var (xx, xy) = (priorWeight, priorWeight * prior)
        for some in Dictionary(grouping: errors, by: \.horizon).sorted(by: { $0.key < $1.key }).map(\.value) {
            let points = Dictionary(grouping: some, by: \.historyCount).sorted { $0.key < $1.key }
                .compactMap { point($0.value, at: Double($0.key) / Double(historyCount)) }
            let total = points.reduce(0) { $0 + $1.weight }
            guard points.count > 1, total > 0 else { continue }
            let (x, y) = (
                points.reduce(0) { $0 + $1.weight * $1.x } / total, points.reduce(0) { $0 + $1.weight * $1.y } / total
            )
            for point in points {
                xx += point.weight * (point.x - x) * (point.x - x)
                xy += point.weight * (point.x - x) * (point.y - y)
            }
        }
        return min(max(xy / xx, range.lowerBound), range.upperBound)
    }

    /// ln(n′/n), ln q₈₀ and what they are worth, of errors of one horizon and length.
    private static func point(_ errors: [PastError], at share: Double) -> (x: Double, y: Double, weight: Double)? {
        guard errors.count >= least else { return nil }
        let ratios = errors.map { (value: $0.ratio, weight: 1.0) }.sorted { $0.value < $1.value }
        var worth = ErrorWorth()
        for error in errors { worth.add(year: error.outcomeYear, weight: 1) }
        return (
            Double.log(share), Double.log(max(WeightedQuantile.value(0.8, of: ratios), 1e-6)), worth.count / 10
        )
    }
}
