import TianmuEngine
import TianmuModel
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

    /// - Parameter version: of the program.
    package init(
        _ assessment: Assessment, scenario: Scenario, document: RunDocument, charts: [ChartFile],
        version: String, language: Language
    ) throws {
        let resolved = try ResolvedFile(scenario, copiesData: true)
        let plan = assessment.plan
        let smoothed = plan.probabilities == .smoothed ? " \(plan.probabilities.rawValue)" : ""
        let settings = "\(version) \(plan.draws)\(smoothed) \(language.rawValue)"
        let ingredients = [settings, resolved.text] + scenario.inputs.map(\.digest)
        fingerprint = String(Digest.fnv1a(ingredients.joined(separator: "\n").utf8).prefix(8))
        var files = [
            File(path: "scenario.yaml", text: resolved.text),
            File(path: "summary.json", text: try JSONFormat.text(of: document)),
            File(
                path: "targets.csv", text: CSVFormat.text(of: TargetTable.plain(of: assessment, language: language))),
            File(path: "indicators.csv", text: CSVFormat.text(of: IndicatorTable.table(of: assessment.summary))),
            File(path: "plan.json", text: try JSONFormat.text(of: PlanDocument(plan, inputs: scenario.inputs))),
        ]
        files += resolved.data.map { File(path: $0.path, text: $0.text) }
        files += charts.map { File(path: "charts/\($0.name)", text: $0.svg) }
        let manifest = Manifest(
            version: version, scenario: scenario.path, title: plan.title, language: language, draws: plan.draws,
            probabilities: plan.probabilities == .smoothed ? plan.probabilities.rawValue : nil,
            replicates: Sampling.replicateCount, inputs: scenario.inputs, files: files.map(\.path).sorted(),
            fingerprint: fingerprint)
        files.append(File(path: "manifest.json", text: try JSONFormat.text(of: manifest)))
        self.files = files.sorted { $0.path < $1.path }
    }

    /// `runs/NAME-FINGERPRINT`, with the name of the scenario file.
    package func defaultPath(scenario: String) -> String {
        let file = scenario.split(separator: "/").last.map(String.init) ?? scenario
        let name = file.split(separator: ".").first.map(String.init) ?? file
        return "runs/\(name)-\(fingerprint)"
    }
}
