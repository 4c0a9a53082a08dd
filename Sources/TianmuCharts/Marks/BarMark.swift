/// Bars from a base to a value. Bars without bases begin at zero. The value axis holds zero if any bar does.
public struct BarMark: MarkBody, Equatable, Sendable {
    /// Which way the bars run.
    public var orientation: Orientation
    /// Where the bars stand: row or column numbers on an ordinal axis, values on a continuous one.
    public var positions: [Double]
    /// Where the bars end, one for each position.
    public var values: [Double]
    /// Where the bars start, one for each (a waterfall); empty for zero.
    public var bases: [Double]
    /// In units of the position axis: 0.6 leaves 0.4 of a row free, 1 makes the bars of a histogram touch.
    public var thickness: Double
    /// The colour of all bars.
    public var paint: Paint

    public init(
        _ orientation: Orientation, positions: [Double], values: [Double], bases: [Double] = [],
        thickness: Double = 0.6, paint: Paint = .band(2)
    ) {
        self.orientation = orientation
        self.positions = positions
        self.values = values
        self.bases = bases
        self.thickness = thickness
        self.paint = paint
    }

    private func base(_ index: Int) -> Double {
        bases.indices.contains(index) ? bases[index] : 0
    }

    func cover(_ extents: inout Extents) {
        for (index, (position, value)) in zip(positions, values).enumerated() where value.isFinite {
            let ends = [position - thickness / 2, position + thickness / 2]
            let bounds = [base(index), value]
            switch orientation {
            case .horizontal:
                extents.includePairs(bounds, ends)
                extents.x.keepsZero = extents.x.keepsZero || base(index) == 0
            case .vertical:
                extents.includePairs(ends, bounds)
                extents.y.keepsZero = extents.y.keepsZero || base(index) == 0
            }
        }
    }

    func shapes(in plot: Plot) -> [Shape] {
        zip(positions, values).enumerated().compactMap { index, pair in
            let (position, value) = pair
            let low = position - thickness / 2
            let high = position + thickness / 2
            let corners: (Point?, Point?) =
                switch orientation {
                case .horizontal: (plot.point(base(index), low), plot.point(value, high))
                case .vertical: (plot.point(low, base(index)), plot.point(high, value))
                }
            guard let a = corners.0, let b = corners.1 else { return nil }
            return Shape(.rect(Rect(a.x, a.y, b.x, b.y)), .fill(paint))
        }
    }
}
