import TianmuNumerics

/// Mortality by age: Gompertz's law beside deaths of infants.
///
///     S(x) = (1 − q₀) exp(−k (e^{bx} − 1)) for x > 0,  e₀ = (1 − q₀) ∫ exp(−k (e^{bx} − 1)) dx
///
/// k follows from life expectancy e₀. If all ages' mortality moves up by s years (Bongaarts, 2005), k becomes k
/// e^{−bs}, and life expectancy rises by nearly s where infant and child mortality are low.
///
/// Sources: Gompertz (1825); Bongaarts (2005), Long-range trends in adult mortality, Demography 42, 23-49.
struct LifeTable: Codable, Equatable, Sendable {
    /// Beyond nobody is counted in life expectancy.
    private static let lastAge = 130.0
    private static let step = 0.5

    /// k.
    let hazard: Double
    /// b, per year of age.
    let slope: Double
    /// q₀: the probability of dying as an infant.
    let infantMortality: Double

    init(lifeExpectancy: Double, slope: Double, infantMortality: Double) {
        self.slope = slope
        self.infantMortality = infantMortality
        let integral = lifeExpectancy / (1 - infantMortality)
        let growths = stride(from: 0, through: Self.lastAge, by: Self.step).map { Double.expm1(slope * $0) }
        // ln k by bisection: life falls as it rises.
        var (low, high) = (-40.0, 5.0)
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if Self.life(hazard: Double.exp(middle), growths) > integral { low = middle } else { high = middle }
        }
        hazard = Double.exp(0.5 * (low + high))
    }

    /// ∫ exp(−k (e^{bx} − 1)) dx by Simpson's rule.
    private static func life(hazard: Double, _ growths: [Double]) -> Double {
        var sum = 0.0
        for (i, growth) in growths.enumerated() {
            let weight = i == 0 || i == growths.count - 1 ? 1.0 : i % 2 == 1 ? 4 : 2
            sum += weight * Double.exp(-hazard * growth)
        }
        return sum * step / 3
    }

    /// The part of those aged x in whole years at a year's start who live at its end, if k were 1: exp(−k g) with
    /// g = e^{bx}(e^{3b/2} − e^{b/2}), as if all were at mid-year of age.
    func exposure(age: Int) -> Double {
        Double.exp(slope * Double(age)) * (Double.exp(1.5 * slope) - Double.exp(0.5 * slope))
    }

    /// Of births in a year the part that lives at its end, but for infant deaths: exp(−k g) with g = e^{b/2} − 1.
    var birthExposure: Double { Double.expm1(0.5 * slope) }

    /// S(x + ½)/(1 − q₀).
    func survivors(age: Int) -> Double { Double.exp(-hazard * Double.expm1(slope * (Double(age) + 0.5))) }
}
