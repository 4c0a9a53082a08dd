import BenchmarkModels
import PanelModels
import Testing
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuBacktest
import TianmuCharts
import TianmuModel
import TianmuReport
import TianmuScenario

/// Models on one indicator: what is tried on which past, and what is said where nothing can be.
@Suite struct ModelComparisonTests {
    @Test("The panel has the known figures of the own region, and other regions by name")
    func panel() async throws {
        let comparison = try await BacktestGallery.comparison(regions: 4)
        #expect(comparison.trial.panel.own.name == "county")
        #expect(comparison.trial.panel.own.history.values == BacktestGallery.levels(0, years: 10))
        #expect(comparison.trial.panel.siblings.map(\.name) == ["east", "north", "west"])
        #expect(comparison.trial.horizon == 3)
    }

    @Test("The scenario stands first, the models by their skill on other regions, drift with a skill of 0")
    func order() async throws {
        let comparison = try await BacktestGallery.comparison(regions: 4)
        #expect(comparison.entries.first?.label.en == "scenario")
        #expect(comparison.entries.first?.model == "damped-trend")
        let skills = comparison.entries.dropFirst().map { $0.siblings.scores?.skill ?? .nan }
        #expect(skills.count > 4 && skills.allSatisfy(\.isFinite))
        #expect(skills == skills.sorted(by: >))
        #expect(comparison.entries.first { $0.model == "drift" }?.siblings.scores?.skill == 0)
        // The same model with the same parameters forecasts and scores the same.
        let other = comparison.entries.dropFirst().first { $0.model == "damped-trend" }
        #expect(other?.siblings.scores == comparison.entries.first?.siblings.scores)
        #expect(other?.years.map(\.median) == comparison.entries.first?.years.map(\.median))
    }

    @Test("A model that reads other regions is tried on the own one with them as siblings, and on them with it")
    func siblings() async throws {
        let registry = ModelRegistry([BenchmarkModel(.drift), PooledGrowthModel()])
        let regions = (0..<4).map { number in
            PanelSeries(
                name: "region \(number)",
                history: History(firstYear: 2001, values: BacktestGallery.levels(number, years: 10)))
        }
        let panel = IndicatorPanel(own: regions[0], siblings: Array(regions.dropFirst()), measure: .level)
        var options = BacktestOptions(horizon: 2)
        (options.drawCount, options.intervals) = (200, .own)
        let trial = await ModelTrial.make(of: ["pooled-growth"], registry: registry, on: panel, options: options)
        let record = try #require(trial.records["pooled-growth"])
        // As if all four were in one panel.
        let all = await Backtester.test(
            try BacktestMethods(["drift", "pooled-growth"], registry: registry), on: SeriesPanel(series: regions),
            options: options)
        let (own, others) = (try #require(record.own.scores), try #require(record.siblings.scores))
        #expect(own.count > 0 && own.count + others.count == all.results[1].total.count)
        let mean =
            (own.mase * Double(own.count) + others.mase * Double(others.count)) / Double(own.count + others.count)
        #expect(abs(mean - all.results[1].total.mase) < 1e-12)
    }

    @Test("Scores are those of a backtest with the models' own intervals")
    func scores() async throws {
        let comparison = try await BacktestGallery.comparison(regions: 4)
        var options = BacktestOptions(horizon: 3)
        (options.drawCount, options.intervals) = (200, .own)
        let siblings = (1...3).map { number in
            PanelSeries(
                name: ["east", "west", "north"][number - 1],
                history: History(firstYear: 2001, values: BacktestGallery.levels(number, years: 10)))
        }
        let found = await Backtester.test(
            try BacktestMethods(["drift", "theta"], registry: BacktestGallery.registry),
            on: SeriesPanel(series: siblings.sorted { $0.name < $1.name }), options: options)
        let theta = comparison.entries.first { $0.model == "theta" }
        #expect(theta?.siblings.scores == found.results[1].total)
    }

    @Test("A short history and no other region are said plainly, and refused models keep their reasons")
    func short() async throws {
        let comparison = try await BacktestGallery.comparison(regions: 1, years: 3)
        let text = ModelComparisonReport.text(of: comparison, language: .en)
        #expect(text.contains("too short: 3 known years, and it takes"))
        #expect(text.contains("others: the files have no other region\n"))
        // A model that needs more than it declares is too short in the same words.
        #expect(!text.contains("refused at every origin: fewer"))
        #expect(!comparison.refusals.isEmpty)
        for refusal in comparison.refusals { #expect(text.contains(refusal.label.en)) }
        let chinese = ModelComparisonReport.text(of: comparison, language: .zh)
        #expect(chinese.contains("历史太短") && chinese.contains("不能用的模型"))
    }

    @Test("Parameters that the scenario gives are not tested: they may know what came")
    func givenParameters() async throws {
        let yaml = BacktestGallery.yaml.replacing(
            "model: damped-trend", with: "model: damped-trend, parameters: {damping: 0.8}")
        let comparison = try await BacktestGallery.comparison(regions: 2, yaml: yaml)
        #expect(comparison.entries.first?.siblings.scores == nil)
        #expect(comparison.entries.dropFirst().contains { $0.model == "damped-trend" && $0.siblings.scores != nil })
    }

    @Test("The notes say what models that read other regions see, and which years are assumed")
    func notes() async throws {
        func words(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        let comparison = try await BacktestGallery.comparison(regions: 2)
        let text = words(ModelComparisonReport.text(of: comparison, language: .en))
        #expect(text.contains("Models that read other regions are told the same indicator of them"))
        #expect(text.contains("The own history has 10 known years; others are east."))
        let yaml = BacktestGallery.yaml.replacing("base: 2010", with: "base: 2011")
            .replacing("model: damped-trend", with: "base: {value: 170, reason: seen}, model: damped-trend")
        let assumed = try await BacktestGallery.comparison(regions: 2, yaml: yaml)
        #expect(
            words(ModelComparisonReport.text(of: assumed, language: .en))
                .contains("The own history has 10 known years, and 1 more that is assumed, for the fit only; others"))
        let chinese = ModelComparisonReport.text(of: assumed, language: .zh)
        #expect(chinese.contains("另有 1 年为假设") && chinese.contains("%/年") && !chinese.contains("percent per year"))
    }

    @Test("A formula is named, and the models stand in its place")
    func formula() async throws {
        let yaml = BacktestGallery.yaml.replacing("model: damped-trend", with: "formula: previous(gdp) * 1.05")
        let comparison = try await BacktestGallery.comparison(regions: 2, yaml: yaml)
        #expect(comparison.formula == "previous(gdp) * 1.05")
        #expect(comparison.entries.first?.model == nil && comparison.entries.count > 4)
        #expect(ModelComparisonReport.text(of: comparison, language: .en).contains("previous(gdp) * 1.05"))
    }

    @Test("Every row of the tables has a cell for each column, and the CSV tells refusals too")
    func tables() async throws {
        for comparison in [
            try await BacktestGallery.comparison(regions: 4),
            try await BacktestGallery.comparison(regions: 1, years: 3),
        ] {
            for table in [
                ModelComparisonTable.forecasts(of: comparison, language: .zh),
                ModelComparisonTable.skills(of: comparison, language: .en), ModelComparisonTable.long(comparison),
            ] { #expect(table.rows.allSatisfy { $0.count == table.columns.count }) }
            let long = ModelComparisonTable.long(comparison)
            #expect(long.rows.count == 3 * comparison.entries.count + comparison.refusals.count)
            _ = try JSONFormat.text(of: ModelComparisonDocument(comparison, path: "a.yaml"))
        }
    }

    @Test("Skill cannot be drawn without drift among the models, nor of drift alone")
    func skillRefused() async throws {
        for names in [["theta"], ["drift"]] {
            let backtest = try await BacktestGallery.backtest(names)
            #expect(throws: ChartRefusal.self) { try SkillChart.chart(of: backtest, language: .en) }
        }
    }

    @Test("The text of a backtest has the joint scores of each model, and says of what they are")
    func joint() async throws {
        let backtest = try await BacktestGallery.backtest(["drift", "theta"])
        let table = BacktestTable.joint(of: backtest, language: .en)
        #expect(table.rows.map { $0[0] } == ["drift", "theta"])
        #expect(table.rows.map { $0[1] } == ["60", "60"])
        let text = BacktestReport.text(of: backtest, language: .en)
        #expect(text.contains("the years of one series"))
        #expect(BacktestTable.indicators(of: backtest, language: .en).rows.isEmpty)
        let long = BacktestTable.long(backtest)
        #expect(long.rows.allSatisfy { $0.count == long.columns.count })
    }

    @Test("The title of the chart has the unit, and one model or one median reads as one")
    func titles() async throws {
        var comparison = try await BacktestGallery.comparison(regions: 4)
        func titles() throws -> [String] {
            try [Language.zh, .en].map { try ModelComparisonChart.chart(of: comparison, language: $0).title }
        }
        #expect(
            try titles() == [
                "地区生产总值：8种模型的2013年中位数从83.1到94.7亿元",
                "GRP: medians of 2013 from 83.1 to 94.7 (100 million yuan) by 8 models",
            ])
        comparison.entries.removeAll { $0.model != "damped-trend" }
        #expect(
            try titles() == [
                "地区生产总值：2种模型的2013年中位数都是89.0亿元", "GRP: medians of 2013 by 2 models are all 89.0 (100 million yuan)",
            ])
        comparison.entries.removeLast()
        #expect(
            try titles() == [
                "地区生产总值：2013年中位数为89.0亿元（情景）", "GRP: the median of 2013 is 89.0 (100 million yuan) by scenario",
            ])
    }

    @Test("Where nothing can be tested, the chart has forecasts only and says why")
    func nothingTested() async throws {
        var comparison = try await BacktestGallery.comparison(regions: 1, years: 3)
        let reason = LocalizedText(zh: "历史太短", en: "too short")
        for place in comparison.entries.indices {
            (comparison.entries[place].own, comparison.entries[place].siblings) = (.untested(reason), .untested(reason))
        }
        for language in Language.allCases {
            let chart = try ModelComparisonChart.chart(of: comparison, language: language)
            #expect(chart.panels.count == 1)
            #expect(
                chart.footer.joined().contains(
                    language == .zh ? "没有可回测的模型：历史太短" : "No model could be tested: too short"))
            #expect(!chart.subtitle.contains("CRPS"))
        }
    }

    @Test("No line of a target runs through a number")
    func numbersBesideTargets() async throws {
        // Through most of the medians, and just beside others.
        for target in [83.4, 88.4, 88.9, 89.1, 92.1, 94.9] {
            let yaml = BacktestGallery.yaml.replacing("above: 110", with: "above: \(target)")
            let comparison = try await BacktestGallery.comparison(regions: 2, yaml: yaml)
            let svg = try ModelComparisonChart.chart(of: comparison, language: .en).svg()
            let rule = try #require(svg.firstMatch(of: /s-accent[^"]*" d="M([0-9.]+),/))
            let line = try #require(Double(rule.1))
            let numbers = svg.matches(of: /<text class="t-ink h" x="([0-9.]+)" y="[0-9.]+">([0-9.]+)</)
            #expect(numbers.count >= comparison.entries.count)
            for number in numbers {
                let left = Double(number.1) ?? .nan
                let right = left + TextMetrics.width(of: String(number.2), size: 12)
                #expect(line <= left || line >= right, "\(target) through \(number.2)")
            }
        }
    }

    @Test("Skill and MASE of any size keep the columns of the table narrow")
    func wildSkill() async throws {
        var comparison = try await BacktestGallery.comparison(regions: 2)
        let wild = try await BacktestGallery.wildBacktest(["drift", "naive", "theta"], sd: 2).results.map(\.total)
        let worst = try #require(wild.min { $0.skill < $1.skill })
        #expect(worst.skill < -100)
        for place in comparison.entries.indices {
            comparison.entries[place].siblings = .scored(worst, failedOrigins: 0)
        }
        for cell in ModelComparisonTable.skills(of: comparison, language: .en).rows.flatMap({ $0.dropFirst() }) {
            #expect(cell.count <= 9, "\(cell)")
        }
        let chart = try ModelComparisonChart.chart(of: comparison, language: .en)
        for case .texts(let texts) in chart.panels[1].marks {
            for text in texts.texts { #expect(!text.contains(/[0-9,]{6,}/), "\(text)") }
        }
    }
}
