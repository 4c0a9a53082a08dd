import ArgumentParser
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

struct JointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "joint",
        abstract: "Which targets are met together, and which fail together. 哪些目标一同实现、一同落空。",
        discussion: """
              tianmu joint Scenarios/linan/baseline.yaml
              tianmu joint my.yaml --year 2025 --chart joint.svg
              tianmu joint my.yaml --format csv                 the sets that fail together
            """)

    @Argument(help: "The scenario file. 情景文件。", completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var draws: DrawOptions
    @OptionGroup var picture: ChartOutput

    @Option(help: "Only the targets of this year. 只看这一年的目标。")
    var year: Int?

    func run() async throws {
        let language = output.language
        try picture.check(language)
        // It counts which targets a draw misses.
        let pipeline = Pipeline(language: language, draws: draws, probabilities: .counted)
        var plan = try pipeline.plan(try pipeline.read(scenario))
        if let year {
            let years = Set(plan.targets.map(\.year)).sorted()
            guard years.contains(year) else {
                let known = years.map(String.init).joined(separator: ", ")
                throw Console.badInput(
                    LocalizedText(
                        zh: "\(year) 年没有目标；有目标的年份：\(known)",
                        en: "there is no target in \(year); there are targets in: \(known)"), language)
            }
            plan.targets.removeAll { $0.year != year }
        }
        let simulation: Simulation
        do throws(SimulationError) {
            simulation = try await Simulator.simulate(plan, options: SimulationOptions(threads: draws.threads ?? 0))
        } catch {
            throw Console.badInput(error.message, language)
        }
        let joint = JointAttainment(simulation)
        switch output.format {
        case .text: try Console.result(JointReport.text(of: joint, language: language))
        case .json: try Console.result(JSONFormat.text(of: JointDocument(joint)))
        case .csv: try Console.result(CSVFormat.text(of: JointReport.failureSets(of: joint, language: language)))
        }
        try picture.write(language) { () throws(ChartRefusal) in try JointChart.chart(of: joint, language: language) }
    }
}
