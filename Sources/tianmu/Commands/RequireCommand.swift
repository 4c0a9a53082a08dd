import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

struct RequireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "require",
        abstract: "What it takes to meet each target, from the last known figure. 实现目标需要多快的增长。",
        discussion: """
            The constant rate, front- and back-loaded paths, the rate from every known year on, the rate with a chance of 50 and \
            80 %, and how often other regions grew that fast over as many years.

              tianmu require Scenarios/linan/baseline.yaml
              tianmu require my.yaml --target gdp --reference Scenarios/data/zhejiang.csv
              tianmu require my.yaml --target gdp --as-of 2022-12-31 --chart ladder.svg
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var picture: ChartOutput

    @Option(help: "Only the targets of this indicator, with paths year by year. 只看这个指标的目标。")
    var target: String?

    @Option(help: "How much faster than the mean the front-loaded path begins: 0...1. 前快后慢的程度。")
    var tilt = 0.5

    func validate() throws {
        guard (0...1).contains(tilt) else { throw ValidationError("'--tilt' must lie in 0...1, not \(tilt).") }
    }

    func run() async throws {
        let language = output.language
        try picture.check(language)
        let pipeline = Pipeline(language: language, draws: draws)
        let source = known.dated(try pipeline.read(scenario))
        let further = try known.further(language)
        let plan = try pipeline.plan(source)
        let wanted = try target.map { try targets(of: $0, in: plan) }
        let assessment = try await pipeline.assess(plan)
        let requirements = Requirer.require(
            assessment.summary, scenario: source, further: further, targets: wanted, options: RequireOptions(tilt: tilt)
        )
        switch output.format {
        case .text:
            try Console.result(RequireReport.text(of: requirements, isDetailed: target != nil, language: language))
        case .json: try Console.result(JSONFormat.text(of: RequireDocument(requirements, scenario: scenario)))
        case .csv:
            let table =
                target == nil
                ? RequireTable.table(of: requirements, language: language) : RequireTable.long(requirements)
            try Console.result(CSVFormat.text(of: table))
        }
        try picture.write(language) { () throws(ChartRefusal) in
            try RequireChart.chart(of: requirements, language: language)
        }
    }

    /// The targets of an indicator.
    private func targets(of name: String, in plan: Plan) throws -> [Int] {
        let found = plan.targets.indices.filter { plan.series[plan.targets[$0].slot].id.name == name }
        guard found.isEmpty else { return found }
        let known = plan.targets.map { plan.series[$0.slot].id.name }
        let hint = NearestName.hint(for: name, among: Array(Set(known)).sorted())
        throw Console.badInput(
            LocalizedText(zh: "“\(name)”没有目标\(hint.zh)", en: "'\(name)' has no target\(hint.en)"), output.language)
    }
}
