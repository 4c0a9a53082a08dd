import ArgumentParser
import TianmuModel
import TianmuPluginHost
import TianmuReport

extension Scaffold.Language: ExpressibleByArgument {}

struct PluginNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a model that passes the suite as it is, to be changed. 新建外部模型。",
        discussion: """
            Prints what was written, how to build it, how to test it and how a scenario names it. Nothing is written over.
            --lang is the programming language here; what is printed follows the locale.

              tianmu plugin new my-model --lang python
              tianmu plugin new my-model --lang c --directory models
              tianmu plugin new my-model --lang swift --tianmu path/to/tianmu
            """)

    @Argument(help: "The model's id: lower case, words joined by hyphens. 模型名。")
    var name: String

    @Option(help: "swift, python or c. 编程语言。")
    var lang: Scaffold.Language

    @Option(help: "The folder to write to; by default the present one. 文件夹。", completion: .directory)
    var directory = "."

    @Option(
        help: "For Swift: the folder of Tianmu's source, which the model's package depends on. 源码文件夹。",
        completion: .directory)
    var tianmu = "."

    func validate() throws {
        let isWord = name.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
        }
        guard isWord, name.first?.isLetter == true, name.count <= 64 else {
            throw ValidationError("'\(name)' is no model id: lower-case letters and digits, words joined by hyphens.")
        }
    }

    func run() async throws {
        let language = Environment.language
        if ModelID(name) == Ensemble.id || BuiltInModels.registry[ModelID(name)] != nil {
            throw Console.badInput(
                LocalizedText(zh: "已有名为“\(name)”的模型", en: "there is a model '\(name)' already"), language)
        }
        if lang == .swift, !FolderWriter.exists("\(tianmu)/Sources/TianmuWorker") {
            throw Console.badInput(
                LocalizedText(
                    zh: "“\(tianmu)”不是 Tianmu 的源码文件夹；请用 --tianmu 指明",
                    en: "'\(tianmu)' is not the folder of Tianmu's source; name it with --tianmu"), language)
        }
        let scaffold = Scaffold(id: ModelID(name), language: lang, tianmu: FolderWriter.absolute(tianmu))
        let prefix = directory == "." ? "" : directory + "/"
        var written: [String] = []
        do throws(FolderWriter.Fault) {
            // Nothing is written where something is in the way; what all models of a folder share may be there.
            for file in scaffold.files {
                let isNew = try FolderWriter.requireNew(file.text, file: prefix + file.path)
                if isNew { written.append(prefix + file.path) }
                if !isNew, !file.isShared { throw .taken(path: prefix + file.path) }
            }
            for file in scaffold.files {
                try FolderWriter.writeNew(file.text, toFile: prefix + file.path, isExecutable: file.isExecutable)
            }
        } catch {
            throw Console.cannotCreate(error.message, language)
        }
        try Console.result(instructions(scaffold, written, prefix, language), language)
    }

    private func instructions(
        _ scaffold: Scaffold, _ written: [String], _ prefix: String, _ language: Language
    ) -> String {
        func part(_ zh: String, _ en: String, _ lines: [String]) -> String {
            lines.isEmpty ? "" : (language == .zh ? zh : en) + "\n" + lines.map { "  \($0)\n" }.joined()
        }
        let steps = prefix.isEmpty ? scaffold.build : (["cd \(Self.quoted(directory))"] + scaffold.build)
        let words = scaffold.command.joined(separator: " ")
        return part("已写入", "Written", written)
            + part("编译", "Build", scaffold.build.isEmpty ? [] : steps)
            + part(
                "检验", "Test",
                (prefix.isEmpty || !scaffold.build.isEmpty ? [] : steps) + ["tianmu plugin test -- \(words)"])
            + part(
                "用于情景（路径从情景文件算起）", "Use, in a scenario (paths as seen from its file)",
                ["plugins: {\(name): {command: [\(scaffold.command.joined(separator: ", "))]}}"])
    }

    /// A word as a shell takes it.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./+".contains($0)) }
        return isPlain && !word.hasPrefix("-") ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}
