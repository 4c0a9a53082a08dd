/// The least and the greatest finite value seen along one axis.
struct Extent: Equatable {
    var low = Double.infinity
    var high = -Double.infinity
    /// The least value above zero, for a log axis.
    var lowPositive = Double.infinity
    /// Set by bars, whose length would lie if it did not start at zero.
    var keepsZero = false

    var isEmpty: Bool { low > high }

    mutating func include(_ value: Double) {
        guard value.isFinite else { return }
        low = min(low, value)
        high = max(high, value)
        if value > 0 { lowPositive = min(lowPositive, value) }
    }

    mutating func merge(_ other: Extent) {
        include(other.low)
        include(other.high)
        lowPositive = min(lowPositive, other.lowPositive)
        keepsZero = keepsZero || other.keepsZero
    }
}

/// What the marks of a panel cover.
struct Extents: Equatable {
    var x = Extent()
    var y = Extent()
    /// How many points with two finite coordinates there are: a panel with rules only is still empty.
    var pointCount = 0

    init() {}

    init(of panel: Panel) {
        for mark in panel.marks { mark.body.cover(&self) }
    }

    mutating func includePairs(_ xs: [Double], _ ys: [Double]) {
        for (x, y) in zip(xs, ys) where x.isFinite && y.isFinite {
            self.x.include(x)
            self.y.include(y)
            pointCount += 1
        }
    }
}
