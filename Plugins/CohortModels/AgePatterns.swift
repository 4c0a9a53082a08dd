import TianmuNumerics

/// How births and migrants spread over ages: each sums to 1.
enum AgePatterns {
    /// Ages of women at birth, 15 to 49: a normal density at the middle of each year of age.
    static func births(meanAge: Double, sd: Double) -> [Double] {
        normalised(
            (0..<Ages.count).map { age in
                let z = (Double(age) + 0.5 - meanAge) / sd
                return (15...49).contains(age) ? Double.exp(-0.5 * z * z) : 0
            })
    }

    /// The basic standard schedule of Rogers & Castro (1981), Model Migration Schedules, IIASA RR-81-30, without a
    /// retirement peak: 0.02 e^{−0.1x} + 0.06 exp(−0.1(x − 20) − e^{−0.4(x − 20)}) + 0.003.
    static let migrants: [Double] = normalised(
        (0..<Ages.count).map { age in
            let x = Double(age)
            let work = 0.06 * Double.exp(-0.1 * (x - 20) - Double.exp(-0.4 * (x - 20)))
            return 0.02 * Double.exp(-0.1 * x) + work + 0.003
        })

    private static func normalised(_ weights: [Double]) -> [Double] {
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}
