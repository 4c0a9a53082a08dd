import TianmuEngine
import TianmuModel
import TianmuScenario

/// What `tianmu check` prints.
package enum CheckReport {
    package struct Entry: Encodable, Sendable {
        var severity: Diagnostic.Severity
        var file: String?
        var line: Int?
        var column: Int?
        var message: LocalizedText
    }

    /// By file and line, as a reader goes through them; what has no place comes last.
    package static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        func isBefore(_ a: SourcePosition?, _ b: SourcePosition?) -> Bool {
            guard let a, let b else { return a != nil && b == nil }
            return (a.file, a.line, a.column) < (b.file, b.line, b.column)
        }
        return diagnostics.enumerated().sorted { first, second in
            let (a, b) = (first.element.position, second.element.position)
            // Of one place, as they were found.
            return isBefore(a, b) || (!isBefore(b, a) && first.offset < second.offset)
        }.map(\.element)
    }

    package static func document(_ diagnostics: [Diagnostic]) -> [Entry] {
        diagnostics.map {
            Entry(
                severity: $0.severity, file: $0.position?.file, line: known($0.position?.line),
                column: known($0.position?.column),
                message: $0.message)
        }
    }

    package static func table(_ diagnostics: [Diagnostic], _ language: Language) -> Table {
        Table(
            columns: ["severity", "file", "line", "column", "message"].map { Table.Column($0) },
            rows: diagnostics.map { diagnostic in
                [
                    diagnostic.severity.rawValue, diagnostic.position?.file ?? "",
                    known(diagnostic.position?.line).map(String.init) ?? "",
                    known(diagnostic.position?.column).map(String.init) ?? "",
                    diagnostic.message[language],
                ]
            })
    }

    /// The last line: what was found, in numbers.
    package static func conclusion(
        plan: Plan?, diagnostics: [Diagnostic], path: String, _ language: Language
    ) -> String {
        let words = Words(language)
        let errors = diagnostics.filter { $0.severity == .error }.count
        let warnings = diagnostics.count - errors
        guard let plan else {
            return words(
                zh: "\(path)：\(errors) 个错误，\(warnings) 个警告",
                en: "\(path): \(count(errors, "error")), \(count(warnings, "warning"))")
        }
        return words(
            zh: "\(path)：可以运行（\(plan.series.count) 个指标，\(plan.targets.count) 个目标，"
                + "\(plan.assumptions.count) 条假设，\(warnings) 个警告）",
            en:
                "\(path): ready to run (\(count(plan.series.count, "indicator")), \(count(plan.targets.count, "target")), "
                + "\(count(plan.assumptions.count, "assumption")), \(count(warnings, "warning")))")
    }

    /// Lines and columns count from 1: 0 stands for a file as a whole.
    private static func known(_ place: Int?) -> Int? { place.flatMap { $0 > 0 ? $0 : nil } }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
