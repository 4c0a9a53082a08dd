import Testing
import TianmuModel
import TianmuTesting

@testable import TianmuPluginHost

/// A member of an ensemble that refuses is left out; one whose program fails must not be, or a busy machine would change
/// numbers.
@Suite(.enabled(if: Workers.hasPython, "python3 is not installed")) struct EnsembleFaultTests {
    /// The last value goes on.
    private struct Hold: GrowthModel {
        struct Fitted: FittedModel {
            var last: Double
            var parameterNormalCount: Int { 0 }
            var report: FitReport { FitReport(observationCount: 1, priorShare: 0) }

            func project(_ block: ProjectionBlock) {
                for year in 0..<block.yearCount { block.path(yearIndex: year).update(repeating: last) }
            }
        }

        let descriptor = ModelDescriptor(
            id: "hold", title: LocalizedText("Hold"), summary: LocalizedText("Hold"), minimumObservations: 1,
            sources: [])

        func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted {
            Fitted(last: try context.singleOutput().history.last?.value ?? 0)
        }
    }

    private func ensemble(_ command: WorkerCommand) throws -> any GrowthModel {
        let worker = Worker(command)
        let outside = WorkerModel(try worker.models()[0], in: worker)
        return Ensemble.model([
            Ensemble.Member(outside, parameters: ParameterValues()),
            Ensemble.Member(Hold(), parameters: ParameterValues()),
        ])
    }

    private func fit(_ model: some GrowthModel) throws(ModelRefusal) -> any FittedModel {
        try model.fit(Workers.context)
    }

    @Test(
        "A member that crashes or hangs in its fit is a fault of the ensemble, named",
        arguments: [
            ("exit", "its member 'echo' fails: the worker 'bad' ended with exit code 0 in a fit"),
            ("hang", "its member 'echo' fails: the worker 'bad' gave no answer within 0.3 s in a fit"),
        ])
    func fault(kind: String, sentence: String) throws {
        let model = try ensemble(Workers.misbehaving(kind, at: "fit", limits: Workers.impatient))
        let error = #expect(throws: ModelRefusal.self) { try fit(model) }
        #expect(error?.isFault == true)
        #expect(error?.message.en == sentence)
    }

    @Test("A member that refuses is left out")
    func refusal() throws {
        let fitted = try fit(try ensemble(Workers.misbehaving("refuse")))
        #expect(fitted.report.notes.first?.en == "echo is left out: not on a Monday")
    }

    @Test("A member that fails in its projection is named")
    func projection() throws {
        func failure(_ fitted: some FittedModel) -> String? {
            var table = ProjectionTable(
                yearCount: 3, drawCount: 4, parameterNormalCount: fitted.parameterNormalCount, seed: 1)
            table.project(fitted)
            return (fitted as? any ReportsFailure)?.failure?.en
        }
        let fitted = try fit(try ensemble(Workers.misbehaving("error")))
        #expect(
            failure(fitted)
                == "its member 'echo' fails: the worker 'bad' reported an error (out of cheese) in a projection")
    }
}
