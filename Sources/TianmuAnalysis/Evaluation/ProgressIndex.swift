import TianmuScenario

/// The two progress indices of UN ESCAP for one indicator with a base I₀, a target TV and a direction D (1 where more is
/// wanted, −1 where less is).
///
/// How far the indicator has come, 10 where it has arrived and negative where it moved away:
///
///     current status        CS = 10 · D (I_now − I₀) / |TV − I₀|
///
/// How far from the target it is expected to end, as a share of the whole way: 0 where it is expected to arrive, 100
/// where it is expected to end where it began, more where it is expected to move away:
///
///     anticipated progress  AP = 100 · |TV − I_end| / |TV − I₀|
///
/// ESCAP extrapolates I_end by a regression that weights recent years more; here it is the median of the forecast.
///
/// Sources: UN ESCAP, Asia and the Pacific SDG Progress Report, technical notes; Bidarbakht Nia (2017), Tracking progress
/// towards the SDGs, ESCAP Statistics Division Working Paper SD/WP/05; UNECE, SDG progress assessment, technical notes
/// (“the anticipated gap between the target value and the projected value relative to the progress required”).
package enum ProgressIndex {
    /// What the anticipated progress asks for. The bounds 10 and 100 are those of ESCAP's dashboards.
    package enum Outlook: String, Codable, Sendable, CaseIterable {
        /// At most a tenth of the way is missing at the end.
        case maintain
        case accelerate
        /// It is expected to end farther from the target than it began.
        case reverse

        package init(anticipated: Double) {
            self = anticipated <= 10 ? .maintain : anticipated <= 100 ? .accelerate : .reverse
        }
    }

    /// `nil` where the base meets the target: there is no way to be gone.
    package static func currentStatus(
        base: Double, now: Double, target: Double, _ relation: TargetRelation
    ) -> Double? {
        guard let way = way(base: base, target: target, relation) else { return nil }
        return 10 * (now - base) / way
    }

    /// `nil` as above. A value that meets the target gives 0, however far it goes beyond.
    package static func anticipated(
        base: Double, end: Double, target: Double, _ relation: TargetRelation
    ) -> Double? {
        guard let way = way(base: base, target: target, relation) else { return nil }
        return relation.holds(end, target) ? 0 : 100 * abs(target - end) / abs(way)
    }

    /// From the base to the target, in the target's direction: negative where less is wanted.
    static func way(base: Double, target: Double, _ relation: TargetRelation) -> Double? {
        guard base.isFinite, target.isFinite, !relation.holds(base, target), base != target else { return nil }
        return target - base
    }
}
