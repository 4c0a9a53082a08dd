import Testing
import TianmuAnalysisReport
import TianmuBacktest
import TianmuCharts
import TianmuModel
import TianmuReport

/// Charts and tables of backtests: that many models, and models gone wild, leave them readable.
@Suite struct BacktestChartTests {
    private func lines(_ panel: Panel) -> [LineMark] {
        panel.marks.compactMap { if case .line(let mark) = $0 { mark } else { nil } }
    }

    private func rules(_ panel: Panel) -> [RuleMark] {
        panel.marks.compactMap { if case .rule(let mark) = $0 { mark } else { nil } }
    }

    @Test("Up to four models share the plots of coverage; of more each has its own, on one scale")
    func multiples() async throws {
        let few = try BacktestChart.chart(
            of: try await BacktestGallery.backtest(["drift", "theta", "naive", "ses"]), language: .en)
        #expect(few.panels.map(\.title) == ["80% interval", "95% interval"])
        let names = BacktestGallery.registry.ids.map(\.name)
        let many = try BacktestChart.chart(of: try await BacktestGallery.backtest(names), language: .en)
        #expect(many.panels.map(\.title) == names)
        #expect(many.arrangement.sharesX && many.arrangement.sharesY)
        for panel in many.panels {
            #expect(lines(panel).map(\.label) == ["80%", "95%"])
            #expect(rules(panel).map(\.position) == [.y(80), .y(95)])
        }
    }

    @Test(
        "A model looks the same in every chart of a backtest",
        arguments: [["drift", "theta", "naive"], ["ses", "theta", "drift", "naive"]])
    func looks(names: [String]) async throws {
        let backtest = try await BacktestGallery.backtest(names)
        let coverage = lines(try BacktestChart.chart(of: backtest, language: .en).panels[0])
        let skill = lines(try SkillChart.chart(of: backtest, language: .en).panels[0])
        #expect(coverage.map(\.label) == names && skill.count == names.count - 1)
        for line in skill {
            let same = try #require(coverage.first { $0.label == line.label })
            #expect(line.paint == same.paint && line.dash == same.dash && line.marker == same.marker)
        }
        // Drift is a rule there.
        let rule = try #require(rules(try SkillChart.chart(of: backtest, language: .en).panels[0]).first)
        #expect(rule.paint == coverage.first { $0.label == "drift" }?.paint)
        #expect(Set(coverage.map { "\(String(describing: $0.marker))\($0.dash)" }).count == names.count)
    }

    @Test("No line is as orange as the line of what ought to be, nor dashed alike")
    func nominal() async throws {
        let backtest = try await BacktestGallery.backtest(["theta", "naive", "ses", "smooth-trend"])
        for panel in try BacktestChart.chart(of: backtest, language: .en).panels {
            #expect(lines(panel).contains { $0.paint == .category(3) })
            for rule in rules(panel) {
                #expect(rule.paint != .accent)
                #expect(!lines(panel).contains { $0.dash == rule.dash || $0.paint == rule.paint })
            }
        }
    }

    @Test("Skill below −100 % is drawn at the edge, hollow, and the chart says so", arguments: Language.allCases)
    func wildSkill(language: Language) async throws {
        let backtest = try await BacktestGallery.wildBacktest(["drift", "naive", "theta"])
        let skills = backtest.results.flatMap { $0.horizons.map(\.skill) }
        #expect(skills.contains { $0 < -10 })
        let chart = try SkillChart.chart(of: backtest, language: language)
        let drawn = chart.panels.flatMap { lines($0).flatMap(\.y) }
        #expect(drawn.allSatisfy { $0 >= -100 && $0 <= 100 } && drawn.contains(-100))
        let hollow = chart.panels.flatMap(\.marks).flatMap { mark -> [Double] in
            if case .dots(let dots) = mark, dots.look == .hollow { dots.y } else { [] }
        }
        #expect(hollow.count == skills.count { $0 < -1 } && hollow.allSatisfy { $0 == -100 })
        #expect(chart.footer.joined().contains(language == .zh ? "低于\u{2212}100%" : "below \u{2212}100 %"))
        // Nowhere more digits than a reader takes in.
        let words = ([chart.description] + chart.footer + chart.table.rows.flatMap { $0 }).joined(separator: " ")
        #expect(!words.contains(/[0-9,]{6,}/), "\(words)")
    }

    @Test("Scores of any size keep the columns of the tables narrow", arguments: Language.allCases)
    func wildTables(language: Language) async throws {
        let backtest = try await BacktestGallery.wildBacktest(["drift", "naive", "theta", "ensemble"])
        #expect(backtest.results.contains { $0.total.msis95 > 1e4 && $0.joint.variogram > 1e4 })
        for table in [
            BacktestTable.scores(of: backtest, language: language),
            BacktestTable.joint(of: backtest, language: language),
        ] {
            for cell in table.rows.flatMap({ $0.dropFirst() }) {
                #expect(cell.count <= 9 && !cell.contains("e"), "\(cell)")
            }
        }
    }

    @Test(
        "Every chart names the panel's series and years, and whose intervals are tested", arguments: Language.allCases)
    func footers(language: Language) async throws {
        let pooled = try await BacktestGallery.backtest(["drift", "theta"])
        let own = try await BacktestGallery.wildBacktest(["drift", "theta"])
        for (backtest, words) in [
            (pooled, language == .zh ? "面板各起点之前的误差" : "as wide as the panel's errors before each origin"),
            (own, language == .zh ? "模型自身" : "the models' own"),
        ] {
            for chart in [
                try BacktestChart.chart(of: backtest, language: language),
                try HistogramChart.chart(of: backtest, language: language),
                try SkillChart.chart(of: backtest, language: language),
            ] {
                let footer = chart.footer.joined(separator: " ")
                #expect(footer.contains("region 0") && footer.contains("2001–20"))
                #expect(footer.contains(words), "\(footer)")
            }
        }
    }

    @Test("One origin is one forecast origin")
    func oneOrigin() async throws {
        var backtest = try await BacktestGallery.backtest(["drift", "theta"])
        backtest.originCount = 1
        let footer = try BacktestChart.chart(of: backtest, language: .en).footer.joined(separator: " ")
        #expect(footer.contains("; 1 forecast origin. "), "\(footer)")
    }

    @Test("A model without a forecast is named below the charts that leave it out")
    func failed() async throws {
        let backtest = try await BacktestGallery.backtest(["drift", "theta", "naive"], years: 4)
        #expect(backtest.results[1].total.count == 0)
        for chart in [
            try BacktestChart.chart(of: backtest, language: .en), try HistogramChart.chart(of: backtest, language: .en),
            try SkillChart.chart(of: backtest, language: .en),
        ] { #expect(chart.footer.joined(separator: " ").contains("No forecast: theta.")) }
    }

    @Test("The line of the PIT goes from 0 to 1, and titles are of one length")
    func histogram() async throws {
        let backtest = try await BacktestGallery.backtest(["drift", "naive"])
        let chart = try HistogramChart.chart(of: backtest, language: .en)
        for panel in chart.panels {
            #expect(rules(panel).isEmpty)
            #expect(lines(panel).map(\.x) == [[0, 1]] && lines(panel).map(\.y) == [[10, 10]])
        }
        #expect(chart.footer.joined().contains("\(backtest.results[0].total.count) forecasts of each model"))
    }
}
