import Yams

/// Writes nodes back as YAML.
package enum YAMLWriter {
    /// Block style, keys in their order, texts in their own script.
    /// - Throws: what the library cannot write; nothing that was read before.
    package static func text(of node: SourceNode) throws -> String {
        try Yams.serialize(node: yaml(node), width: -1, allowUnicode: true)
    }

    /// No tag, and no pattern that asks what a text might be.
    private static var plain: Tag { Tag(.implicit, .basic) }

    private static func yaml(_ node: SourceNode) -> Node {
        switch node.content {
        case .null: Node("null", Tag(.null), .plain)
        case .scalar(let text, let isQuoted): Node(text, plain, isQuoted ? .doubleQuoted : .any)
        case .list(let items): Node(items.map(yaml), .implicit, items.allSatisfy { $0.text != nil } ? .flow : .block)
        case .map(let entries):
            Node(
                entries.map { (Node($0.key.value, plain), yaml($0.value)) }, .implicit,
                entries.allSatisfy { $0.value.number != nil } ? .flow : .block)
        }
    }
}
