import TestSupport
import TianmuBacktest
import TianmuModel
import TianmuNumerics

/// A random walk of values with a known step: what simulated walks truly follow.
struct KnownWalk: GrowthModel {
    var id: ModelID = "known-walk"
    var drift = 0.0
    var sd = 1.0
    /// With fewer observations it refuses, as models do.
    var minimum = 1

    var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: id, title: LocalizedText("known walk"), summary: LocalizedText("for tests"),
            minimumObservations: minimum, sources: ["by construction"])
    }

    func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted {
        let history = try context.singleOutput().requireHistory(of: minimum)
        return Fitted(last: history.values.last ?? 0, drift: drift, sd: sd, count: history.count)
    }

    struct Fitted: FittedModel {
        var last: Double
        var drift: Double
        var sd: Double
        var count: Int

        var parameterNormalCount: Int { 0 }
        var report: FitReport { FitReport(observationCount: count, priorShare: 1) }

        func project(_ block: ProjectionBlock) {
            for year in 0..<block.yearCount {
                let steps = block.innovations(yearIndex: year)
                let now = block.path(yearIndex: year)
                for draw in 0..<block.drawCount {
                    let before = year == 0 ? last : block.path(yearIndex: year - 1)[draw]
                    now[draw] = before + drift + sd * steps[draw]
                }
            }
        }
    }
}
