import TianmuModel
import TianmuWorker

/// A growth model that lives in a worker.
package struct WorkerModel: GrowthModel {
    package let descriptor: ModelDescriptor
    let worker: Worker

    package init(_ descriptor: ModelDescriptor, in worker: Worker) {
        self.descriptor = descriptor
        self.worker = worker
    }

    /// What the descriptor says is checked here, so that no worker need do it.
    package func fit(_ context: FitContext) throws(ModelRefusal) -> WorkerFit {
        guard descriptor.outputs.contains(context.outputs.count) else {
            throw .wrongOutputCount(have: context.outputs.count, allowed: descriptor.outputs)
        }
        let isPositive = context.outputs.map { descriptor.requiresPositiveValues && $0.measure == .level }
        for (output, isPositive) in zip(context.outputs, isPositive) {
            _ = try output.requireHistory(of: descriptor.minimumObservations, positive: isPositive)
        }
        let wire = WireContext(context)
        let number = worker.newFit()
        let answer: WireAnswer
        do throws(WorkerFault) {
            answer = try worker.fit(number, model: descriptor.id, context: wire)
        } catch {
            throw .failed(error.message)
        }
        if let refusal = answer.refusal {
            if let need = refusal.need, let short = context.outputs.first(where: { $0.history.count < need }) {
                throw .tooFewObservations(indicator: short.indicator, have: short.history.count, need: need)
            }
            throw .other(refusal.text.text.reason(limit: 500))
        }
        return WorkerFit(
            parameterNormalCount: answer.parameterNormalCount ?? 0,
            report: (answer.report ?? WireReport()).report(observationCount: wire.observationCount),
            handle: FitHandle(
                worker: worker, number: number, model: descriptor.id, context: wire, isPositive: isPositive))
    }
}
