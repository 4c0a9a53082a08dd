import Synchronization
import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuScenario

/// Repeats the last value with its innovations, until it has been asked too often.
private struct TiringModel: GrowthModel {
    /// Shared by all copies of one fit.
    final class Strength: Sendable {
        let left: Mutex<Int>
        init(_ count: Int) { left = Mutex(count) }
    }

    struct Fitted: FittedModel, ReportsFailure {
        var start: Double
        var strength: Strength
        var parameterNormalCount: Int { 0 }
        var report: FitReport { FitReport(observationCount: 1, priorShare: 0) }
        var failure: LocalizedText? { strength.left.withLock { $0 < 0 } ? LocalizedText("too tired") : nil }

        func project(_ block: ProjectionBlock) {
            let isTired = strength.left.withLock { left in
                left -= 1
                return left < 0
            }
            for year in 0..<block.yearCount {
                let (normals, path) = (block.innovations(yearIndex: year), block.path(yearIndex: year))
                for draw in 0..<block.drawCount { path[draw] = isTired ? .nan : start + normals[draw] }
            }
        }

        init(start: Double, strength: Strength) {
            self.start = start
            self.strength = strength
        }
        init(from decoder: any Decoder) throws { self.init(start: try Double(from: decoder), strength: Strength(0)) }
        func encode(to encoder: any Encoder) throws { try start.encode(to: encoder) }
        static func == (a: Fitted, b: Fitted) -> Bool { a.start == b.start }
    }

    let strength: Int
    let descriptor = ModelDescriptor(
        id: "tiring", title: LocalizedText("tiring"), summary: LocalizedText("tires"), minimumObservations: 1,
        sources: ["this test"])

    func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted {
        let last = try context.singleOutput().requireHistory(of: 1).last
        return Fitted(start: last?.value ?? 0, strength: Strength(strength))
    }
}

/// A model that works elsewhere may fail at any moment; half a run is none.
@Suite struct ModelFailureTests {
    private func outcome(strength: Int, storedValueLimit: Int) async throws -> String? {
        let scenario = try Pipeline.read(
            """
            tianmu: 1
            data: [figures.csv]
            years: {base: 2020, through: 2021}
            draws: {count: 16384, failed-share: 1}
            indicators: {gdp: {model: tiring}}
            """, figures: "indicator,unit,year,value\ngdp,亿元,2020,600\n")
        let plan = try Planner.plan(scenario, registry: ModelRegistry([TiringModel(strength: strength)]))
        do throws(SimulationError) {
            let options = SimulationOptions(threads: 1, storedValueLimit: storedValueLimit)
            _ = try await Simulator.simulate(plan, options: options)
            return nil
        } catch {
            return error.message.en
        }
    }

    /// 1 for the central path, 1 pilot, 32 blocks and, where nothing is kept, 32 once or twice more.
    @Test(
        "A model that fails ends the run by its reason, in whatever pass over the draws, even if all draws may fail",
        arguments: [(0, 8 << 20), (1, 8 << 20), (33, 8 << 20), (35, 0), (65, 0), (70, 0), (97, 0)])
    func fails(strength: Int, limit: Int) async throws {
        #expect(
            try await outcome(strength: strength, storedValueLimit: limit)
                == "model 'tiring' fails for 'gdp': too tired")
    }

    @Test("A model that is just strong enough gives its run", arguments: [(34, 8 << 20), (98, 0)])
    func lasts(strength: Int, limit: Int) async throws {
        #expect(try await outcome(strength: strength, storedValueLimit: limit) == nil)
    }
}
