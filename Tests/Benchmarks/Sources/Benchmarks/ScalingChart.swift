import Foundation
import TianmuCharts

/// How the cost of a command grows, drawn from what scaling.py measured.
struct ScalingChart: Decodable {
    struct Point: Decodable {
        /// Draws, indicators, years, scenarios or threads.
        var size: Double
        /// Wall time of the whole process, ms.
        var whole: Double
        /// Draws and their statistics, ms; absent where the command does not tell.
        var kernel: Double?
    }

    var machine: String
    /// The sizes that stand still while one grows.
    var usual: [String: Double]
    var panels: [String: [Point]]

    private static let axes = [
        ("draws", "draws", "模拟次数"), ("indicators", "indicators", "指标数"), ("years", "forecast years", "预测年数"),
        ("scenarios", "scenarios compared", "情景数"), ("threads", "threads", "线程数"),
    ]

    static func svg(_ options: Options) throws -> String {
        let data = try Data(contentsOf: URL(fileURLWithPath: options.text("file", "scaling.json")))
        let chart = try JSONDecoder().decode(ScalingChart.self, from: data)
        return chart.chart(isChinese: options.text("language", "en") == "zh").svg()
    }

    func chart(isChinese: Bool) -> Chart {
        let usualText = Self.axes.compactMap { key, en, zh in
            usual[key].map { isChinese ? "\(zh) \(Int($0))" : "\(Int($0)) \(en)" }
        }.joined(separator: isChinese ? "，" : ", ")
        let shown = Self.axes.filter { panels[$0.0]?.isEmpty == false }
        return Chart(
            title: isChinese ? "整条命令的用时如何随规模增长" : "How the cost of a whole command grows",
            subtitle: isChinese
                ? "用时（毫秒，对数刻度）：整个进程，及其中模拟与统计的部分"
                : "Time in ms, log scale: the whole process, and the draws and their statistics within it",
            footer: [
                (isChinese ? "每次只改变一项，其余为：" : "One at a time; the others stand at ") + usualText
                    + (isChinese ? "。多轮中的最短用时。机器：" : ". The least of several rounds. Machine: ") + machine
                    + (isChinese ? "。" : ".")
            ],
            description: shown.map { key, en, zh in
                (isChinese ? zh : en) + ": "
                    + (panels[key] ?? []).map { "\(Int($0.size)) \(Int($0.whole.rounded())) ms" }.joined(
                        separator: ", ")
            }.joined(separator: "; "),
            panels: shown.map { panel(panels[$0.0] ?? [], title: isChinese ? $0.2 : $0.1, isChinese) },
            table: DataTable(
                columns: isChinese ? ["项目", "规模", "整个进程", "模拟"] : ["axis", "size", "process ms", "kernel ms"],
                rows: shown.flatMap { key, _, _ in
                    (panels[key] ?? []).map {
                        [key, "\(Int($0.size))", "\($0.whole)", $0.kernel.map { "\($0)" } ?? ""]
                    }
                }),
            arrangement: Arrangement(width: 960, columns: 3, sharesY: true),
            language: isChinese ? "zh-CN" : "en")
    }

    private func panel(_ points: [Point], title: String, _ isChinese: Bool) -> Panel {
        let inner = points.allSatisfy { $0.kernel != nil } ? points : []
        let note = isChinese ? "对数刻度" : "log scale"
        return Panel(
            title: title, x: points.count > 2 ? .log(note: note) : .linear(ticks: points.map(\.size)),
            y: .log(caption: isChinese ? "毫秒" : "ms", note: note),
            marks: [
                .line(
                    LineMark(
                        x: points.map(\.size), y: points.map(\.whole), paint: .category(0), marker: .allCases[0],
                        label: isChinese ? "整个进程" : "process")),
                .line(
                    LineMark(
                        x: inner.map(\.size), y: inner.compactMap(\.kernel), paint: .category(1), dash: .dashed,
                        marker: .allCases[1], label: isChinese ? "模拟" : "draws")),
            ].filter { mark in if case .line(let line) = mark { !line.x.isEmpty } else { true } },
            plotHeight: 180)
    }
}
