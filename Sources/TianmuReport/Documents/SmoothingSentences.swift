import TianmuEngine
import TianmuModel

extension Smoothing {
    /// How this share was estimated.
    func estimator(of share: SmoothedShare) -> ProbabilityEstimator { self[share] == nil ? .counted : .smoothed }

    /// Which probabilities are smoothed, and why others are counted.
    func sentence(plan: Plan) -> LocalizedText {
        let targets = plan.targets.indices
        let smoothed = targets.count { self[.target($0)] != nil }
        let counted = targets.compactMap { index -> LocalizedText? in
            guard let reason = refusals[.target(index)]?.reason else { return nil }
            let target = plan.targets[index]
            return LocalizedText(
                zh: "\(target.title.zh)（\(target.year)）\(reason.zh)",
                en: "\(target.title.en) (\(target.year)): \(reason.en)")
        }
        let joint = self[.atLeast(targets.count)] != nil
        return LocalizedText(
            zh: "\(targets.count) 个目标中 \(smoothed) 个的概率是条件概率的平均（平滑）；全部目标的概率\(joint ? "也是" : "按次数计")。"
                + (counted.isEmpty ? "" : "按次数计的：\(counted.map(\.zh).joined(separator: "；"))。"),
            en:
                "Probabilities of \(smoothed) of \(targets.count) targets are means of conditional probabilities (smoothed); "
                + "that of all targets \(joint ? "is, too" : "is counted")."
                + (counted.isEmpty ? "" : " Counted: \(counted.map(\.en).joined(separator: "; "))."))
    }
}

extension SmoothingRefusal {
    /// Why a probability is counted, without a subject.
    var reason: LocalizedText {
        switch self {
        case .certain:
            LocalizedText(zh: "在中心路径附近不随任何连续的随机数变动", en: "near the central path no continuous random number moves it")
        case .notMonotone:
            LocalizedText(
                zh: "没有找到使其光滑地单调变化的方向", en: "no direction was found along which it rises or falls smoothly")
        case .offCurve(let count):
            LocalizedText(zh: "有 \(count) 次模拟偏离响应曲线", en: "\(count) draws lie off the curve of its response")
        case .tooLarge:
            LocalizedText(zh: "每次模拟的随机数太多", en: "a draw takes too many random numbers")
        }
    }
}
