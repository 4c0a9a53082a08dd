import BenchmarkModels
import RandomWalkModels
import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting
import TrendModels

/// Mixtures of models as a model.
@Suite struct EnsembleTests {
    /// x = center + parameterSD · θ + shockSD · ε, each year on its own.
    private struct Known: GrowthModel {
        var id: ModelID
        var center = 0.0
        var parameterSD = 0.0
        var shockSD = 0.0
        var refusal: ModelRefusal?

        var descriptor: ModelDescriptor {
            ModelDescriptor(
                id: id, title: LocalizedText("known"), summary: LocalizedText("for tests"), minimumObservations: 1,
                sources: ["by construction"])
        }

        func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted {
            if let refusal { throw refusal }
            return Fitted(center: center, parameterSD: parameterSD, shockSD: shockSD)
        }

        struct Fitted: FittedModel {
            var center: Double
            var parameterSD: Double
            var shockSD: Double

            var parameterNormalCount: Int { 1 }
            var report: FitReport { FitReport(observationCount: 3, priorShare: 0.5) }

            func project(_ block: ProjectionBlock) {
                for year in 0..<block.yearCount {
                    for draw in 0..<block.drawCount {
                        block.path(yearIndex: year)[draw] =
                            center + parameterSD * block.parameterNormals(0)[draw]
                            + shockSD * block.innovations(yearIndex: year)[draw]
                    }
                }
            }
        }
    }

    private let context = FitContext(
        history: History(firstYear: 2001, values: [1, 2, 3]), forecastYears: 2004...2006, measure: .percent)

    private func member(_ model: some GrowthModel, weight: Double = 1) throws -> Ensemble.Member {
        Ensemble.Member(model, parameters: try model.descriptor.resolve([:]), weight: weight)
    }

    private func fit(_ model: some GrowthModel) throws(ModelRefusal) -> any FittedModel { try model.fit(context) }

    private func draws(_ fitted: any FittedModel, _ count: Int = 4096) -> [[Double]] {
        Self.draws(fitted, count)
    }

    /// Years × draws.
    private static func draws(_ fitted: some FittedModel, _ count: Int) -> [[Double]] {
        let normals = DrawTable(rowCount: 3, stride: count)
        let parameters = DrawTable(rowCount: fitted.parameterNormalCount, stride: count)
        let paths = DrawTable(rowCount: 3, stride: count)
        let source = PhiloxSource(seed: 8)
        for row in 0..<3 {
            source.fillNormals(dimension: row, replicate: 0, first: 0, into: normals.row(row, count: count))
        }
        for row in 0..<fitted.parameterNormalCount {
            source.fillNormals(dimension: 9 + row, replicate: 0, first: 0, into: parameters.row(row, count: count))
        }
        fitted.project(
            ProjectionBlock(
                yearCount: 3, drawCount: count, innovations: [.init(base: normals.base, stride: count)],
                parameterNormals: .init(base: parameters.base, stride: count),
                paths: [.init(base: paths.base, stride: count)]))
        return (0..<3).map { Array(paths.row($0, count: count)) }
    }

    @Test("An ensemble keeps the laws of growth models, its members needing different histories")
    func laws() throws {
        let members = [
            try member(BenchmarkModel(.drift)), try member(DampedTrendModel(), weight: 2),
            try member(RandomWalkDriftModel()),
        ]
        let report = ConformanceSuite(
            model: Ensemble.model(members),
            cases: [ConformanceCase(), ConformanceCase("percentage", measure: .percent)]
        ).run()
        #expect(report.isPassed, "\(report)")
    }

    @Test("Each draw takes one member as often as its weight says, and stays with it in all years")
    func mixture() throws {
        let fitted = try fit(
            Ensemble.model([
                try member(Known(id: "low", center: 10)), try member(Known(id: "high", center: 20), weight: 3),
            ]))
        let years = draws(fitted)
        // The middle, where |z| < 0.005: 0.4 % of draws.
        let middle = years[0].count { $0 == 17.5 }
        #expect(Double(middle) / 4096 < 0.01)
        // Four standard errors of a share of 3/4 in 4096 draws: 0.027.
        #expect(abs(Double(years[0].count { $0 == 20 }) / 4096 - 0.75) < 0.03)
        #expect(years[0] == years[1] && years[1] == years[2])
        #expect(years[0].allSatisfy { [10, 17.5, 20].contains($0) })
    }

    @Test("The order of members does not matter, to the last bit")
    func order() throws {
        let members = [
            try member(Known(id: "a", center: 1, parameterSD: 1)), try member(Known(id: "b", center: 3, shockSD: 2)),
            try member(Known(id: "c", center: 8), weight: 0.3),
        ]
        let reports = try [[0, 1, 2], [2, 0, 1], [1, 2, 0]].map { order in
            let fitted = try fit(Ensemble.model(order.map { members[$0] }))
            return (draws(fitted), fitted.report)
        }
        #expect(reports.allSatisfy { $0.0 == reports[0].0 && $0.1 == reports[0].1 })
    }

    @Test("Zero normals give the weighted mean of the members' point forecasts")
    func center() throws {
        let fitted = try fit(
            Ensemble.model([
                try member(Known(id: "a", center: 1, parameterSD: 1), weight: 3), try member(Known(id: "b", center: 9)),
            ]))
        #expect(fitted.pointForecast(yearCount: 3) == [3, 3, 3])
    }

    /// Of variances from 1024 Sobol points, relative to the whole.
    private static let partTolerance = 0.03

    @Test("The spread splits into models, parameters and shocks as the law of total variance says")
    func parts() throws {
        let fitted = try fit(
            Ensemble.model([
                try member(Known(id: "a", center: 0, parameterSD: 2, shockSD: 1)),
                try member(Known(id: "b", center: 6, parameterSD: 1, shockSD: 3)),
            ]))
        let estimates = fitted.report.estimates.filter { $0.unit == "percent" }
        // Between means (6/2)² = 9, parameters (4 + 1)/2, shocks (1 + 9)/2: 16.5 in all.
        for (estimate, expected) in zip(estimates, [9 / 16.5, 2.5 / 16.5, 5 / 16.5]) {
            #expect(abs(estimate.value / 100 - expected) < Self.partTolerance, "\(estimate)")
        }
        #expect(estimates.map(\.name).map { $0.contains("2006") } == [true, true, true])
        #expect(abs(estimates.reduce(0) { $0 + $1.value } - 100) < 1e-9)
        let variance = Moments(draws(fitted, 16_384)[2]).variance
        // A mixture's variance estimate: about 1 % standard error here.
        #expect(abs(variance / 16.5 - 1) < 0.04)
    }

    @Test("A member that refuses is left out with its reason; if all refuse, all reasons are told")
    func refusals() throws {
        let short = ModelRefusal.tooFewObservations(indicator: "x", have: 3, need: 9)
        let (good, bad) = (Known(id: "good", center: 4), Known(id: "bad", refusal: short))
        let fitted = try fit(Ensemble.model([try member(bad, weight: 5), try member(good)]))
        #expect(draws(fitted, 64).allSatisfy { $0.allSatisfy { $0 == 4 } })
        #expect(fitted.report.notes.first?.en == "bad is left out: \(short.message.en)")
        #expect(fitted.report.estimates.map(\.name) == ["weight of good"])
        func refusal(_ members: [Known]) throws -> ModelRefusal? {
            let ensemble = Ensemble.model(try members.map { try member($0) })
            do throws(ModelRefusal) {
                _ = try fit(ensemble)
                return nil
            } catch {
                return error
            }
        }
        let worse = Known(id: "worse", refusal: .other(LocalizedText("no")))
        #expect(
            try refusal([worse, bad])?.message.en == "every member refuses: bad: \(short.message.en); worse: no")
        // Histories that are too short for all are told as such.
        #expect(try refusal([bad, bad]) == .tooFewObservations(indicator: "indicator", have: 3, need: 9))
    }
}
