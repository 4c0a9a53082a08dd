import ArgumentParser
import TianmuModel
import TianmuPluginHost
import TianmuReport
import TianmuTesting

struct PluginTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the conformance suite on a worker's models. 检验外部模型。",
        discussion: """
            Takes the worker's command, or a file: a program, a Python script (.py) or a library for the C interface (.so). \
            Exit code 65 if a law is broken, and if the worker does not end at bye. A worker that takes shared memory is tried without it too.

              tianmu plugin test ./my_model.py
              tianmu plugin test --format json -- python3 my_model.py --fast
            """)

    @OptionGroup var output: OutputOptions

    @Argument(help: "The worker's command, after '--' if it has options. 程序及其参数。")
    var command: [String]

    func run() async throws {
        let language = output.language
        var workerCommand = WorkerCommand(name: command.joined(separator: " "), words: Self.words(command))
        let worker = Worker(workerCommand)
        workerCommand.offersSharedMemory = false
        let plainWorker = Worker(workerCommand)
        let descriptors: [ModelDescriptor]
        do throws(WorkerFault) {
            descriptors = try worker.models()
            if worker.sharesMemory { _ = try plainWorker.models() }
        } catch {
            throw Console.badInput(error.message, language)
        }
        let known = BuiltInModels.registry.ids
        if let clash = PluginFault.clash(descriptors, of: workerCommand.name, with: known) {
            throw Console.badInput(clash.message, language)
        }
        let reports = descriptors.map { descriptor in
            ConformanceSuite(
                model: WorkerModel(descriptor, in: worker),
                cases: [ConformanceCase(parameters: ConformanceText.required(descriptor))],
                twin: worker.sharesMemory ? WorkerModel(descriptor, in: plainWorker) : nil
            ).run()
        }
        switch output.format {
        case .text: try Console.result(ConformanceText.text(of: reports, language), language)
        case .json: try Console.result(JSONFormat.text(of: reports.map(ConformanceText.Document.init)), language)
        case .csv: try Console.result(CSVFormat.text(of: ConformanceText.table(of: reports, language)), language)
        }
        do throws(WorkerFault) {
            try worker.leave()
        } catch {
            throw Console.badInput(error.message, language)
        }
        guard reports.allSatisfy(\.isPassed) else { throw ExitCode.badInput }
    }

    /// A single file is run as its ending says.
    private static func words(_ command: [String]) -> [String] {
        guard command.count == 1, let file = command.first else { return Environment.withItself(command) }
        let path = file.contains("/") ? file : "./\(file)"
        if file.hasSuffix(".so") { return [Environment.executable, "plugin", "host", path] }
        if file.hasSuffix(".py") { return ["python3", path] }
        return FolderWriter.exists(path) ? [path] : command
    }
}
