/// The scenario as one file that extends nothing: what was really run.
package struct ResolvedFile: Sendable {
    /// A copy of a figures file.
    package struct Copy: Equatable, Sendable {
        /// As the resolved file names it.
        package var path: String
        package var text: String
    }

    /// YAML text.
    package var text: String
    /// The same with the paths of programs from the root: their programs are named, never copied, and are to be found from
    /// wherever the file is put.
    package var movableText: String
    /// The figures, to be put beside it.
    package var data: [Copy] = []
    /// Of each file its copy: a panel may serve several indicators.
    private var copied: [String: String] = [:]

    /// - Parameter copiesData: name copies of the figures, `data/NAME`, to be put beside the file; otherwise the figures
    ///   where they are, as seen from the present folder.
    package init(_ scenario: Scenario, copiesData: Bool) throws {
        text = ""
        movableText = ""
        var entries = scenario.tree.entries.filter { $0.key.value != "extends" }
        if let index = entries.firstIndex(where: { $0.key.value == "data" }) {
            let items = entries[index].value.items.map { placed($0, of: scenario, copies: copiesData) }
            entries[index].value = SourceNode(.list(items), at: entries[index].value.position)
        }
        if let index = entries.firstIndex(where: { $0.key.value == "pool" }) {
            let pools = entries[index].value.entries.map { entry in
                let isWord = entry.value.text == PoolEntry.siblingsWord
                let value = isWord ? entry.value : placed(entry.value, of: scenario, copies: copiesData)
                return SourceNode.Entry(key: entry.key, value: value)
            }
            entries[index].value = SourceNode(.map(pools), at: entries[index].value.position)
        }
        let position = scenario.tree.position
        guard let index = entries.firstIndex(where: { $0.key.value == "plugins" }) else {
            text = try YAMLWriter.text(of: SourceNode(.map(entries), at: position))
            movableText = text
            return
        }
        let plugins = entries[index].value
        entries[index].value = Self.placed(plugins, fromRoot: false)
        text = try YAMLWriter.text(of: SourceNode(.map(entries), at: position))
        entries[index].value = Self.placed(plugins, fromRoot: true)
        movableText = try YAMLWriter.text(of: SourceNode(.map(entries), at: position))
    }

    /// Plugins with their paths as seen from the present folder, or from the root.
    private static func placed(_ plugins: SourceNode, fromRoot: Bool) -> SourceNode {
        func map(_ node: SourceNode, _ change: (SourceNode.Entry) -> SourceNode) -> SourceNode {
            let entries = node.entries.map { SourceNode.Entry(key: $0.key, value: change($0)) }
            return SourceNode(.map(entries), at: node.position)
        }
        return map(plugins) { plugin in
            map(plugin.value) { entry in
                guard entry.key.value == "command" else { return entry.value }
                let words = entry.value.items.map { item in
                    let word = PluginEntry.word(item, fromRoot: fromRoot) ?? ""
                    return SourceNode(.scalar(word, isQuoted: false), at: item.position)
                }
                return SourceNode(.list(words), at: entry.value.position)
            }
        }
    }

    /// The path of a file of data, or of its copy.
    private mutating func placed(_ item: SourceNode, of scenario: Scenario, copies: Bool) -> SourceNode {
        let path = FilePath.resolve(item.text ?? "", besides: item.position.file)
        return SourceNode(.scalar(copies ? copy(path, of: scenario) : path, isQuoted: false), at: item.position)
    }

    private mutating func copy(_ path: String, of scenario: Scenario) -> String {
        if let known = copied[path] { return known }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        // Two files of one name from two folders stay two.
        let isTaken = data.contains { $0.path == "data/\(name)" }
        let copied = isTaken ? "data/\(data.count)-\(name)" : "data/\(name)"
        self.copied[path] = copied
        data.append(Copy(path: copied, text: scenario.inputs.first { $0.path == path }?.text ?? ""))
        return copied
    }
}
