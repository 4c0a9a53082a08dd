/// How a joint forecast of several numbers, given by draws of all of them at once, did against the values that came.
///
/// The energy score generalises CRPS to vectors, and equals it for one number:
///
///     ES = E‖X − y‖ − ½ E‖X − X′‖.
///
/// The variogram score of order p = ½, here the mean over pairs i < j (all weights equal), sees whether the numbers move
/// together as forecast, to which the energy score is nearly blind:
///
///     VS = mean (|yᵢ − yⱼ|ᵖ − E|Xᵢ − Xⱼ|ᵖ)².
///
/// Both are 0 for a point forecast of what came, and grow in proportion to the unit. E‖X − X′‖ is the fair (unbiased) mean
/// over ``DrawPairs``; the other expectations are over all draws.
///
/// Sources: Gneiting & Raftery (2007), Strictly proper scoring rules, JASA 102, eq. 22; Scheuerer & Hamill (2015),
/// Variogram-based proper scoring rules for probabilistic forecasts of multivariate quantities, MWR 143, eq. 12; Ferro
/// (2014), Fair scores for ensemble forecasts, QJRMS 140, 1917-1923.
package struct JointScore: Equatable, Sendable {
    package var energy: Double
    /// NaN for a single number.
    package var variogram: Double

    /// - Parameters:
    ///   - draws: for each number its draws, finite, at least two, in one order for all numbers.
    ///   - values: what came, one for each number.
    ///   - pairs: of as many draws.
    init(draws: [UnsafeBufferPointer<Double>], values: [Double], pairs: DrawPairs) {
        energy = Self.distance(draws, values) - Self.spread(draws, pairs) / 2
        variogram = Self.variogram(draws, values)
    }

    /// E‖X − y‖.
    private static func distance(_ draws: [UnsafeBufferPointer<Double>], _ values: [Double]) -> Double {
        let count = draws.first?.count ?? 0
        var squares = [Double](repeating: 0, count: count)
        for (row, value) in zip(draws, values) {
            for i in 0..<count { squares[i] += (row[i] - value) * (row[i] - value) }
        }
        return squares.reduce(0) { $0 + $1.squareRoot() } / Double(count)
    }

    /// E‖X − X′‖.
    private static func spread(_ draws: [UnsafeBufferPointer<Double>], _ pairs: DrawPairs) -> Double {
        guard pairs.tours.isEmpty else {
            var sum = 0.0
            for next in pairs.tours {
                for i in next.indices {
                    let other = Int(next[i])
                    var square = 0.0
                    for row in draws { square += (row[i] - row[other]) * (row[i] - row[other]) }
                    sum += square.squareRoot()
                }
            }
            return sum / Double(pairs.tours.count * pairs.drawCount)
        }
        let count = pairs.drawCount
        var sum = 0.0
        var squares = [Double](repeating: 0, count: count)
        for i in 1..<max(count, 1) {
            for j in 0..<i { squares[j] = 0 }
            for row in draws {
                let own = row[i]
                for j in 0..<i { squares[j] += (row[j] - own) * (row[j] - own) }
            }
            for j in 0..<i { sum += squares[j].squareRoot() }
        }
        return 2 * sum / Double(count * (count - 1))
    }

    private static func variogram(_ draws: [UnsafeBufferPointer<Double>], _ values: [Double]) -> Double {
        var sum = 0.0
        for i in values.indices {
            for j in 0..<i {
                let (first, second) = (draws[i], draws[j])
                var expected = 0.0
                for draw in first.indices { expected += (first[draw] - second[draw]).magnitude.squareRoot() }
                let miss = (values[i] - values[j]).magnitude.squareRoot() - expected / Double(first.count)
                sum += miss * miss
            }
        }
        return sum / Double(values.count * (values.count - 1) / 2)
    }
}
