/// The scenario as one file that extends nothing: what was really run.
package enum ResolvedFile {
    /// YAML text; `data` as seen from the present folder.
    package static func text(of scenario: Scenario) throws -> String {
        try YAMLWriter.text(of: resolved(scenario.tree))
    }

    private static func resolved(_ tree: SourceNode) -> SourceNode {
        let entries = tree.entries.filter { $0.key.value != "extends" }.map { entry -> SourceNode.Entry in
            guard entry.key.value == "data" else { return entry }
            let paths = entry.value.items.map { item in
                SourceNode(
                    .scalar(FilePath.resolve(item.text ?? "", besides: item.position.file), isQuoted: false),
                    at: item.position)
            }
            return SourceNode.Entry(key: entry.key, value: SourceNode(.list(paths), at: entry.value.position))
        }
        return SourceNode(.map(entries), at: tree.position)
    }
}
