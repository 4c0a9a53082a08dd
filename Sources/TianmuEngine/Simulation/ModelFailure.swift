import TianmuModel

extension Plan {
    /// Half a run of a model is none, however few its draws: to be asked after every pass over the draws.
    /// - Throws: ``SimulationError/modelFailed(model:indicators:reason:)``.
    func checkModels() throws(SimulationError) {
        for model in models {
            guard let reason = (model.fitted as? any ReportsFailure)?.failure else { continue }
            throw .modelFailed(
                model: model.descriptor.id, indicators: model.slots.map { series[$0].id }, reason: reason)
        }
    }
}
