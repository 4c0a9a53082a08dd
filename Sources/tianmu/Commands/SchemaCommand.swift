import ArgumentParser
import TianmuModel
import TianmuReport
import TianmuScenario

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of scenario files, for editors. 输出情景文件的 JSON Schema，供编辑器使用。",
        discussion: """
              tianmu schema > scenario.schema.json

            An editor with YAML support then completes and checks a file that begins with
              # yaml-language-server: $schema=scenario.schema.json
            """)

    @Option(help: "zh or en; by default the language of the environment. 语言。")
    var lang: Language?

    @OptionGroup var plugins: PluginOptions

    func run() throws {
        let language = lang ?? Environment.language
        let registry = try plugins.registry(language)
        try Console.result(
            try JSONFormat.text(
                of: ScenarioJSONSchema.schema(
                    models: registry.models.map(\.descriptor), language: language)))
    }
}
