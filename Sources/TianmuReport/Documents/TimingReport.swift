import TianmuEngine
import TianmuModel

/// How long the steps of a run took, for standard error.
package struct TimingReport: Sendable {
    /// Wall time in seconds of each step that there was, in order.
    package var steps: [(step: WorkStep, seconds: Double)]

    package init(steps: [(step: WorkStep, seconds: Double)]) { self.steps = steps }

    private var total: Double { steps.reduce(0) { $0 + $1.seconds } }

    /// The kernel's share of the whole.
    private var kernelShare: Double {
        let kernel = steps.filter(\.step.isKernel).reduce(0) { $0 + $1.seconds }
        return total > 0 ? kernel / total : 0
    }

    package func text(_ language: Language) -> String {
        let words = Words(language)
        func row(_ name: String, _ seconds: Double) -> [String] {
            let share = total > 0 ? seconds / total : 0
            return [name, NumberText.fixed(1000 * seconds, decimals: 1), NumberText.percentOfWhole(share)]
        }
        let table = Table(
            columns: [
                .init(words(zh: "步骤", en: "Step")), .init(words(zh: "毫秒", en: "ms"), .right),
                .init(words(zh: "占比", en: "Share"), .right),
            ],
            rows: steps.map { row($0.step.title[language], $0.seconds) } + [row(words(zh: "合计", en: "all"), total)])
        let kernel = NumberText.percentOfWhole(kernelShare)
        return TextFormat.text(of: table)
            + words(zh: "其中抽样与统计（内核）占 \(kernel)", en: "The kernel (draws and their statistics) takes \(kernel)")
    }

    /// One line: seconds by step.
    package func json() throws -> String {
        let document = Document(
            timings: Dictionary(steps.map { ($0.step.rawValue, $0.seconds) }, uniquingKeysWith: +), total: total,
            kernelShare: kernelShare)
        return try JSONFormat.line(of: document)
    }

    private struct Document: Encodable {
        var timings: [String: Double]
        var total: Double
        var kernelShare: Double
    }
}

extension WorkStep {
    fileprivate var title: LocalizedText {
        switch self {
        case .read: LocalizedText(zh: "读取", en: "read")
        case .plan: LocalizedText(zh: "规划", en: "plan")
        case .fit: LocalizedText(zh: "拟合模型", en: "fit models")
        case .firstPass: LocalizedText(zh: "模拟：第一遍", en: "simulate: first pass")
        case .secondLook: LocalizedText(zh: "模拟：找分位数", en: "simulate: quantiles")
        case .points: LocalizedText(zh: "逐一试算", en: "runs of the sweep")
        case .origins: LocalizedText(zh: "拟合并评分", en: "fit, draw and score")
        case .summarize: LocalizedText(zh: "汇总", en: "summarise")
        case .assess: LocalizedText(zh: "判断目标", en: "assess")
        case .print: LocalizedText(zh: "打印", en: "print")
        case .charts: LocalizedText(zh: "画图与文档", en: "charts and documents")
        case .write: LocalizedText(zh: "写结果文件夹", en: "write the folder")
        }
    }
}
