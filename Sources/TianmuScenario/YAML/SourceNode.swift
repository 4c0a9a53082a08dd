/// A value of a scenario file, with its place: what is left of YAML once the library has read it.
///
/// Keys keep their order. Nothing beyond this module knows that the file was YAML.
package struct SourceNode: Equatable, Sendable {
    package indirect enum Content: Equatable, Sendable {
        /// Nothing: an empty value, `~` or `null`.
        case null
        /// A word or number; `isQuoted` ones are never numbers.
        case scalar(String, isQuoted: Bool)
        case list([SourceNode])
        case map([Entry])
    }

    /// A key with its value.
    package struct Entry: Equatable, Sendable {
        package var key: Located<String>
        package var value: SourceNode
    }

    package var content: Content
    package var position: SourcePosition

    package init(_ content: Content, at position: SourcePosition) {
        self.content = content
        self.position = position
    }

    /// The value of `key`, if this is a map that has it.
    package subscript(key: String) -> SourceNode? {
        guard case .map(let entries) = content else { return nil }
        return entries.first { $0.key.value == key }?.value
    }

    /// The entries of a map; empty for anything else.
    package var entries: [Entry] {
        if case .map(let entries) = content { entries } else { [] }
    }

    /// The items of a list; empty for anything else.
    package var items: [SourceNode] {
        if case .list(let items) = content { items } else { [] }
    }

    package var isNull: Bool { content == .null }

    /// The text of a scalar.
    package var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The finite number that a plain scalar stands for; digits may be grouped by `_`.
    package var number: Double? {
        guard case .scalar(let text, false) = content else { return nil }
        let digits = text.contains("_") ? text.filter { $0 != "_" } : text
        // Double's own words for what is not a number ("nan", "inf") are no figures.
        guard let first = text.utf8.first(where: { $0 != 0x2B && $0 != 0x2D }),
            (0x30...0x39).contains(first) || first == 0x2E, let number = Double(digits), number.isFinite
        else { return nil }
        return number
    }

    /// The whole number that a plain scalar stands for.
    package var integer: Int? { number.flatMap(Int.init(exactly:)) }
}
