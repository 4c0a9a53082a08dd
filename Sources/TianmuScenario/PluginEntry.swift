import Foundation

/// A program outside that serves growth models, as a file names it.
package struct PluginEntry: Sendable {
    package var name: Located<String>
    /// The program and its arguments. Words with `./` or `../` in front are seen from the present folder.
    package var command: [String]
    /// The files among the words.
    package var paths: [String]
    package var deadlines: Deadlines

    /// Seconds; `nil` for the usual ones.
    package struct Deadlines: Hashable, Sendable {
        package var hello: Double?
        package var fit: Double?
        package var project: Double?
    }

    /// The entry `name: {command, deadlines}`; `nil` if it names no program, which the schema has told.
    init?(_ entry: SourceNode.Entry) {
        let items = entry.value["command"]?.items ?? []
        let words = items.compactMap { Self.word($0) }
        guard !words.isEmpty else { return nil }
        name = entry.key
        command = words
        paths = items.filter(Self.isPath).compactMap { Self.word($0) }
        let deadlines = entry.value["deadlines"]
        self.deadlines = Deadlines(
            hello: deadlines?["hello"]?.number, fit: deadlines?["fit"]?.number, project: deadlines?["project"]?.number)
    }

    /// A word of a command. One that begins with `./` or `../` is a path from the folder of the file that says so; all
    /// others are left as they are.
    /// - Parameter fromRoot: the whole path, and not as seen from the present folder.
    static func word(_ node: SourceNode, fromRoot: Bool = false) -> String? {
        guard isPath(node), let text = node.text else { return node.text }
        let path = FilePath.resolve(text, besides: node.position.file)
        if fromRoot { return FilePath.resolve(path, besides: FileManager.default.currentDirectoryPath + "/") }
        // Without a slash in front a program would be looked for in PATH.
        return path.hasPrefix("/") || path.hasPrefix("../") ? path : "./\(path)"
    }

    private static func isPath(_ node: SourceNode) -> Bool {
        node.text.map { $0.hasPrefix("./") || $0.hasPrefix("../") } ?? false
    }
}
