import TianmuNumerics

/// What smoothing gave: estimates of the shares that could be smoothed, and why others could not.
package struct Smoothing: Equatable, Sendable {
    private let estimates: [SmoothedShare: Estimate]
    /// Why a share is counted.
    package let refusals: [SmoothedShare: SmoothingRefusal]

    /// - Parameter sums: of all replicates, in order.
    init(_ smoothing: SmoothingPlan, sums: [SmoothedSums], plan: Plan) {
        var estimates: [SmoothedShare: Estimate] = [:]
        var refusals = smoothing.refusals
        for (place, share) in SmoothedShare.all(of: plan).enumerated() where refusals[share] == nil {
            let offCurve = sums.reduce(0) { $0 + $1.offCurve[place] }
            if offCurve > 0 {
                refusals[share] = .offCurve(offCurve)
            } else {
                estimates[share] = SmoothedSums.estimate(sums, share: place, draws: plan.draws)
            }
        }
        self.estimates = estimates
        self.refusals = refusals
    }

    /// The mean of the draws' conditional probabilities; `nil` where the share is counted.
    package subscript(share: SmoothedShare) -> Estimate? { estimates[share] }
}
