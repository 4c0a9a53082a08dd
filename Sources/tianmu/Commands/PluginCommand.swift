import ArgumentParser
import TianmuModel

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin",
        abstract: "Growth models from outside: begin one, test one, run a C library. 外部增长模型。",
        discussion: """
            A worker is a program in any language that serves models over standard input and output. A scenario names it:
            plugins: {mine: {command: [./my_model.py]}}; for commands without a scenario, a file with --plugins.

              tianmu plugin new my-model --lang python
              tianmu plugin new my-model --lang c --directory c-model
            """,
        subcommands: [PluginNewCommand.self, PluginTestCommand.self, PluginHostCommand.self])
}
