import ArgumentParser
import Synchronization
import TianmuModel
import TianmuPluginHost
import TianmuScenario

/// The workers of one command: started when a scenario that names them needs its models, ended with the command.
final class Plugins: Sendable {
    /// Scenarios that name the same programs share them.
    private let loaded = Mutex<[[WorkerCommand]: LoadedPlugins]>([:])

    /// The models of a scenario, built-in ones first. Workers that cannot be used are told as warnings of the scenario;
    /// models that it needs and nobody has refuse by those workers' faults.
    /// - Parameter ids: of further models that somebody asks for.
    func registry(for scenario: inout Scenario, and ids: [String] = []) -> ModelRegistry {
        guard !scenario.plugins.isEmpty else { return BuiltInModels.registry }
        let plugins = load(scenario.plugins)
        for fault in plugins.faults {
            let position = scenario.plugins.first { $0.name.value == fault.worker }?.name.position
            let warning = Diagnostic(.warning, at: position, fault.message)
            if !scenario.diagnostics.contains(warning) { scenario.diagnostics.append(warning) }
        }
        var wanted: [ModelID: WantedModel] = [:]
        for id in ids { wanted[ModelID(id)] = WantedModel() }
        for use in scenario.modelUses {
            wanted[ModelID(use.model.value), default: WantedModel()].add(use)
            for member in use.members {
                wanted[ModelID(member.model.value), default: WantedModel()].add(member.parameters)
            }
        }
        return plugins.standingIn(for: wanted)
    }

    /// The models of a file of plugins, and what is wrong with its workers.
    func load(_ entries: [PluginEntry]) -> LoadedPlugins {
        let commands = entries.map(WorkerCommand.init)
        return loaded.withLock { loaded in
            if let known = loaded[commands] { return known }
            let plugins = LoadedPlugins(commands, besides: BuiltInModels.registry)
            loaded[commands] = plugins
            return plugins
        }
    }
}

extension WorkerCommand {
    fileprivate init(_ entry: PluginEntry) {
        var limits = WorkerLimits()
        limits.helloSeconds = entry.deadlines.hello ?? limits.helloSeconds
        limits.fitSeconds = entry.deadlines.fit ?? limits.fitSeconds
        limits.projectSeconds = entry.deadlines.project ?? limits.projectSeconds
        self.init(name: entry.name.value, words: Environment.withItself(entry.command), limits: limits)
    }
}

extension WantedModel {
    fileprivate mutating func add(_ use: ModelUse) {
        add(use.parameters)
        drivers.formUnion(use.drivers.keys)
    }

    fileprivate mutating func add(_ given: [String: Located<ParameterValue>]) {
        parameters.merge(given.mapValues(\.value)) { $1 }
    }
}

extension Scenario {
    /// Every model that the scenario names.
    fileprivate var modelUses: [ModelUse] {
        let single = indicators.compactMap { entry -> ModelUse? in
            if case .model(let use) = entry.method { use } else { nil }
        }
        return single + groups.map(\.use)
    }
}

/// What commands take that have models but no scenario.
struct PluginOptions: ParsableArguments {
    @Option(
        help: "A YAML file that names workers, 'plugins: {name: {command: [...]}}', whose models are added. 外部模型。",
        completion: .file(extensions: ["yaml", "yml"]))
    var plugins: String?

    /// Built-in models and those of the file. Workers that cannot be used are told on standard error.
    /// - Parameter ids: models that somebody asks for; those that nobody has refuse by those workers' faults.
    func registry(_ language: Language, for ids: [String] = []) throws -> ModelRegistry {
        guard let plugins else { return BuiltInModels.registry }
        do throws(DiagnosticList) {
            let entries = try PluginFile.read(path: plugins)
            let loaded = Plugins().load(entries)
            Console.report(
                loaded.faults.map { fault in
                    Diagnostic(
                        .warning, at: entries.first { $0.name.value == fault.worker }?.name.position, fault.message)
                }, language)
            return loaded.standingIn(
                for: Dictionary(ids.map { (ModelID($0), WantedModel()) }, uniquingKeysWith: { first, _ in first }))
        } catch {
            throw Console.badInput(error, language)
        }
    }
}
