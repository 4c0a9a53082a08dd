/// Cells of a heat map on two ordinal axes, darker (in dark mode brighter) for more.
public struct CellMark: MarkBody, Equatable, Sendable {
    /// Column and row numbers, one pair for each cell.
    public var columns: [Double]
    public var rows: [Double]
    /// A non-finite value leaves its cell empty.
    public var values: [Double]
    /// The values of the palest and the deepest colour. Values beyond take the end colours.
    public var domain: ClosedRange<Double>
    /// Written in the cells where they fit; one for each cell, or none.
    public var labels: [String]

    public init(
        columns: [Double], rows: [Double], values: [Double], domain: ClosedRange<Double>, labels: [String] = []
    ) {
        self.columns = columns
        self.rows = rows
        self.values = values
        self.domain = domain
        self.labels = labels
    }

    private func step(_ value: Double) -> Int {
        let span = domain.upperBound - domain.lowerBound
        let share = span > 0 && span.isFinite ? (value - domain.lowerBound) / span : 0
        return Int((min(max(share, 0), 1) * Double(Paint.sequentialSteps - 1)).rounded())
    }

    func cover(_ extents: inout Extents) {
        extents.includePairs(
            zip(columns, values).map { $1.isFinite ? $0 : .nan }, zip(rows, values).map { $1.isFinite ? $0 : .nan })
    }

    var annotations: [Annotation] {
        zip(zip(columns, rows), zip(values, labels)).compactMap { place, content in
            guard content.0.isFinite, !content.1.isEmpty else { return nil }
            return Annotation(
                text: content.1, place: .inside(x: place.0, y: place.1), paint: .onSequential(step(content.0)))
        }
    }

    func shapes(in plot: Plot) -> [Shape] {
        zip(zip(columns, rows), values).compactMap { place, value in
            guard value.isFinite, let a = plot.point(place.0 - 0.5, place.1 - 0.5),
                let b = plot.point(place.0 + 0.5, place.1 + 0.5)
            else { return nil }
            // A hair of ground between the cells.
            let rect = Rect(a.x, a.y, b.x, b.y).insetBy(dx: 1, dy: 1)
            return Shape(.rect(rect), .fill(.sequential(step(value))))
        }
    }
}
