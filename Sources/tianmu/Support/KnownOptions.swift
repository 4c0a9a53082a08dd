import ArgumentParser
import TianmuModel
import TianmuScenario

/// What commands take that hold a plan against figures.
struct KnownOptions: ParsableArguments {
    @Option(help: "Use what was known on this day (2021-03-01); by default the scenario's as-of. 数据截止日。")
    var asOf: String?

    @Option(
        help: "Further files of figures, whose regions serve for comparison. 供比较的其他地区数据。",
        completion: .file(extensions: ["csv"]))
    var reference: [String] = []

    func validate() throws {
        if let asOf, CalendarDate(asOf) == nil {
            throw ValidationError("'--as-of' must be a day such as 2021-03-01, not '\(asOf)'.")
        }
    }

    /// The scenario as seen on the day of `--as-of`.
    func dated(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        if let asOf, let day = CalendarDate(asOf) { scenario.asOf = day }
        return scenario
    }

    /// The figures of `--reference`; faults are reported, and errors end the run.
    func further(_ language: Language) throws -> [Figure] {
        var figures: [Figure] = []
        var diagnostics: [Diagnostic] = []
        for path in reference {
            do throws(DiagnosticList) {
                let text = try SourceFile.load(path, limitBytes: SourceFile.figureLimitBytes)
                figures += FigureFile.read(text: text, path: path, into: &diagnostics)
            } catch {
                throw Console.badInput(error, language)
            }
        }
        if DiagnosticList(diagnostics).hasErrors { throw Console.badInput(DiagnosticList(diagnostics), language) }
        Console.report(diagnostics, language)
        return figures
    }
}
