import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What a run leaves behind: everything to read it again and to repeat it.
package struct RunFolder: Sendable {
    /// A file's path inside the folder, and its text.
    package struct File: Equatable, Sendable {
        package var path: String
        package var text: String
    }

    /// By path, in order.
    package var files: [File]
    /// Of everything that went in: the same run has the same name.
    package var fingerprint: String

    /// What the manifest says: how to repeat the run, and how to notice that it would differ.
    struct Manifest: Encodable {
        var program = "tianmu"
        var version: String
        var scenario: String
        var title: LocalizedText
        var language: Language
        var draws: Sampling
        /// Where they are not counted.
        var probabilities: String?
        var replicates: Int
        var inputs: [InputFile]
        var files: [String]
        var fingerprint: String
    }

    /// - Parameters:
    ///   - version: of the program.
    ///   - threads: that draw and write at once; 0 for one each processor.
    package init(
        _ assessment: Assessment, scenario: Scenario, document: RunDocument, version: String, language: Language,
        threads: Int
    ) async throws {
        let plan = assessment.plan
        let drawing = ChartDrawing(assessment, language)
        let inputs = scenario.inputs
        let resolved = try ResolvedFile(scenario, copiesData: true)
        let pieces = await ParallelWork.map(3 + drawing.count, threads: threads) { number in
            Result { () throws -> [File] in
                switch number {
                case 0: Self.files(of: resolved)
                case 1: [File(path: "summary.json", text: try JSONFormat.text(of: document))]
                case 2: [File(path: "plan.json", text: try JSONFormat.text(of: PlanDocument(plan, inputs: inputs)))]
                default: drawing.file(number - 3).map { [File(path: "charts/\($0.name)", text: $0.svg)] } ?? []
                }
            }
        }
        var files = try pieces.flatMap { try $0.get() }
        let smoothed = plan.probabilities == .smoothed ? " \(plan.probabilities.rawValue)" : ""
        let settings = "\(version) \(plan.draws)\(smoothed) \(language.rawValue)"
        // Its paths from the root do not count: they say where the run was, not what.
        let ingredients = [settings, resolved.text] + scenario.inputs.map(\.digest)
        fingerprint = String(Digest.fnv1a(ingredients.joined(separator: "\n").utf8).prefix(8))
        let targets = TargetTable.plain(of: assessment, language: language)
        files.append(File(path: "targets.csv", text: CSVFormat.text(of: targets)))
        let indicators = IndicatorTable.table(of: assessment.summary)
        files.append(File(path: "indicators.csv", text: CSVFormat.text(of: indicators)))
        let manifest = Manifest(
            version: version, scenario: scenario.path, title: plan.title, language: language, draws: plan.draws,
            probabilities: plan.probabilities == .smoothed ? plan.probabilities.rawValue : nil,
            replicates: Sampling.replicateCount, inputs: scenario.inputs, files: files.map(\.path).sorted(),
            fingerprint: fingerprint)
        files.append(File(path: "manifest.json", text: try JSONFormat.text(of: manifest)))
        self.files = files.sorted { $0.path < $1.path }
    }

    /// The scenario as it was run, and its figures.
    private static func files(of resolved: ResolvedFile) -> [File] {
        [File(path: "scenario.yaml", text: resolved.movableText)]
            + resolved.data.map { File(path: $0.path, text: $0.text) }
    }

    /// `runs/NAME-FINGERPRINT`, with the name of the scenario file.
    package func defaultPath(scenario: String) -> String {
        let file = scenario.split(separator: "/").last.map(String.init) ?? scenario
        let name = file.split(separator: ".").first.map(String.init) ?? file
        return "runs/\(name)-\(fingerprint)"
    }
}
