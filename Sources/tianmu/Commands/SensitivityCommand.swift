import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuReport

struct SensitivityCommand: AsyncParsableCommand {
    enum Method: String, ExpressibleByArgument, CaseIterable {
        case tornado
        case morris
        case sobol
        case shapley
        case prim
    }

    static let configuration = CommandConfiguration(
        commandName: "sensitivity",
        abstract: "Which assumptions decide about a target. 哪些假设左右目标。",
        discussion: """
            tornado: each assumption at its p10 and p90. morris: screening of many. sobol: shares of the variance, alone and \
            with interactions. shapley: the same where assumptions are correlated. prim: the box of assumptions in which the \
            target fails. --against: what parts the change to another scenario.

              tianmu sensitivity Scenarios/linan/baseline.yaml --target gdp
              tianmu sensitivity my.yaml --target gdp --method sobol --chart sobol.svg
              tianmu sensitivity my.yaml --target urban_rural_ratio --method shapley
              tianmu sensitivity my.yaml --target budget_revenue@2025 --method prim
              tianmu sensitivity base.yaml --against weak.yaml --target gdp
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var picture: ChartOutput

    @Option(help: "The target: an indicator, or indicator@year; by default the first of the scenario. 目标。")
    var target: String?

    @Option(help: "tornado, morris, sobol, shapley or prim; tornado by default. 方法。")
    var method: Method?

    @Option(
        help: "Part the change to this scenario by what differs. 与另一情景比较。",
        completion: .file(extensions: ["yaml", "yml"]))
    var against: String?

    func validate() throws {
        if against != nil, method != nil { throw ValidationError("'--against' and '--method' exclude each other.") }
    }

    func run() async throws {
        let language = output.language
        try picture.check(language)
        do {
            try await show(try await page())
        } catch let error as WhatIfRefusal {
            throw Console.badInput(error.message, language)
        }
    }

    private func page() async throws -> any SensitivityPage {
        let pipeline = Pipeline(language: output.language, draws: draws)
        var source = try pipeline.read(scenario)
        let plan = try pipeline.plan(source)
        guard !plan.targets.isEmpty else {
            throw WhatIfRefusal(zh: "情景没有目标", en: "the scenario has no targets")
        }
        try plan.requireNoConditions()
        let target = try target.map { name in try plan.target(named: name) } ?? 0
        let threads = draws.threads ?? 0
        if let against {
            let other = try pipeline.read(against)
            return ChangePage(
                try await ChangeDecomposition.make(
                    source, other, target: target, registry: pipeline.plugins.registry(for: &source),
                    options: draws.planOptions(),
                    threads: threads))
        }
        switch method ?? .tornado {
        case .tornado: return TornadoPage(await Tornado.make(plan, target: target, threads: threads))
        case .morris: return ScreeningPage(try await Screening.make(plan, target: target, threads: threads))
        case .sobol: return VariancePage(try await VarianceShares.sobol(plan, target: target, threads: threads))
        case .shapley: return VariancePage(try await VarianceShares.shapley(plan, target: target, threads: threads))
        case .prim: return FailureBoxPage(await FailureBox.find(plan, target: target, threads: threads))
        }
    }

    private func show(_ page: some SensitivityPage) async throws {
        let language = output.language
        switch output.format {
        case .text: try Console.result(page.text(language, width: Environment.outputWidth))
        case .json: try Console.result(page.json())
        case .csv: try Console.result(CSVFormat.text(of: page.plain))
        }
        try picture.write(language) { () throws(ChartRefusal) in try page.chart(language) }
    }
}
