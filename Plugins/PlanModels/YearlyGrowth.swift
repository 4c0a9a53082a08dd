/// Arithmetic that the models of this family share.
enum YearlyGrowth {
    /// No year loses more than 99 %: tails of elicited slippage must not turn a level negative.
    static let leastFactor = 0.01

    /// 1 + g/100, at least ``leastFactor``.
    static func factor(percent: Double) -> Double { max(1 + percent / 100, leastFactor) }

    /// The standard normals √ρ u + √(1−ρ) ε of one year: the share ρ of the variance is the same in all years.
    /// - Parameters:
    ///   - shared: u, one a draw; `nil` where ρ = 0.
    ///   - yearly: ε.
    static func mix(
        persistence: Double, shared: UnsafeBufferPointer<Double>?, yearly: UnsafeBufferPointer<Double>,
        into normals: UnsafeMutableBufferPointer<Double>
    ) {
        let own = (1 - persistence).squareRoot()
        let common = persistence.squareRoot()
        for i in normals.indices { normals[i] = own * yearly[i] }
        guard let shared else { return }
        for i in normals.indices { normals[i] += common * shared[i] }
    }
}
