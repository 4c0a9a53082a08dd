import TianmuNumerics

/// What one replicate knows of its conditional probabilities.
struct SmoothedSums: Equatable, Sendable {
    /// Of the conditional probabilities of ``SmoothedShare/all(of:)``, without any for those that are not smoothed.
    var moments: [Moments]
    /// For each share the draws whose value was not on its curve.
    var offCurve: [Int]

    init(count: Int) {
        moments = [Moments](repeating: Moments(), count: count)
        offCurve = [Int](repeating: 0, count: count)
    }

    /// - Returns: `nil` unless there is one number of draws for each share.
    init?(moments: [Moments], offCurve: [Int]) {
        guard moments.count == offCurve.count, offCurve.allSatisfy({ $0 >= 0 }) else { return nil }
        self.moments = moments
        self.offCurve = offCurve
    }

    /// The mean of the conditional probabilities of all replicates and its error, from independent draws or from what the
    /// replicates disagree about.
    static func estimate(_ replicates: [SmoothedSums], share: Int, draws: Sampling) -> Estimate? {
        let parts = replicates.map { $0.moments[share] }.filter { $0.count > 0 }
        let total = parts.reduce(into: Moments()) { $0.merge($1) }
        guard total.count == draws.count, total.mean.isFinite else { return nil }
        let value = min(max(total.mean, 0), 1)
        let usesReplicates = !draws.sampler.drawsAreIndependent && draws.count >= 4 * Sampling.replicateCount
        let error = usesReplicates ? Moments(parts.map(\.mean)).standardError : total.standardError
        // What less than one draw's worth speaks for may hang on draws that were not made: no surer than a count of 0.
        let isRare = min(value, 1 - value) * Double(draws.count) < 1
        return Estimate(
            value, standardError: isRare ? max(error, ShareError.independent(0, of: draws.count)) : error)
    }
}
