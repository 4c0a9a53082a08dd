import TianmuAnalysis
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport

/// The box of assumptions in which a target fails: in words, as a table and as a chart.
package struct FailureBoxPage: SensitivityPage {
    package struct Document: Encodable {
        struct Limit: Encodable {
            var assumption: LocalizedText
            var kind: String
            /// Percentiles as shares, `null` for an open end; of a shock whether it happens.
            var low: JSONNumber
            var high: JSONNumber
            var happens: Bool?
            var quasiPValue: JSONNumber
        }

        struct Step: Encodable {
            var mass: Double
            var density: Double
            var coverage: Double
            var restricted: Int
        }

        var method = "prim"
        var target: String
        var draws: Int
        var failureShare: Double
        var mass: Double?
        var density: Double?
        var coverage: Double?
        var limits: [Limit]
        /// The peeling, from everything to the smallest box.
        var trajectory: [Step]
        var sentence: LocalizedText
    }

    private let found: FailureBox
    private let subject: TargetSubject

    package init(_ found: FailureBox) {
        self.found = found
        subject = TargetSubject(plan: found.plan, index: found.target)
    }

    package var heading: LocalizedText {
        subject.heading(LocalizedText(zh: "目标在什么情形下落空", en: "where the target fails"))
    }

    private var restricted: [Int] {
        (found.box?.restricted ?? []).sorted { (found.quasiPValues[$0] ?? 1, $0) < (found.quasiPValues[$1] ?? 1, $1) }
    }

    package var sentence: LocalizedText {
        let share = NumberText.percent(found.failureShare)
        guard let box = found.box else {
            return found.failureShare == 0
                ? LocalizedText(zh: "\(subject.name.zh)在所有模拟中都达到。", en: "\(subject.name.en) is met in every draw.")
                : LocalizedText(zh: "\(subject.name.zh)在所有模拟中都落空。", en: "\(subject.name.en) fails in every draw.")
        }
        guard !box.restricted.isEmpty else {
            return LocalizedText(
                zh: "\(subject.name.zh)落空的概率为 \(share)，找不到落空特别集中的情形。",
                en: "\(subject.name.en) fails with a chance of \(share); there is no box in which failures are dense.")
        }
        let limits = restricted.map { LocalizedText(zh: words($0, .zh), en: words($0, .en)) }.listed()
        return LocalizedText(
            zh: "\(limits.zh)时，\(subject.name.zh)有 \(NumberText.percent(box.density)) 的可能落空（总体 \(share)）；"
                + "落空的情形有 \(NumberText.percent(box.coverage)) 在其中。",
            en:
                "With \(limits.en), \(subject.name.en) fails in \(NumberText.percent(box.density)) of the draws (\(share) overall); "
                + "\(NumberText.percent(box.coverage)) of all failures lie there.")
    }

    package var note: LocalizedText {
        LocalizedText(
            zh: "PRIM（Friedman、Fisher 1999）：百分位是假设由低到高的位次；准 p 值小表示这一限制不像是碰巧（Bryant、Lempert 2010）。"
                + "看了 \(found.drawCount) 次模拟。",
            en:
                "PRIM (Friedman and Fisher 1999): percentiles order an assumption from low to high; a small quasi-p-value says that "
                + "the limit is hardly chance (Bryant and Lempert 2010). \(found.drawCount) draws were looked at.")
    }

    /// `growth below its 40th percentile`.
    private func words(_ input: Int, _ language: Language) -> String {
        let name = found.inputs[input].title[language]
        let words = Words(language)
        if found.inputs[input].isShock {
            return happens(input)
                ? words(zh: "“\(name)”发生", en: "“\(name)” happening")
                : words(zh: "“\(name)”不发生", en: "“\(name)” not happening")
        }
        return words(zh: "“\(name)”\(range(input, .zh))", en: "“\(name)” \(range(input, .en))")
    }

    private func happens(_ input: Int) -> Bool { (found.box?.limits[input].lowerBound ?? 0) > 0.5 }

    private func range(_ input: Int, _ language: Language) -> String {
        let words = Words(language)
        guard let limits = found.box?.limits[input] else { return "" }
        if found.inputs[input].isShock {
            return happens(input) ? words(zh: "发生", en: "happens") : words(zh: "不发生", en: "does not happen")
        }
        let (low, high) = (NumberText.percentOfWhole(limits.lowerBound), NumberText.percentOfWhole(limits.upperBound))
        switch (limits.lowerBound.isFinite, limits.upperBound.isFinite) {
        case (true, true): return words(zh: "在第 \(low) 至 \(high) 位次", en: "from the \(low) to the \(high) point")
        case (true, false): return words(zh: "高于 \(low) 位次", en: "above its \(low) point")
        case (false, true): return words(zh: "低于 \(high) 位次", en: "below its \(high) point")
        case (false, false): return "–"
        }
    }

    package func table(_ language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "假设", en: "Assumption")), .init(words(zh: "限制", en: "Limit")),
                .init(words(zh: "准 p 值", en: "Quasi-p"), .right),
            ],
            rows: restricted.map { input in
                let value = found.quasiPValues[input] ?? .nan
                return [
                    found.inputs[input].title[language], range(input, language),
                    value < 0.001 ? "< 0.001" : NumberText.fixed(value, decimals: 3),
                ]
            })
    }

    package var plain: Table {
        Table(
            columns: ["step", "mass", "density", "coverage", "restricted"].map { .init($0) },
            rows: (found.trajectory + (found.box.map { [$0] } ?? [])).enumerated().map { step, box in
                [
                    step < found.trajectory.count ? "\(step)" : "chosen", plainNumber(box.mass),
                    plainNumber(box.density),
                    plainNumber(box.coverage),
                    box.restricted.map { input in
                        let limits = box.limits[input]
                        return "\(found.inputs[input].title.en) \(limits.lowerBound)..\(limits.upperBound)"
                    }.joined(separator: "; "),
                ]
            })
    }

    package var document: Document {
        Document(
            target: subject.id, draws: found.drawCount, failureShare: found.failureShare, mass: found.box?.mass,
            density: found.box?.density, coverage: found.box?.coverage,
            limits: restricted.map { input in
                let limits = found.box?.limits[input] ?? -.infinity ... .infinity
                return Document.Limit(
                    assumption: found.inputs[input].title, kind: found.inputs[input].kindName,
                    low: limits.lowerBound.finite, high: limits.upperBound.finite,
                    happens: found.inputs[input].isShock ? happens(input) : nil,
                    quasiPValue: (found.quasiPValues[input] ?? .nan).finite)
            },
            trajectory: found.trajectory.map {
                Document.Step(
                    mass: $0.mass, density: $0.density, coverage: $0.coverage, restricted: $0.restricted.count)
            }, sentence: sentence)
    }

    package func chart(_ language: Language) throws(ChartRefusal) -> Chart {
        let words = Words(language)
        guard let box = found.box, !box.restricted.isEmpty else { throw ChartRefusal(sentence) }
        let rows = restricted.indices.map(Double.init)
        // A shock is off on the left and on on the right.
        let spans = restricted.map { input -> (Double, Double) in
            let limits = box.limits[input]
            if found.inputs[input].isShock { return happens(input) ? (50, 100) : (0, 50) }
            return (100 * max(0, limits.lowerBound), 100 * min(1, limits.upperBound))
        }
        let panel = Panel(
            x: .linear(caption: words(zh: "假设的位次，%", en: "percentile of the assumption"), domain: 0...100),
            y: .names(
                restricted.map { found.inputs[$0].title[language] + words(zh: "，", en: ", ") + range($0, language) }),
            marks: [
                .bars(
                    BarMark(
                        .horizontal, positions: rows, values: rows.map { _ in 100 }, thickness: 0.5, paint: .band(0))),
                .bars(
                    BarMark(
                        .horizontal, positions: rows, values: spans.map(\.1), bases: spans.map(\.0), thickness: 0.5,
                        paint: .median)),
            ])
        let peeling = Panel(
            title: words(zh: "剥离的轨迹：每一步的箱子", en: "The peeling: the box of each step"),
            x: .linear(caption: words(zh: "覆盖：箱中占全部落空的%", en: "coverage: % of all failures"), domain: 0...100),
            y: .linear(caption: words(zh: "密度：箱中落空的%", en: "density: % that fail"), includesZero: true),
            marks: [
                .line(
                    LineMark(
                        x: found.trajectory.map { 100 * $0.coverage }, y: found.trajectory.map { 100 * $0.density },
                        paint: .median)),
                .dots(
                    DotMark(
                        x: [100 * box.coverage], y: [100 * box.density], paint: .accent,
                        labels: [words(zh: "所选", en: "chosen")])),
            ], plotHeight: 180)
        return Chart(
            title: sentence[language].trimmedStop,
            subtitle: words(
                zh: "深色为落空集中的范围，没有列出的假设不受限制",
                en: "Dark: where failures are dense; assumptions that are not listed are free"),
            footer: [subject.origin(language), note[language]], description: sentence[language],
            panels: [panel, peeling],
            table: DataTable(columns: table(language).columns.map(\.title), rows: table(language).rows),
            language: language.tag)
    }
}
