import TianmuNumerics

/// Which draws of a forecast are held against each other for the mean distance between two: all pairs of a few, and of many
/// each with its neighbours on some random round tours of all.
///
/// On a tour every draw is the first of one pair and the second of another, so that by the triangle inequality the mean
/// distance between two is at most twice that of all to any point: a few astronomic draws cannot make an energy score
/// negative, as they could if other draws spoke for the one than for the other. Tours are random because the draws of a
/// mixture come from its members in turn.
///
/// Source: Sattolo (1986), An algorithm to generate a random cyclic permutation, Information Processing Letters 22.
struct DrawPairs: Sendable {
    /// Up to so many draws all pairs count.
    static let few = 64
    private static let tourCount = 4

    let drawCount: Int
    /// For each tour and draw the next one; empty where all pairs count.
    let tours: [[Int32]]

    init(drawCount: Int) {
        self.drawCount = drawCount
        guard drawCount > Self.few else {
            tours = []
            return
        }
        tours = (0..<Self.tourCount).map { number in
            var generator = PhiloxGenerator(seed: 1, stream: UInt32(number))
            var next = (0..<Int32(drawCount)).map { $0 }
            for i in (1..<drawCount).reversed() { next.swapAt(i, Int.random(in: 0..<i, using: &generator)) }
            return next
        }
    }
}
