import TianmuNumerics

/// The kinds of series on which models are tried.
enum SeriesShape: String, CaseIterable {
    case constant, linear, falling, exploding, wavy, tiny, huge, nearlyZero

    /// For each output `count` values of the domain, the last of a level being about 100 for ordinary shapes.
    func series(count: Int, outputs: Int, domain: ConformanceCase.Domain) -> [[Double]] {
        let raw = (0..<outputs).map { output in
            (0..<count).map { value(back: count - 1 - $0, output: output) }
        }
        switch domain {
        case .positive:
            return raw
        case .real:
            // Half below zero where the shape is not about size.
            return self == .linear || self == .wavy ? raw.map { $0.map { $0 - 95 } } : raw
        case .between(let low, let high):
            // x/(x + 100) lies strictly between 0 and 1; kept off the ends, where rounding would reach them.
            return raw.map { $0.map { low + (high - low) * min(max($0 / ($0 + 100), 1e-9), 1 - 1e-9) } }
        case .shares(let total):
            let sums = (0..<count).map { year in raw.reduce(0) { $0 + $1[year] } }
            return raw.map { zip($0, sums).map { total * $0 / $1 } }
        }
    }

    /// A positive value `back` years before the last.
    private func value(back: Int, output: Int) -> Double {
        let t = Double(back)
        let shift = 1 + 0.3 * Double(output)
        switch self {
        case .constant: return 100 * shift
        case .linear: return shift * 100 / (1 + 0.05 * t)
        case .falling: return shift * (100 + 5 * t)
        case .exploding: return 100 * Double.exp(-0.4 * t * shift)
        case .wavy: return shift * 100 * Double.exp(-0.05 * t + 0.04 * Double.sin(2.3 * t + Double(output)))
        case .tiny: return 1e-9 * shift * Double.exp(-0.03 * t)
        case .huge: return 1e15 * shift * Double.exp(-0.03 * t + 0.02 * Double.sin(1.7 * t))
        case .nearlyZero: return back == 0 ? 1e-6 : 1e-6 * (1 + 0.5 * Double.sin(3.1 * t + Double(output)))
        }
    }
}
