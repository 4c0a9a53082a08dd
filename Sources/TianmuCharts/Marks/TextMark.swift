/// Texts beside points.
public struct TextMark: MarkBody, Equatable, Sendable {
    /// The points, one pair of coordinates for each text.
    public var x: [Double]
    public var y: [Double]
    /// One line each; an empty text is left out.
    public var texts: [String]
    /// The sides to try, in this order. A text is moved further off rather than left out.
    public var sides: [Side]
    /// The colour of the words.
    public var paint: Paint
    public var isBold: Bool

    public init(
        x: [Double], y: [Double], texts: [String], sides: [Side] = [.right], paint: Paint = .ink, isBold: Bool = false
    ) {
        self.x = x
        self.y = y
        self.texts = texts
        self.sides = sides
        self.paint = paint
        self.isBold = isBold
    }

    func cover(_ extents: inout Extents) {
        extents.includePairs(x, y)
    }

    var annotations: [Annotation] {
        zip(zip(x, y), texts).compactMap { point, text in
            guard !text.isEmpty, point.0.isFinite, point.1.isFinite else { return nil }
            return Annotation(
                text: text, place: .beside(x: point.0, y: point.1, sides: sides, isRequired: true), paint: paint,
                isBold: isBold)
        }
    }

    func shapes(in plot: Plot) -> [Shape] { [] }
}
