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

    /// The figures of `--reference`.
    func further(_ language: Language) throws -> [Figure] { try FigureInput.read(reference, language) }
}

/// What commands take that hold an earlier plan against later figures.
struct LaterOptions: ParsableArguments {
    @Option(help: "The later day, such as 2022-12-31: figures published by then are used. 评估日。")
    var asOf: String

    @Option(
        help: "Further files of figures beside the scenario's own. 另加的数据文件。", completion: .file(extensions: ["csv"]))
    var data: [String] = []

    func validate() throws {
        if CalendarDate(asOf) == nil {
            throw ValidationError("'--as-of' must be a day such as 2022-12-31, not '\(asOf)'.")
        }
    }

    /// The scenario with what is known on the later day.
    /// - Throws: the exit code for a scenario without a day of its own, or a day before it; it has been reported.
    func later(_ scenario: Scenario, _ language: Language) throws -> Scenario {
        guard let day = CalendarDate(asOf) else { return scenario }
        guard let own = scenario.asOf else {
            throw Console.badInput(
                LocalizedText(
                    zh: "情景没有 as-of，不知道它当时用了哪些数据",
                    en: "the scenario has no 'as-of', so that nobody knows which figures it had"), language)
        }
        guard own < day else {
            throw Console.badInput(
                LocalizedText(
                    zh: "评估日 \(day) 不晚于情景的 as-of（\(own)）",
                    en: "'--as-of \(day)' is not later than the scenario's own day, \(own)"), language)
        }
        return scenario.known(on: day, adding: try FigureInput.read(data, language))
    }
}

/// Files of figures that the command line names.
enum FigureInput {
    /// Faults are reported, and errors end the run.
    static func read(_ paths: [String], _ language: Language) throws -> [Figure] {
        var figures: [Figure] = []
        var diagnostics: [Diagnostic] = []
        for path in paths {
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
