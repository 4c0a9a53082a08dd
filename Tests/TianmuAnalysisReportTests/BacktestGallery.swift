import BenchmarkModels
import ExponentialSmoothing
import StateSpaceModels
import TestSupport
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuBacktest
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuReport
import TianmuScenario
import TrendModels

/// The charts of backtests and of models on one indicator, of made-up regions that grow by about 5 % a year.
enum BacktestGallery {
    static let registry = ModelRegistry([
        BenchmarkModel(.drift), BenchmarkModel(.naive), SmoothingModel.simple, ThetaModel(), TrendModel.localLevel,
        TrendModel.smoothTrend, DampedTrendModel(),
    ])

    /// Levels from 2001 on.
    static func levels(_ number: Int, years: Int) -> [Double] {
        var steps = [Double](repeating: 0, count: years)
        steps.withUnsafeMutableBufferPointer {
            PhiloxSource(seed: 41).fillNormals(dimension: 0, replicate: number, first: 0, into: $0)
        }
        var level = 4.0
        return steps.map { step in
            level += 0.05 + 0.03 * step
            return (10 * Double.exp(level)).rounded() / 10
        }
    }

    static func backtest(_ names: [String], years: Int = 14) async throws -> Backtest {
        var options = BacktestOptions(horizon: 4)
        (options.drawCount, options.originCount, options.threads) = (200, 5, 1)
        let panel = SeriesPanel(
            series: (0..<12).map {
                PanelSeries(name: "region \($0)", history: History(firstYear: 2001, values: levels($0, years: years)))
            })
        return await Backtester.test(try BacktestMethods(names, registry: registry), on: panel, options: options)
    }

    /// Of regions that grow or shrink by a factor of e or so in a year, with the models' own intervals: some scores have
    /// no bounds.
    ///
    /// - Parameter sd: of the logarithm's yearly changes.
    static func wildBacktest(_ names: [String], sd: Double = 1) async throws -> Backtest {
        var options = BacktestOptions(horizon: 4)
        (options.drawCount, options.originCount, options.threads, options.intervals) = (200, 10, 1, .own)
        let panel = SeriesPanel(
            series: (0..<12).map { number in
                let steps = levels(number, years: 16).map { Double.log($0) }
                let walk = zip(steps.dropFirst(), steps).map { sd * ($0 - $1 - 0.05) / 0.03 }
                let values = walk.reduce(into: [50.0]) { $0.append($0[$0.count - 1] * .exp($1)) }
                return PanelSeries(name: "region \(number)", history: History(firstYear: 2001, values: values))
            })
        return await Backtester.test(try BacktestMethods(names, registry: registry), on: panel, options: options)
    }

    static let yaml = """
        tianmu: 1
        title: {zh: 某县基准情景, en: "A county, baseline"}
        region: county
        data: [figures.csv]
        years: {base: 2010, through: 2013}
        draws: {count: 512, seed: 3}
        indicators:
          gdp: {title: {zh: 地区生产总值, en: GRP}, unit: 亿元, model: damped-trend}
        targets: [{indicator: gdp, year: 2013, above: 110}]
        """

    /// - Parameter regions: of them the first is the scenario's.
    static func figures(_ regions: Int, years: Int = 10) -> String {
        let names = ["county", "east", "west", "north"]
        return "indicator,region,unit,year,value\n"
            + (0..<regions).map { region in
                levels(region, years: 10).enumerated().dropFirst(10 - years).map {
                    "gdp,\(names[region]),亿元,\(2001 + $0.offset),\($0.element)\n"
                }.joined()
            }.joined()
    }

    /// As `tianmu models --compare` makes it.
    static func comparison(regions: Int, years: Int = 10, yaml: String = yaml) async throws -> ModelComparison {
        let scenario = try Pipeline.read(yaml, figures: figures(regions, years: years))
        var variants: [Variant] = []
        var refusals: [Comparison.Refusal] = []
        let labels = [LocalizedText(zh: "情景", en: "scenario")] + registry.ids.map { LocalizedText($0.name) }
        for (label, id) in zip(labels, [nil] + registry.ids.map(Optional.some)) {
            do {
                let models = id.map { [IndicatorID("gdp"): $0] } ?? [:]
                let plan = try Planner.plan(scenario, registry: registry, options: PlanOptions(models: models))
                variants.append(Variant(label: label, assessment: try await Pipeline.assess(plan)))
            } catch let faults as DiagnosticList {
                refusals.append(.init(label: label, reason: faults.diagnostics[0].message))
            }
        }
        let plan = variants[0].assessment.plan
        let panel = IndicatorPanel(scenario, plan: plan, slot: 0)
        var options = BacktestOptions(horizon: panel.horizon(through: plan.years.through))
        (options.drawCount, options.threads) = (200, 1)
        let trial = await ModelTrial.make(of: registry.ids, registry: registry, on: panel, options: options)
        return ModelComparison(variants: variants, refusals: refusals, plan: plan, slot: 0, trial: trial)
    }

    static func pictures() async throws -> [WhatIfGallery.Picture] {
        let few = try await backtest(["drift", "theta", "naive"])
        let many = try await backtest(registry.ids.map(\.name) + ["ensemble"])
        let wild = try await wildBacktest(["drift", "naive", "theta", "damped-trend"])
        let near = yaml.replacing("above: 110", with: "above: 89")
        let models = try await comparison(regions: 4)
        let crossed = try await comparison(regions: 4, yaml: near)
        let alone = try await comparison(regions: 1, years: 3)
        var untested = try await comparison(regions: 1, years: 3)
        let reason = LocalizedText(zh: "历史太短", en: "the history is too short")
        for place in untested.entries.indices {
            (untested.entries[place].own, untested.entries[place].siblings) = (.untested(reason), .untested(reason))
        }
        return try Language.allCases.flatMap { language -> [WhatIfGallery.Picture] in
            [
                ("backtest-coverage", try BacktestChart.chart(of: few, language: language)),
                ("backtest-coverage-many", try BacktestChart.chart(of: many, language: language)),
                ("backtest-pit", try HistogramChart.chart(of: few, language: language)),
                ("backtest-pit-many", try HistogramChart.chart(of: many, language: language)),
                ("backtest-skill", try SkillChart.chart(of: few, language: language)),
                ("backtest-skill-many", try SkillChart.chart(of: many, language: language)),
                ("backtest-skill-wild", try SkillChart.chart(of: wild, language: language)),
                ("models", try ModelComparisonChart.chart(of: models, language: language)),
                ("models-crossed", try ModelComparisonChart.chart(of: crossed, language: language)),
                ("models-alone", try ModelComparisonChart.chart(of: alone, language: language)),
                ("models-untested", try ModelComparisonChart.chart(of: untested, language: language)),
            ].map { WhatIfGallery.Picture(name: "\($0.0)-\(language.rawValue)", chart: $0.1) }
        }
    }
}
