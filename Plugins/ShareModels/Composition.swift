import TianmuModel
import TianmuNumerics

/// The years in which all shares are known, as centred log-ratios.
struct Composition {
    private(set) var years: [Int] = []
    /// Year by year, share by share: ln xᵢ − mean ln x.
    private(set) var logRatios: [[Double]] = []
    private(set) var notes: [LocalizedText] = []

    /// How far a sum may be from the total, as a part of it: beyond, the history is refused; within, it is scaled.
    static let tolerance = 0.005
    /// Sums closer than this are taken as exact.
    static let rounding = 1e-9

    init(_ outputs: [OutputContext], total: Double) throws(ModelRefusal) {
        for output in outputs { _ = try output.requireHistory(of: 1, positive: true) }
        let lastYears = Set(outputs.compactMap { $0.history.last?.year })
        guard lastYears.count == 1 else {
            throw .other(
                LocalizedText(
                    zh: "各占比的最后观测年份须相同，现为 \(lastYears.sorted().map(String.init).joined(separator: "、"))",
                    en: "all shares must end in the same year, but end in "
                        + lastYears.sorted().map(String.init).joined(separator: ", ")))
        }
        let tables = outputs.map { output in
            Dictionary(output.history.observations.map { ($0.year, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        var scaled: [Int] = []
        for year in outputs[0].history.years {
            let values = tables.compactMap { $0[year] }
            guard values.count == outputs.count else { continue }
            let sum = values.reduce(0, +)
            guard abs(sum / total - 1) <= Self.tolerance else {
                throw .other(
                    LocalizedText(
                        zh: "\(year) 年各占比之和为 \(sum)，应为 \(total)（允许偏差 0.5%）",
                        en: "the shares sum to \(sum) in \(year), must sum to \(total) within 0.5 %"))
            }
            if abs(sum / total - 1) > Self.rounding { scaled.append(year) }
            let logs = values.map { Double.log($0) }
            let middle = logs.reduce(0, +) / Double(logs.count)
            years.append(year)
            logRatios.append(logs.map { $0 - middle })
        }
        if !scaled.isEmpty {
            let list = scaled.map(String.init)
            notes.append(
                LocalizedText(
                    zh: "\(list.joined(separator: "、")) 年各占比之和不等于 \(total)，已按比例调整",
                    en: "shares were scaled to sum to \(total) in \(list.joined(separator: ", "))"))
        }
    }

    /// Σ (d − kμ̂)²/k over all changes d, each over k years, of all shares.
    var residualSquares: Double {
        guard let first = logRatios.first, let last = logRatios.last, logRatios.count > 2 else { return 0 }
        let span = Double((years.last ?? 0) - (years.first ?? 0))
        var sum = 0.0
        for t in 1..<logRatios.count {
            let gap = Double(years[t] - years[t - 1])
            for i in last.indices {
                let error = logRatios[t][i] - logRatios[t - 1][i] - gap * (last[i] - first[i]) / span
                sum += error * error / gap
            }
        }
        return sum
    }
}
