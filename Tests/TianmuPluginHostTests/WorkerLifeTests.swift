import Foundation
import Testing
import TianmuModel
import TianmuTesting

@testable import TianmuPluginHost

/// Starts, restarts and ends.
@Suite(.enabled(if: Workers.hasPython, "python3 is not installed")) struct WorkerLifeTests {
    @Test(
        "A worker that crashes once is started again, fits again and gives what it would have given",
        arguments: ["fit", "project"])
    func restart(place: String) {
        let file = TemporaryFile()
        let outcome = Workers.outcome(of: Workers.misbehaving("once", at: place, file.path))
        #expect(FileManager.default.fileExists(atPath: file.path))
        #expect(outcome.fault == nil)
        #expect(outcome.paths == [Double](repeating: 100, count: 12))
    }

    @Test("A worker that crashes again and again is refused for good, and says how often it failed")
    func verdict() throws {
        let worker = Worker(Workers.misbehaving("exit", at: "fit"))
        let model = WorkerModel(try worker.models()[0], in: worker)
        func refusal() -> String? {
            let error = #expect(throws: ModelRefusal.self) { try model.fit(Workers.context) }
            return error?.message.en
        }
        #expect(refusal() == "the worker 'bad' ended with exit code 0 in a fit")
        let last = "the worker 'bad' ended with exit code 0 in a fit; it failed 3 times and is not started again"
        #expect(refusal() == last)
        let start = ContinuousClock.now
        #expect(refusal() == last)
        #expect(ContinuousClock.now - start < .milliseconds(10))
    }

    @Test("What a worker started goes with it")
    func children() throws {
        let file = TemporaryFile()
        let outcome = Workers.outcome(of: Workers.misbehaving("child", at: "fit", file.path))
        #expect(outcome.fault == "the worker 'bad' ended with exit code 3 in a fit")
        #expect(Workers.isGone(try #require(Int32(file.text))))
    }

    @Test(
        "A worker that must go of itself and does not, or crashes at a release, is told by that",
        arguments: [
            ("", "", nil), ("crash", "release", "the worker 'bad' crashed (signal 11) at a release"),
            ("crash", "bye", "the worker 'bad' crashed (signal 11) at bye"),
            ("stay", "", "the worker 'bad' did not end within 2 s at bye"),
        ] as [(String, String, String?)])
    func leaves(fault: String, place: String, sentence: String?) throws {
        let worker = Worker(Workers.misbehaving(fault, at: place))
        _ = try WorkerModel(try worker.models()[0], in: worker).fit(Workers.context)
        do throws(WorkerFault) {
            try worker.leave()
            #expect(sentence == nil)
        } catch {
            #expect(sentence.map { error.message.en.hasPrefix($0) } == true, "\(error.message.en)")
        }
    }

    @Test("A worker that ignores SIGTERM is killed after its grace")
    func stubborn() {
        let start = ContinuousClock.now
        let outcome = Workers.outcome(of: Workers.misbehaving("stubborn", at: "fit", limits: Workers.impatient))
        #expect(outcome.fault?.contains("gave no answer") == true)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("A fitted value that was coded projects the same in a worker of its own")
    func coding() throws {
        let worker = Worker(Workers.misbehaving(""))
        let fitted = try WorkerModel(try worker.models()[0], in: worker).fit(Workers.context)
        let decoded = try JSONDecoder().decode(WorkerFit.self, from: try JSONEncoder().encode(fitted))
        #expect(decoded == fitted)
        var tables = [fitted, decoded].map { fit in
            var table = ProjectionTable(yearCount: 3, drawCount: 5, parameterNormalCount: 0, seed: 3)
            table.project(fit)
            return table.paths
        }
        #expect(tables.removeLast() == tables[0])
    }

    @Test("Threads that project at once get each what it asked for")
    func threads() async throws {
        let worker = Worker(Workers.misbehaving(""))
        let model = WorkerModel(try worker.models()[0], in: worker)
        let fits = try (0..<4).map { shift in
            try model.fit(
                FitContext(history: History(firstYear: 2020, values: [Double(shift)]), forecastYears: 2021...2022))
        }
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<24 {
                group.addTask {
                    var table = ProjectionTable(
                        yearCount: 2, drawCount: 300, parameterNormalCount: 0, seed: UInt64(number))
                    table.project(fits[number % 4])
                    return table.paths == table.innovations.map { Double(number % 4) + $0 }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test("Fits that nobody holds any more are released, and a hundred of them change nothing")
    func releases() throws {
        let worker = Worker(Workers.misbehaving(""))
        let model = WorkerModel(try worker.models()[0], in: worker)
        for number in 0..<100 {
            let fitted = try model.fit(
                FitContext(history: History(firstYear: 2020, values: [Double(number)]), forecastYears: 2021...2021))
            var table = ProjectionTable(yearCount: 1, drawCount: 1, parameterNormalCount: 0, seed: nil)
            table.project(fitted)
            #expect(table.paths == [Double(number)])
        }
    }

    @Test("Two workers with one id: the second one is refused, the first one and the others stand")
    func clashes() {
        struct Hold: GrowthModel {
            let descriptor = ModelDescriptor(
                id: "hold", title: LocalizedText("Hold"), summary: LocalizedText("Hold"), minimumObservations: 1,
                sources: [])
            func fit(_ context: FitContext) throws(ModelRefusal) -> WorkerFit { throw .other(LocalizedText("no")) }
        }
        let loaded = LoadedPlugins(
            [
                Workers.misbehaving("hold"), Workers.misbehaving("mixture"), Workers.misbehaving("crash", at: "hello"),
                WorkerCommand(name: " ", words: ["true"]), Workers.misbehaving(""),
            ],
            besides: ModelRegistry([Hold()]))
        #expect(loaded.registry.ids == ["hold", "echo"])
        #expect(
            loaded.faults.map(\.message.en) == [
                "the worker 'bad' offers a model 'hold', of which there is one already",
                "the worker 'bad' offers a model 'ensemble', which is what mixtures of models are called",
                "the worker 'bad' crashed (signal 11) at hello; its log ends: Traceback: the dog ate it",
                "an entry of 'plugins' has no name",
            ])
        var lost = WantedModel()
        lost.parameters = ["p": .number(1)]
        let registry = loaded.standingIn(for: ["hold": WantedModel(), "lost": lost])
        #expect(registry.ids == ["hold", "echo", "lost"])
        #expect(throws: Never.self) { try registry["lost"]?.descriptor.resolve(["p": .number(1)]) }
    }
}
