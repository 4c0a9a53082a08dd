/// Nelder and Mead's simplex search for a minimum of up to four variables within bounds.
///
/// Points are SIMD vectors, so that nothing is allocated: for objectives of a microsecond or less. A point outside the
/// bounds is moved onto them, where the simplex may lose a dimension; hence the search starts again from its result
/// until it gains nothing. Finds a local minimum; of an objective that is NaN anywhere, that place counts as +∞.
///
/// Source: Nelder & Mead (1965), A simplex method for function minimization, Computer Journal 7, with reflection 1,
/// expansion 2, contraction ½ and shrinkage ½.
public struct BoxSearch: Sendable {
    public let lower: SIMD4<Double>
    public let upper: SIMD4<Double>
    /// How many of the four variables there are: 1...4.
    public let dimension: Int
    /// A simplex whose values differ by less than this fraction of the middle value has arrived.
    public var relativeTolerance = 1e-12
    /// Values that differ by less than this have arrived, too.
    public var absoluteTolerance = 1e-300
    /// The most evaluations, all starts together.
    public var evaluationLimit = 2000
    /// The most starts.
    public var startLimit = 4

    /// - Precondition: between one and four bounds, none of them NaN.
    public init(bounds: [ClosedRange<Double>]) {
        precondition((1...4).contains(bounds.count), "one to four variables")
        dimension = bounds.count
        var lower = SIMD4<Double>.zero
        var upper = SIMD4<Double>.zero
        for (i, bound) in bounds.enumerated() {
            lower[i] = bound.lowerBound
            upper[i] = bound.upperBound
        }
        self.lower = lower
        self.upper = upper
    }

    /// A point, its value, and what it cost.
    public struct Minimum: Equatable, Sendable {
        public var point: SIMD4<Double>
        public var value: Double
        public var evaluations: Int
    }

    /// The minimum near `start`.
    /// - Parameter step: the size of the first simplex along each variable; at the upper bound it goes downward.
    public func minimum(
        from start: SIMD4<Double>, step: SIMD4<Double>, _ objective: (SIMD4<Double>) -> Double
    ) -> Minimum {
        let start = start.clamped(lowerBound: lower, upperBound: upper)
        var best = Minimum(point: start, value: guarded(objective(start)), evaluations: 1)
        var step = step
        for _ in 0..<max(startLimit, 1) {
            let found = search(from: best, step: step, objective)
            let gain = best.value - found.value
            best = found
            guard gain > relativeTolerance * abs(best.value) + absoluteTolerance, best.evaluations < evaluationLimit
            else { break }
            step *= 0.25
        }
        return best
    }

    private func guarded(_ value: Double) -> Double { value.isNaN ? .infinity : value }

    private func search(
        from start: Minimum, step: SIMD4<Double>, _ objective: (SIMD4<Double>) -> Double
    ) -> Minimum {
        var evaluations = start.evaluations
        func tried(_ point: SIMD4<Double>) -> Vertex {
            evaluations += 1
            let point = point.clamped(lowerBound: lower, upperBound: upper)
            return Vertex(point: point, value: guarded(objective(point)))
        }
        let n = dimension
        var simplex = Simplex(Vertex(point: start.point, value: start.value))
        for i in 0..<n {
            var point = start.point
            point[i] += point[i] + step[i] <= upper[i] ? step[i] : -step[i]
            simplex[i + 1] = tried(point)
        }
        while evaluations < evaluationLimit {
            simplex.sort(count: n + 1)
            let spread = simplex[n].value - simplex[0].value
            if !(spread > relativeTolerance * abs(simplex[0].value) + absoluteTolerance) { break }
            var center = SIMD4<Double>.zero
            for i in 0..<n { center += simplex[i].point }
            center /= Double(n)
            let away = center - simplex[n].point
            let reflected = tried(center + away)
            if reflected.value < simplex[0].value {
                let expanded = tried(center + 2 * away)
                simplex[n] = expanded.value < reflected.value ? expanded : reflected
            } else if reflected.value < simplex[n - 1].value {
                simplex[n] = reflected
            } else {
                let isOutside = reflected.value < simplex[n].value
                let contracted = tried(isOutside ? center + 0.5 * away : center - 0.5 * away)
                if contracted.value < min(reflected.value, simplex[n].value) {
                    simplex[n] = contracted
                } else {
                    for i in 1...n { simplex[i] = tried(0.5 * (simplex[0].point + simplex[i].point)) }
                }
            }
        }
        simplex.sort(count: n + 1)
        return Minimum(point: simplex[0].point, value: simplex[0].value, evaluations: evaluations)
    }

    private struct Vertex {
        var point: SIMD4<Double>
        var value: Double
    }

    /// Up to five vertices without an allocation.
    private struct Simplex {
        private var a, b, c, d, e: Vertex

        init(_ vertex: Vertex) { (a, b, c, d, e) = (vertex, vertex, vertex, vertex, vertex) }

        subscript(index: Int) -> Vertex {
            get {
                switch index {
                case 0: a
                case 1: b
                case 2: c
                case 3: d
                default: e
                }
            }
            set {
                switch index {
                case 0: a = newValue
                case 1: b = newValue
                case 2: c = newValue
                case 3: d = newValue
                default: e = newValue
                }
            }
        }

        /// By value, the order of equals kept.
        mutating func sort(count: Int) {
            for i in 1..<count {
                var j = i
                while j > 0, self[j].value < self[j - 1].value {
                    let moved = self[j]
                    self[j] = self[j - 1]
                    self[j - 1] = moved
                    j -= 1
                }
            }
        }
    }
}
