import ArgumentParser
import TianmuModel
import TianmuPluginHost
import TianmuWorker

struct PluginHostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host",
        abstract: "Be the worker of a C library: speaks the protocol on standard input and output. 运行 C 库中的模型。",
        discussion: """
            The library defines what tianmu_plugin.h declares. A scenario names this command:

              plugins: {mine: {command: [tianmu, plugin, host, ./my_model.so]}}
            """)

    @Argument(help: "The library. 库文件。", completion: .file(extensions: ["so"]))
    var library: String

    func run() throws {
        // Loading already runs what is the library's.
        endAtOnceOnCrash()
        let models: [ServedModel]
        do throws(CLibrary.LoadingError) {
            models = try CLibrary(path: library).models
        } catch {
            throw Console.badInput(error.message, Environment.language)
        }
        serve(models)
    }
}
