import TianmuNumerics

/// The people of a block of draws by age, and one year of their lives.
///
/// From age x to x + 1 lives exp(−k gₓ) (``LifeTable/exposure(age:)``). Births are B = F φ Σ fₓ ½(Nₓ + N′ₓ), with N′
/// those who live at the year's end (Keyfitz & Caswell, 2005, Applied Mathematical Demography, §3.1), and (1 − q₀)
/// exp(−k g_B) of them live then. Migrants are counted at the year's end.
struct CohortBlock {
    let life: LifeTable
    /// fₓ.
    let births: [Double]
    let migrants: [Double]
    /// φ: women among those of childbearing age.
    let femaleShare: Double
    let drawCount: Int
    /// Age after age, draw after draw.
    private(set) var people: [Double]
    private let exposures: [Double]

    /// The most of any age that may leave in a year.
    static let largestOutflow = 0.9

    init(
        life: LifeTable, births: [Double], migrants: [Double], femaleShare: Double, start: [Double], drawCount: Int
    ) {
        self.life = life
        self.births = births
        self.migrants = migrants
        self.femaleShare = femaleShare
        self.drawCount = drawCount
        people = start.flatMap { [Double](repeating: $0, count: drawCount) }
        exposures = (0..<Ages.count).map(life.exposure)
    }

    /// The number of people in a range of ages, for each draw.
    func count(ages: Range<Int>) -> [Double] {
        var sums = [Double](repeating: 0, count: drawCount)
        for age in ages {
            for i in 0..<drawCount { sums[i] += people[age * drawCount + i] }
        }
        return sums
    }

    /// A year of births and deaths.
    /// - Parameters:
    ///   - hazards: k of each draw, or one for all.
    ///   - fertility: F, children per woman, of each draw.
    mutating func live(hazards: [Double], fertility: [Double]) {
        let draws = drawCount
        var born = [Double](repeating: 0, count: draws)
        var survival = [Double](repeating: 0, count: draws)
        func fill(_ exposure: Double) {
            if hazards.count == 1 {
                let common = Double.exp(-hazards[0] * exposure)
                for i in 0..<draws { survival[i] = common }
            } else {
                for i in 0..<draws { survival[i] = Double.exp(-hazards[i] * exposure) }
            }
        }
        people.withUnsafeMutableBufferPointer { people in
            fill(exposures[Ages.last])
            for i in 0..<draws { people[Ages.last * draws + i] *= survival[i] }
            for age in stride(from: Ages.last, through: 1, by: -1) {
                fill(exposures[age - 1])
                let (here, younger) = (age * draws, (age - 1) * draws)
                let weight = 0.5 * births[age]
                for i in 0..<draws {
                    let before = people[here + i]
                    let after = people[younger + i] * survival[i]
                    born[i] += weight * (before + after)
                    people[here + i] = age == Ages.last ? before + after : after
                }
            }
            fill(life.birthExposure)
            let alive = (1 - life.infantMortality) * femaleShare
            for i in 0..<draws { people[i] = alive * fertility[i] * born[i] * survival[i] }
        }
    }

    /// Adds net migrants, for each draw: those who come by the schedule, those who leave by schedule times number, at
    /// most nine tenths of any age.
    mutating func migrate(_ net: [Double]) {
        let largest = migrants.max() ?? 1
        var factors = [Double](repeating: 0, count: drawCount)
        for age in 0..<Ages.count {
            for i in 0..<drawCount { factors[i] += migrants[age] * people[age * drawCount + i] }
        }
        for i in 0..<drawCount where net[i] < 0 {
            factors[i] = factors[i] > 0 ? max(net[i] / factors[i], -Self.largestOutflow / largest) : 0
        }
        for age in 0..<Ages.count {
            for i in 0..<drawCount {
                let place = age * drawCount + i
                people[place] += migrants[age] * (net[i] < 0 ? factors[i] * people[place] : net[i])
            }
        }
    }
}
