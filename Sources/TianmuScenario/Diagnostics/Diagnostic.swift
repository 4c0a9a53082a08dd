import TianmuModel

/// One thing to tell about the user's files: what is wrong, where, what is allowed.
public struct Diagnostic: Error, Hashable, Sendable {
    public enum Severity: String, Codable, Sendable {
        /// The run cannot go on.
        case error
        /// The run goes on, but the planner should look.
        case warning
    }

    public var severity: Severity
    public var position: SourcePosition?
    /// One sentence without a full stop; the repair after a semicolon.
    public var message: LocalizedText

    public init(_ severity: Severity, at position: SourcePosition?, _ message: LocalizedText) {
        self.severity = severity
        self.position = position
        self.message = message
    }

    public static func error(_ message: LocalizedText, at position: SourcePosition?) -> Diagnostic {
        Diagnostic(.error, at: position, message)
    }

    public static func error(zh: String, en: String, at position: SourcePosition?) -> Diagnostic {
        .error(LocalizedText(zh: zh, en: en), at: position)
    }

    public static func warning(zh: String, en: String, at position: SourcePosition?) -> Diagnostic {
        Diagnostic(.warning, at: position, LocalizedText(zh: zh, en: en))
    }

    /// `file:line:column: error: message`.
    public func text(_ language: Language) -> String {
        let word: LocalizedText =
            switch severity {
            case .error: LocalizedText(zh: "错误", en: "error")
            case .warning: LocalizedText(zh: "警告", en: "warning")
            }
        let place = position.map { "\($0): " } ?? ""
        return "\(place)\(word[language]): \(message[language])"
    }
}

/// Everything wrong that one stage found, all at once. Thrown with at least one error in it.
public struct DiagnosticList: Error, Equatable, Sendable {
    public var diagnostics: [Diagnostic]

    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension DiagnosticList {
    /// With an error in it: a stage that failed and told nothing is a fault of the program, which silence would hide.
    package var withReason: DiagnosticList {
        if hasErrors { return self }
        return DiagnosticList(
            diagnostics + [
                .error(
                    zh: "Tianmu 没有说明失败的原因，这是程序的缺陷，请报告",
                    en: "Tianmu failed without saying why, which is a fault of the program; please report it", at: nil)
            ])
    }

    /// All errors in one sentence.
    package var reason: LocalizedText {
        let reasons = withReason.diagnostics.filter { $0.severity == .error }.map(\.message)
        return LocalizedText(
            zh: reasons.map(\.zh).joined(separator: "；"), en: reasons.map(\.en).joined(separator: "; "))
    }
}
