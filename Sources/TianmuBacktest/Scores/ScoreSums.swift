import TianmuNumerics

/// Sums of scores, which may be merged: those of one model at one horizon.
///
/// Scaled scores are divided by the mean absolute yearly change up to the origin, so that series of any size count
/// alike; a series that never moved has no scale and is left out of them.
package struct ScoreSums: Equatable, Sendable {
    /// Forecasts scored.
    package private(set) var count = 0
    /// Those of them that have a scale.
    package private(set) var scaledCount = 0
    /// How many PIT values lie in each tenth of 0...1.
    package private(set) var pitCounts = [Int](repeating: 0, count: 10)
    private var hits80 = 0
    private var hits95 = 0
    private var sums = Sums()
    /// Over forecasts that the reference model made as well.
    private var pairedCount = 0

    private struct Sums: Equatable, Sendable {
        var smape = 0.0
        var crps = 0.0
        var pinball = 0.0
        var pit = 0.0
        var scaledError = 0.0
        var scaledCRPS = 0.0
        var scaledPinball = 0.0
        var msis80 = 0.0
        var msis95 = 0.0
        var pairedCRPS = 0.0
        var referenceCRPS = 0.0
    }

    package init() {}

    /// Everything that ``merge(_:)`` adds up, in a fixed order.
    var parts: (counts: [Int], sums: [Double]) {
        (
            [count, scaledCount, hits80, hits95, pairedCount] + pitCounts,
            [
                sums.smape, sums.crps, sums.pinball, sums.pit, sums.scaledError, sums.scaledCRPS, sums.scaledPinball,
                sums.msis80, sums.msis95, sums.pairedCRPS, sums.referenceCRPS,
            ]
        )
    }

    /// The same again from its parts; `nil` if there are more or fewer than there should be.
    init?(counts: [Int], sums: [Double]) {
        guard counts.count == 15, sums.count == 11 else { return nil }
        (count, scaledCount, hits80, hits95) = (counts[0], counts[1], counts[2], counts[3])
        pairedCount = counts[4]
        pitCounts = Array(counts[5...])
        self.sums = Sums(
            smape: sums[0], crps: sums[1], pinball: sums[2], pit: sums[3], scaledError: sums[4], scaledCRPS: sums[5],
            scaledPinball: sums[6], msis80: sums[7], msis95: sums[8], pairedCRPS: sums[9], referenceCRPS: sums[10])
    }

    /// - Parameters:
    ///   - scale: the mean absolute yearly change up to the origin; `nil` if there is none above 0.
    ///   - reference: the CRPS of the reference model for the same year from the same origin.
    mutating func add(_ score: ForecastScore, scale: Double?, reference: Double?) {
        count += 1
        sums.smape += score.smape
        sums.crps += score.crps
        sums.pinball += score.pinball
        sums.pit += score.pit
        pitCounts[min(9, Int(score.pit * 10))] += 1
        if score.isInside80 { hits80 += 1 }
        if score.isInside95 { hits95 += 1 }
        guard let scale else { return }
        scaledCount += 1
        sums.scaledError += score.absoluteError / scale
        sums.scaledCRPS += score.crps / scale
        sums.scaledPinball += score.pinball / scale
        sums.msis80 += score.intervalScore80 / scale
        sums.msis95 += score.intervalScore95 / scale
        guard let reference else { return }
        pairedCount += 1
        sums.pairedCRPS += score.crps / scale
        sums.referenceCRPS += reference / scale
    }

    mutating func merge(_ other: ScoreSums) {
        count += other.count
        scaledCount += other.scaledCount
        for bin in pitCounts.indices { pitCounts[bin] += other.pitCounts[bin] }
        hits80 += other.hits80
        hits95 += other.hits95
        pairedCount += other.pairedCount
        sums.smape += other.sums.smape
        sums.crps += other.sums.crps
        sums.pinball += other.sums.pinball
        sums.pit += other.sums.pit
        sums.scaledError += other.sums.scaledError
        sums.scaledCRPS += other.sums.scaledCRPS
        sums.scaledPinball += other.sums.scaledPinball
        sums.msis80 += other.sums.msis80
        sums.msis95 += other.sums.msis95
        sums.pairedCRPS += other.sums.pairedCRPS
        sums.referenceCRPS += other.sums.referenceCRPS
    }

    /// Mean absolute error of the median over the mean absolute yearly change up to the origin. NaN if there is none.
    package var mase: Double { sums.scaledError / Double(scaledCount) }
    /// In per cent.
    package var smape: Double { sums.smape / Double(count) }
    /// In the series' own unit: of use where all series have one.
    package var crps: Double { sums.crps / Double(count) }
    package var scaledCRPS: Double { sums.scaledCRPS / Double(scaledCount) }
    /// In the series' own unit.
    package var pinball: Double { sums.pinball / Double(count) }
    package var scaledPinball: Double { sums.scaledPinball / Double(scaledCount) }
    package var msis80: Double { sums.msis80 / Double(scaledCount) }
    package var msis95: Double { sums.msis95 / Double(scaledCount) }
    package var coverage80: Estimate { share(hits80) }
    package var coverage95: Estimate { share(hits95) }
    package var meanPIT: Double { sums.pit / Double(count) }
    /// 1 − CRPS / CRPS of the reference, scaled, over the forecasts that both made. NaN without a reference.
    package var skill: Double { pairedCount > 0 ? 1 - sums.pairedCRPS / sums.referenceCRPS : .nan }

    /// A share with its binomial standard error √(p(1 − p)/n), where p = (k + 1)/(n + 2) keeps the error of 0 and of n
    /// hits above 0. Forecasts of one series from neighbouring origins depend on each other: the error is a lower bound.
    private func share(_ hits: Int) -> Estimate {
        guard count > 0 else { return Estimate(.nan, standardError: .nan) }
        let p = Double(hits + 1) / Double(count + 2)
        return Estimate(
            Double(hits) / Double(count), standardError: (p * (1 - p) / Double(count)).squareRoot())
    }
}
