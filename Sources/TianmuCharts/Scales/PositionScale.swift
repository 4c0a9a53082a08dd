#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns values of one axis into px.
struct PositionScale {
    var low: Double
    var high: Double
    var isLog = false
    /// px of `low` and of `high`; the start may be the greater one (y grows downwards).
    var start: Double
    var end: Double
    /// px of each slot's middle, and of one slot, on an ordinal axis.
    var centres: [Double]?
    var slotLength = 0.0

    init(_ axis: ResolvedAxis, start: Double, end: Double) {
        (low, high, self.start, self.end) = (axis.low, axis.high, start, end)
        isLog = axis.axis.kind == .log
        guard let slots = axis.axis.slots, !slots.isEmpty else { return }
        let offsets = PositionScale.slotOffsets(slots)
        slotLength = (end - start) / offsets.total
        centres = offsets.middles.map { start + $0 * slotLength }
    }

    /// The px of a value; nil for what is not finite, or not positive on a log axis.
    func position(_ value: Double) -> Double? {
        guard value.isFinite, high > low else { return nil }
        if let centres {
            let nearest = clamp(Int(min(max(value, -1), 1e6).rounded()), centres.count)
            return centres[nearest] + (value - Double(nearest)) * slotLength
        }
        if isLog {
            guard value > 0, low > 0 else { return nil }
            return start + naturalLog(value / low) / naturalLog(high / low) * (end - start)
        }
        return start + (value - low) / (high - low) * (end - start)
    }

    /// Where slots lie in units of a slot: the heading of a group takes a slot of its own.
    static func slotOffsets(_ slots: [Axis.Slot]) -> (middles: [Double], headings: [Double?], total: Double) {
        var middles: [Double] = []
        var headings: [Double?] = []
        var next = 0.0
        var group = ""
        for slot in slots {
            let opensGroup = slot.group != group && !slot.group.isEmpty
            headings.append(opensGroup ? next + 0.5 : nil)
            if opensGroup { next += 1 }
            group = slot.group
            middles.append(next + 0.5)
            next += 1
        }
        return (middles, headings, next)
    }
}

/// ln, under a name that no member called `log` hides.
func naturalLog(_ value: Double) -> Double { log(value) }
