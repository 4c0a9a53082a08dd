import ArgumentParser
import TianmuModel
import TianmuReport

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the growth models, or explain one. 列出增长模型，或说明其中一个。",
        discussion: """
              tianmu models
              tianmu models damped-trend --lang zh
              tianmu models --plugins plugins.yaml          with those of workers
            """)

    @Argument(help: "The id of a model. 模型名。")
    var model: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var plugins: PluginOptions

    func run() async throws {
        let language = output.language
        let registry = try plugins.registry(language)
        guard let model else {
            let descriptors = registry.models.map(\.descriptor)
            let table = ModelTable.table(of: descriptors, language: language)
            switch output.format {
            case .text: try Console.result(TextFormat.text(of: table, within: Environment.outputWidth))
            case .json: try Console.result(JSONFormat.text(of: descriptors))
            case .csv: try Console.result(CSVFormat.text(of: table))
            }
            return
        }
        guard let descriptor = registry[ModelID(model)]?.descriptor else {
            let hint = NearestName.hint(for: model, among: registry.ids.map(\.name))
            throw Console.badInput(
                LocalizedText(zh: "没有模型“\(model)”\(hint.zh)", en: "there is no model '\(model)'\(hint.en)"), language)
        }
        switch output.format {
        case .text:
            try Console.result(ModelTable.page(of: descriptor, language: language, width: Environment.outputWidth))
        case .json: try Console.result(JSONFormat.text(of: descriptor))
        case .csv: try Console.result(CSVFormat.text(of: ModelTable.parameters(of: descriptor, language: language)))
        }
    }
}
