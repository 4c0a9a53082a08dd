import TianmuScenario

/// A target as a comparison of one sign, so that a loop over draws has no choice to make.
struct TargetTest {
    /// 1, or −1 where less is better.
    private let sign: Double
    private let bound: Double
    private let isStrict: Bool

    /// The same verdicts as ``TargetRelation/holds(_:_:)``.
    init(_ relation: TargetRelation, _ value: Double) {
        let slack = TargetRelation.tolerance * value.magnitude
        isStrict = relation == .above || relation == .below
        sign = relation == .above || relation == .atLeast ? 1 : -1
        bound = sign * value + (isStrict ? slack : -slack)
    }

    /// Clears `isMet` for each draw that misses the target; NaN misses it.
    /// - Returns: how many draws meet it.
    func narrow(_ isMet: UnsafeMutablePointer<Double>, by values: UnsafePointer<Double>, count: Int) -> Int {
        var met = 0.0
        if isStrict {
            for draw in 0..<count {
                let holds = sign * values[draw] > bound ? 1.0 : 0
                isMet[draw] *= holds
                met += holds
            }
        } else {
            for draw in 0..<count {
                let holds = sign * values[draw] >= bound ? 1.0 : 0
                isMet[draw] *= holds
                met += holds
            }
        }
        return Int(met)
    }
}
