/// A YAML file that names plugins, for commands that have no scenario: `plugins: {name: {command: […]}}`.
package enum PluginFile {
    /// - Throws: everything that is wrong with it.
    package static func read(path: String) throws(DiagnosticList) -> [PluginEntry] {
        let text = try SourceFile.load(path, limitBytes: SourceFile.scenarioLimitBytes)
        let node: SourceNode
        do throws(Diagnostic) {
            node = try YAMLReader.read(text: text, path: path)
        } catch {
            throw DiagnosticList([error])
        }
        let faults = SchemaCheck.diagnostics(of: node, as: ScenarioSchema.pluginFile)
        guard faults.isEmpty else { throw DiagnosticList(faults) }
        return (node["plugins"]?.entries ?? []).compactMap { PluginEntry($0) }
    }
}
