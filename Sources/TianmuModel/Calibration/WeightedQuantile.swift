/// Quantiles of values that count unequally.
enum WeightedQuantile {
    /// The quantile at p of values in order, between midpoints of their weights; 1 of none.
    static func value(_ p: Double, of values: [(value: Double, weight: Double)]) -> Double {
        let goal = p * values.reduce(0) { $0 + $1.weight }
        var sum = 0.0
        var last: (value: Double, at: Double)?
        for (value, weight) in values {
            let at = sum + weight / 2
            if at >= goal {
                guard let last, at > last.at else { return value }
                return last.value + (value - last.value) * (goal - last.at) / (at - last.at)
            }
            last = (value, at)
            sum += weight
        }
        return last?.value ?? 1
    }
}
