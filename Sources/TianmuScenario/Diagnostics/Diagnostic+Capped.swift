import TianmuModel

extension [Diagnostic] {
    /// So that a screen is enough where one slip is in every row: of each kind the first `limit` and, after them, how many
    /// more there are. Diagnostics of one file are of one kind if their sentences differ in quoted words and numbers only.
    package func capped(at limit: Int = 10) -> [Diagnostic] {
        let kinds = map(Kind.init)
        let counts = kinds.reduce(into: [Kind: Int]()) { $0[$1, default: 0] += 1 }
        let last = Dictionary(zip(kinds, self), uniquingKeysWith: { $1 })
        var seen: [Kind: Int] = [:]
        var shown: [Diagnostic] = []
        for (diagnostic, kind) in zip(self, kinds) {
            seen[kind, default: 0] += 1
            let (place, count) = (seen[kind] ?? 0, counts[kind] ?? 0)
            // A note in the place of a single one would save nothing.
            if place <= limit || count == limit + 1 { shown.append(diagnostic) }
            if place == limit, count > limit + 1 {
                shown.append(diagnostic.more(count - limit, until: last[kind]?.position?.line ?? 0))
            }
        }
        return shown
    }
}

extension Diagnostic {
    /// That there are more like it.
    /// - Parameter line: of the last of them; 0 where they have no lines.
    fileprivate func more(_ count: Int, until line: Int) -> Diagnostic {
        Diagnostic(
            severity, at: position.map { SourcePosition(file: $0.file) },
            LocalizedText(
                zh: "同类问题另有 \(count) 处" + (line > 0 ? "，至第 \(line) 行" : ""),
                en: "\(count) more of this kind" + (line > 0 ? ", down to line \(line)" : "")))
    }
}

/// What diagnostics have in common that one cause may have.
private struct Kind: Hashable {
    var severity: Diagnostic.Severity
    var file: String?
    /// The English sentence without what it quotes and without digits.
    var sentence: String

    init(_ diagnostic: Diagnostic) {
        severity = diagnostic.severity
        file = diagnostic.position?.file
        sentence = diagnostic.message.en.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map { $0.element.filter { !$0.isNumber } }.joined(separator: "'")
    }
}
