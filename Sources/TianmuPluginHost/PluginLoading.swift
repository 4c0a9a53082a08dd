import TianmuModel

/// The models of a run: those of the program, and those of the workers that the user named.
package struct LoadedPlugins: Sendable {
    package var registry: ModelRegistry
    /// Workers that cannot be used; the others' models stand.
    package var faults: [PluginFault] = []

    /// Starts the workers one after the other and asks each what it has.
    ///
    /// A worker that fails here, or offers an id that is taken, gives no model.
    package init(_ commands: [WorkerCommand], besides builtIn: ModelRegistry) {
        var models = builtIn.models
        for command in commands {
            guard command.name.contains(where: { !$0.isWhitespace }) else {
                faults.append(
                    PluginFault(
                        worker: command.name,
                        message: LocalizedText(zh: "plugins 中有一项没有名称", en: "an entry of 'plugins' has no name")))
                continue
            }
            let worker = Worker(command)
            do throws(WorkerFault) {
                let descriptors = try worker.models()
                if let clash = PluginFault.clash(descriptors, of: command.name, with: models.map(\.descriptor.id)) {
                    faults.append(clash)
                } else {
                    models += descriptors.map { WorkerModel($0, in: worker) as any GrowthModel }
                }
            } catch {
                faults.append(PluginFault(worker: command.name, message: error.message))
            }
        }
        registry = ModelRegistry(models, ensemble: builtIn.ensemble)
    }

    /// With a model in place of each wanted one that nobody offers, if a worker failed that may have had it. It refuses
    /// everything by that worker's fault, so that the other models' results stand.
    /// - Parameter wanted: ids, with what is given to them somewhere.
    package func standingIn(for wanted: [ModelID: WantedModel]) -> ModelRegistry {
        guard !faults.isEmpty else { return registry }
        let reason = LocalizedText(
            zh: faults.map(\.message.zh).joined(separator: "；"), en: faults.map(\.message.en).joined(separator: "; "))
        let missing = wanted.keys.filter { registry[$0] == nil }.sorted { $0.name < $1.name }
        return ModelRegistry(
            registry.models + missing.map { AbsentModel($0, wanted[$0] ?? WantedModel(), reason: reason) },
            ensemble: registry.ensemble)
    }
}

/// Why a worker cannot be used.
package struct PluginFault: Equatable, Sendable {
    package var worker: String
    package var message: LocalizedText

    /// Of a worker with a model that has the id of another one; `nil` if all are new.
    package static func clash(
        _ descriptors: [ModelDescriptor], of worker: String, with known: [ModelID]
    ) -> PluginFault? {
        guard let id = descriptors.map(\.id).first(where: { $0 == Ensemble.id || known.contains($0) }) else {
            return nil
        }
        let isReserved = id == Ensemble.id
        return PluginFault(
            worker: worker,
            message: LocalizedText(
                zh: "外部模型程序“\(worker)”的模型“\(id)”" + (isReserved ? "用了组合模型的名称" : "与已有的模型重名"),
                en: "the worker '\(worker)' offers a model '\(id)', "
                    + (isReserved ? "which is what mixtures of models are called" : "of which there is one already")))
    }
}

/// What a scenario gives to a model of which nothing is known.
package struct WantedModel: Equatable, Sendable {
    package var parameters: [String: ParameterValue] = [:]
    /// The roles of its drivers.
    package var drivers: Set<String> = []

    package init() {}
}

/// A model whose worker never said what it is.
struct AbsentModel: GrowthModel {
    let descriptor: ModelDescriptor
    private let reason: LocalizedText

    init(_ id: ModelID, _ wanted: WantedModel, reason: LocalizedText) {
        self.reason = reason
        var descriptor = ModelDescriptor(
            id: id, title: LocalizedText(id.name), summary: reason, minimumObservations: 0, outputs: 1...1000,
            parameters: wanted.parameters.sorted { $0.key < $1.key }.map { name, value in
                ParameterDescriptor(name, kind: value.kind, explanation: LocalizedText(name))
            },
            sources: [])
        descriptor.drivers = wanted.drivers.sorted().map { DriverDescriptor($0, explanation: LocalizedText($0)) }
        self.descriptor = descriptor
    }

    func fit(_ context: FitContext) throws(ModelRefusal) -> WorkerFit { throw .failed(reason) }
}

extension ParameterValue {
    fileprivate var kind: ParameterDescriptor.Kind {
        switch self {
        case .number: .number
        case .quantiles: .uncertain
        case .yearly: .yearly
        case .choice(let word): .choice([word])
        }
    }
}
