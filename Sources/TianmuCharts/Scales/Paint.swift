/// A colour by its part in the drawing, so that light and dark mode each choose their own.
public enum Paint: Equatable, Hashable, Sendable {
    /// Titles, known figures.
    case ink
    /// Secondary words.
    case muted
    /// Thin grey lines that part regions; superseded points.
    case guide
    /// The lines of the grid.
    case rule
    /// The ground of every other zone.
    case zone
    /// The ground of the sheet.
    case paper
    /// Targets and references: the one accent.
    case accent
    /// The line in the middle of nested bands.
    case median
    /// Nested bands of one hue: 0 is the widest and palest, 2 the innermost.
    case band(Int)
    /// Series to be compared, 0...3 (Okabe and Ito 2008: blue, green, purple, vermilion); other numbers wrap round.
    /// Beyond four, use small multiples.
    case category(Int)
    /// The steps of a heat map, from 0 to ``sequentialSteps`` - 1.
    case sequential(Int)
    /// Text on a step of a heat map.
    case onSequential(Int)

    /// How many steps the sequential scale has.
    public static let sequentialSteps = 7

    var isBand: Bool {
        if case .band = self { true } else { false }
    }

    /// The name used in class names.
    var name: String {
        switch self {
        case .ink: "ink"
        case .muted: "muted"
        case .guide: "guide"
        case .rule: "rule"
        case .zone: "zone"
        case .paper: "paper"
        case .accent: "accent"
        case .median: "median"
        case .band(let step): "band\(clamp(step, 3))"
        case .category(let index): "cat\(wrap(index, 4))"
        case .sequential(let step): "seq\(clamp(step, Paint.sequentialSteps))"
        case .onSequential(let step): "on\(clamp(step, Paint.sequentialSteps))"
        }
    }
}

func clamp(_ index: Int, _ count: Int) -> Int { min(max(index, 0), count - 1) }
func wrap(_ index: Int, _ count: Int) -> Int { ((index % count) + count) % count }
