/// The growth models that a run may use, by id. Passed in by whoever runs the engine; the engine names no model.
public struct ModelRegistry: Sendable {
    /// In the order in which they were given.
    public let models: [any GrowthModel]
    /// The members of an ensemble that names none: ids of ``models``, fit for most yearly series.
    public let ensemble: [ModelID]
    private let byID: [ModelID: any GrowthModel]

    /// Of two models with one id the first stays.
    public init(_ models: [any GrowthModel], ensemble: [ModelID] = []) {
        self.ensemble = ensemble
        self.byID = Dictionary(models.map { ($0.descriptor.id, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<ModelID> = []
        self.models = models.filter { seen.insert($0.descriptor.id).inserted }
    }

    public subscript(id: ModelID) -> (any GrowthModel)? { byID[id] }

    public var ids: [ModelID] { models.map(\.descriptor.id) }
}
