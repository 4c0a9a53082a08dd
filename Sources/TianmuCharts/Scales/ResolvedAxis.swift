#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An axis whose ends are known, before it has a length.
struct ResolvedAxis: Equatable {
    var axis: Axis
    /// The ends; -0.5...count - 0.5 on an ordinal axis.
    var low: Double
    var high: Double
    /// The distance of the round ticks at which a linear axis ends.
    var step: Double?
    /// Whether there was anything to infer the ends from.
    var isEmpty = false

    /// Infers the ends. A linear axis ends at round ticks unless it has a domain, a log axis a little beyond the data.
    init(_ axis: Axis, covering extent: Extent, tickCount: Int) {
        self.axis = axis
        if let slots = axis.slots {
            (low, high) = (-0.5, Double(slots.count) - 0.5)
            isEmpty = slots.isEmpty
            return
        }
        var low = axis.domain?.lowerBound ?? (axis.kind == .log ? extent.lowPositive : extent.low)
        var high = axis.domain?.upperBound ?? extent.high
        guard low.isFinite, high.isFinite, low <= high, axis.kind != .log || low > 0 else {
            (self.low, self.high) = axis.kind == .log ? (1, 10) : (0, 1)
            isEmpty = true
            return
        }
        if axis.kind == .linear, axis.includesZero || extent.keepsZero {
            (low, high) = (min(low, 0), max(high, 0))
        }
        switch axis.kind {
        case .years where low == high: (low, high) = (low - 0.5, high + 0.5)
        case .log where axis.domain == nil:
            let room = max(0.05 * naturalLog(high / low), 0.05)
            (low, high) = (low * exp(-room), high * exp(room))
        case .linear:
            if low == high {
                // All values equal: a domain that shows them in the middle.
                let room = low == 0 ? 1 : abs(low) * 0.1
                (low, high) = (extent.keepsZero && low > 0 ? 0 : low - room, high + room)
            }
            if axis.domain == nil, axis.ticks == nil {
                let step = Ticks.step(low: low, high: high, count: tickCount)
                self.step = step
                (low, high) = ((low / step + 1e-9).rounded(.down) * step, (high / step - 1e-9).rounded(.up) * step)
            }
        default: break
        }
        (self.low, self.high) = (low, high)
    }

    /// The ticks, at most `maximum` of them on an axis of years; about `count` of them, or at the ends' own distance.
    func ticks(count: Int? = nil, maximum: Int = .max) -> [Tick] {
        if let slots = axis.slots { return slots.enumerated().map { Tick(value: Double($0), label: $1.name) } }
        if isEmpty { return [] }
        if let values = axis.ticks?.filter({ $0 >= low && $0 <= high }) {
            return zip(values, Ticks.labels(values)).map(Tick.init)
        }
        switch axis.kind {
        case .years:
            return Ticks.years(low: low, high: high, maximum: maximum).map {
                Tick(value: $0, label: String(Int($0)))
            }
        case .log:
            let values = Ticks.logarithmic(low: low, high: high, count: count ?? 5)
            return zip(values, Ticks.labels(values)).map(Tick.init)
        default:
            let own = count == nil ? step : nil
            let values = Ticks.multiples(
                of: own ?? Ticks.step(low: low, high: high, count: count ?? 5), low: low, high: high)
            return zip(values, Ticks.labels(values)).map(Tick.init)
        }
    }
}
