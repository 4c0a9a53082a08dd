import TianmuModel

/// What a part of a formula measures.
///
/// A name stands for its number in its declared unit, so scales multiply and divide with the numbers; sums, minima and
/// comparisons bring the right side to the scale of the left.
struct FormulaQuantity {
    enum Measure: Equatable {
        /// Literals and functions of pure numbers: takes the unit of what it is added to, counts as 1 in products.
        case adaptable
        /// The number times `scale` basic units; percent, ratios, indices and points are pure numbers of scale 1.
        case known(Unit.Dimension, scale: Double)
        /// Logarithms and fractional powers of measured quantities: compatible with everything, never converted.
        case unknown
    }

    var measure: Measure
    /// As the user wrote it, if it is one indicator's.
    var symbol: String?
    /// True if something other than counts was measured on the way: only then may "per head" be left out.
    var involvesAmounts: Bool

    static let adaptable = FormulaQuantity(measure: .adaptable, symbol: nil, involvesAmounts: false)
    static let unknown = FormulaQuantity(measure: .unknown, symbol: nil, involvesAmounts: false)
    static let pure = FormulaQuantity(measure: .known(.none, scale: 1), symbol: nil, involvesAmounts: false)

    init(measure: Measure, symbol: String?, involvesAmounts: Bool) {
        self.measure = measure
        self.symbol = symbol
        self.involvesAmounts = involvesAmounts
        // Absurd powers would lose the scale: then nothing can be converted any more.
        if case .known(_, let scale) = measure, !scale.isNormal { self.measure = .unknown }
    }

    init(_ unit: Unit) {
        self.init(
            measure: .known(unit.dimension, scale: unit.scale), symbol: unit.symbol,
            involvesAmounts: !unit.dimension.withoutCounts.isNone)
    }

    /// For messages: the user's symbol, else the basic units.
    var text: LocalizedText {
        if let symbol { return LocalizedText(symbol) }
        guard case .known(let dimension, _) = measure, !dimension.isNone else {
            return LocalizedText(zh: "纯数", en: "pure number")
        }
        return LocalizedText(dimension.symbol)
    }

    static func * (a: FormulaQuantity, b: FormulaQuantity) -> FormulaQuantity { product(a, b, inverse: false) }
    static func / (a: FormulaQuantity, b: FormulaQuantity) -> FormulaQuantity { product(a, b, inverse: true) }

    private static func product(_ a: FormulaQuantity, _ b: FormulaQuantity, inverse: Bool) -> FormulaQuantity {
        let involvesAmounts = a.involvesAmounts || b.involvesAmounts
        switch (a.measure, b.measure) {
        case (.unknown, _), (_, .unknown): return .unknown
        case (.adaptable, .adaptable): return .adaptable
        case (.known, .adaptable): return a
        case (.adaptable, .known(let dimension, let scale)):
            return FormulaQuantity(
                measure: .known(inverse ? dimension.power(-1) : dimension, scale: inverse ? 1 / scale : scale),
                symbol: inverse ? nil : b.symbol, involvesAmounts: involvesAmounts)
        case (.known(let d, let s), .known(let e, let t)):
            let isPlain = e.isNone && t == 1
            return FormulaQuantity(
                measure: .known(inverse ? d / e : d * e, scale: inverse ? s / t : s * t),
                symbol: isPlain ? a.symbol : nil, involvesAmounts: involvesAmounts)
        }
    }

    /// To the power of a literal whole number, or of anything pure if `exponent` is `nil`.
    func power(_ exponent: Int?) -> FormulaQuantity {
        guard case .known(let dimension, let scale) = measure else { return self }
        if dimension.isNone && scale == 1 { return .pure }
        let largest = dimension.exponents.values.map(\.magnitude).max() ?? 0
        guard let exponent, exponent.magnitude <= 100, largest <= 100 else { return .unknown }
        var power = 1.0
        for _ in 0..<exponent.magnitude { power *= scale }
        return FormulaQuantity(
            measure: .known(dimension.power(exponent), scale: exponent < 0 ? 1 / power : power), symbol: nil,
            involvesAmounts: involvesAmounts)
    }

    /// The root: of money squared it is money, of money itself nothing that can be named.
    var squareRoot: FormulaQuantity {
        guard case .known(let dimension, let scale) = measure, let half = dimension.squareRoot else {
            return power(nil)
        }
        return FormulaQuantity(
            measure: .known(half, scale: scale.squareRoot()), symbol: nil, involvesAmounts: involvesAmounts)
    }

    /// The argument's exponential or logarithm: a number that adapts, unless its argument was measured in something.
    var ofTranscendental: FormulaQuantity {
        guard case .known(let dimension, let scale) = measure else { return self }
        return dimension.isNone && scale == 1 ? .adaptable : .unknown
    }

    /// What `a + b` measures, and the factor that `b` needs; `nil` if they cannot be added.
    static func sum(_ a: FormulaQuantity, _ b: FormulaQuantity) -> (quantity: FormulaQuantity, factor: Double)? {
        switch (a.measure, b.measure) {
        case (.unknown, _), (_, .unknown): return (.unknown, 1)
        case (_, .adaptable): return (a, 1)
        case (.adaptable, _): return (b, 1)
        case (.known(let d, let s), .known(let e, let t)):
            guard d == e else { return nil }
            var sum = a
            sum.involvesAmounts = a.involvesAmounts || b.involvesAmounts
            return (sum, t / s)
        }
    }

    /// The factor that turns a number of this quantity into a number of `unit`; `nil` if it does not measure that.
    ///
    /// Money per head may be declared as money, and so may any rate leave out what it counts: 亿元/万人 is a number of
    /// 万元. One side may leave out counts, never both, or firms would pass for people.
    func factor(to unit: Unit) -> Double? {
        guard case .known(let dimension, let scale) = measure else { return 1 }
        let leftOver = dimension / unit.dimension
        if leftOver.isNone { return scale / unit.scale }
        let bases = leftOver.exponents.keys
        guard bases.allSatisfy(\.isCount) else { return nil }
        let isOneSided =
            bases.allSatisfy { dimension.exponents[$0] == nil }
            || bases.allSatisfy { unit.dimension.exponents[$0] == nil }
        let isRate = leftOver.exponents.values.contains { $0 > 0 } && leftOver.exponents.values.contains { $0 < 0 }
        return isOneSided && (involvesAmounts || isRate) ? scale / unit.scale : nil
    }
}

extension Unit.Dimension {
    /// In basic units: `元/人`.
    var symbol: String {
        let factors = exponents.sorted { $0.key < $1.key }.map { base, exponent in
            let name = UnitTable.measures.first { $0.base == base && $0.scale == 1 }?.symbols[0] ?? "\(base)"
            return (text: exponent.magnitude == 1 ? name : "\(name)^\(exponent.magnitude)", isAbove: exponent > 0)
        }
        let above = factors.filter(\.isAbove).map(\.text).joined(separator: "·")
        return factors.filter { !$0.isAbove }.reduce(above.isEmpty ? "1" : above) { "\($0)/\($1.text)" }
    }
}
