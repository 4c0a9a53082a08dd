/// Sums of joint scores, which may be merged: those of one model over the horizons of each origin.
///
/// Each is divided by the mean absolute yearly change up to the origin. Origins without one, and those of whose years fewer
/// than two are known, are left out.
package struct JointSums: Equatable, Sendable {
    /// Origins scored.
    package private(set) var count = 0
    private var energySum = 0.0
    private var variogramSum = 0.0
    /// Over origins at which the reference model has a forecast as well.
    private var pairedCount = 0
    private var paired = Pair()
    private var reference = Pair()

    private struct Pair: Equatable, Sendable {
        var energy = 0.0
        var variogram = 0.0
    }

    package init() {}

    /// Everything that ``merge(_:)`` adds up, in a fixed order.
    var parts: (counts: [Int], sums: [Double]) {
        (
            [count, pairedCount],
            [energySum, variogramSum, paired.energy, paired.variogram, reference.energy, reference.variogram]
        )
    }

    /// The same again from its parts; `nil` if there are more or fewer than there should be.
    init?(counts: [Int], sums: [Double]) {
        guard counts.count == 2, sums.count == 6 else { return nil }
        (count, pairedCount) = (counts[0], counts[1])
        (energySum, variogramSum) = (sums[0], sums[1])
        paired = Pair(energy: sums[2], variogram: sums[3])
        reference = Pair(energy: sums[4], variogram: sums[5])
    }

    /// - Parameters:
    ///   - scale: the mean absolute yearly change up to the origin, above 0.
    ///   - other: the score of the reference model at the same origin.
    mutating func add(_ score: JointScore, scale: Double, reference other: JointScore?) {
        count += 1
        energySum += score.energy / scale
        variogramSum += score.variogram / scale
        guard let other else { return }
        pairedCount += 1
        paired.energy += score.energy / scale
        paired.variogram += score.variogram / scale
        reference.energy += other.energy / scale
        reference.variogram += other.variogram / scale
    }

    mutating func merge(_ other: JointSums) {
        count += other.count
        energySum += other.energySum
        variogramSum += other.variogramSum
        pairedCount += other.pairedCount
        paired.energy += other.paired.energy
        paired.variogram += other.paired.variogram
        reference.energy += other.reference.energy
        reference.variogram += other.reference.variogram
    }

    /// NaN without origins, as all that follow.
    package var energy: Double { energySum / Double(count) }
    package var variogram: Double { variogramSum / Double(count) }
    /// 1 − ES / ES of the reference, over the origins that both forecast. NaN without a reference.
    package var energySkill: Double { pairedCount > 0 ? 1 - paired.energy / reference.energy : .nan }
    package var variogramSkill: Double { pairedCount > 0 ? 1 - paired.variogram / reference.variogram : .nan }
}
