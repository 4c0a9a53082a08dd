import Foundation
import RandomWalkModels
import Testing
import TianmuModel
import TianmuNumerics
import TianmuScenario

@testable import TianmuBacktest

/// Intervals of one series from the past errors of others.
@Suite struct PanelErrorsTests {
    /// Walks of logarithms with steps of 3 per cent around 5.
    private func walks(_ count: Int, years: Int, seed: UInt64) -> [PanelSeries] {
        (0..<count).map { number in
            var steps = [Double](repeating: 0, count: years)
            steps.withUnsafeMutableBufferPointer {
                PhiloxSource(seed: seed).fillNormals(dimension: 0, replicate: number, first: 0, into: $0)
            }
            let values = steps.indices.map {
                100 * Double.exp(steps[0...$0].reduce(0) { $0 + 0.05 + 0.03 * $1 })
            }
            return PanelSeries(name: "walk \(number)", history: History(firstYear: 2001, values: values))
        }
    }

    /// A random walk that believes in steps of 1 per cent, where they are 3.
    private func narrow(_ history: History) throws -> FitContext {
        let model = RandomWalkDriftModel()
        return FitContext(
            history: history, parameters: try model.descriptor.resolve(["sd": .number(1)]), forecastYears: 2009...2012)
    }

    private let fit: PanelErrors.Fit = { context throws(ModelRefusal) in try RandomWalkDriftModel().fit(context) }

    private func pooled(_ context: FitContext, _ errors: PanelErrors) throws -> CalibratedModel<
        RandomWalkDriftModel.Fitted
    > {
        let fitted = try RandomWalkDriftModel().fit(context)
        return CalibratedModel(fitted, maps: try errors.maps(for: fitted, context))
    }

    /// Years × draws.
    private func paths(_ fitted: some FittedModel, draws: Int, from first: Int = 0) -> [[Double]] {
        let normals = DrawTable(rowCount: 4, stride: draws)
        let parameters = DrawTable(rowCount: fitted.parameterNormalCount, stride: draws)
        let path = DrawTable(rowCount: 4, stride: draws)
        let source = PhiloxSource(seed: 3)
        for row in 0..<4 {
            source.fillNormals(dimension: row, replicate: 0, first: first, into: normals.row(row, count: draws))
        }
        for row in 0..<fitted.parameterNormalCount {
            source.fillNormals(dimension: 9 + row, replicate: 0, first: first, into: parameters.row(row, count: draws))
        }
        fitted.project(
            ProjectionBlock(
                yearCount: 4, drawCount: draws, innovations: [.init(base: normals.base, stride: draws)],
                parameterNormals: .init(base: parameters.base, stride: draws),
                paths: [.init(base: path.base, stride: draws)]))
        return (0..<4).map { Array(path.row($0, count: draws)) }
    }

    /// Four standard errors of a coverage of 80 % in 300 series: 0.092; of 95 %: 0.050.
    private static let tolerance80 = 0.09
    private static let tolerance95 = 0.05

    @Test("Intervals three times too narrow cover 80 and 95 % of what came on series that the panel has never seen")
    func coverage() throws {
        let series = walks(300, years: 12, seed: 11)
        func context(_ one: PanelSeries) throws -> FitContext {
            try narrow(History(one.history.observations.filter { $0.year <= 2008 }))
        }
        let errors = try PanelErrors(of: context(series[0]), on: walks(100, years: 20, seed: 12), fit: fit)
        #expect(errors.calibration.weight > 0.9 && errors.furthest == 4 && errors.seriesCount == 100)
        var (covered80, covered95, before) = ([0.0, 0, 0, 0], [0.0, 0, 0, 0], 0.0)
        for one in series {
            let context = try context(one)
            let own = paths(try RandomWalkDriftModel().fit(context), draws: 400)
            let wide = paths(try pooled(context, errors), draws: 400)
            for year in 0..<4 {
                let outcome = one.history.values[8 + year]
                func isCovered(_ draws: [Double], _ share: Double) -> Double {
                    let below = Double(draws.count { $0 < outcome }) / Double(draws.count)
                    return below > (1 - share) / 2 && below < (1 + share) / 2 ? 1 : 0
                }
                covered80[year] += isCovered(wide[year], 0.8) / 300
                covered95[year] += isCovered(wide[year], 0.95) / 300
                before += isCovered(own[year], 0.8) / 1200
            }
        }
        #expect(before < 0.4)
        for year in 0..<4 {
            #expect(abs(covered80[year] - 0.8) < Self.tolerance80, "year \(year + 1): \(covered80[year])")
            #expect(abs(covered95[year] - 0.95) < Self.tolerance95, "year \(year + 1): \(covered95[year])")
        }
    }

    @Test("Zero normals give the model's own point forecast to the last bit, and the order of draws stays")
    func center() throws {
        let context = try narrow(History(firstYear: 2001, values: [100, 104, 112, 115, 125, 128, 140, 144]))
        let errors = try PanelErrors(of: context, on: walks(30, years: 14, seed: 12), fit: fit)
        let (own, wide) = (try RandomWalkDriftModel().fit(context), try pooled(context, errors))
        #expect(wide.pointForecast(yearCount: 4) == own.pointForecast(yearCount: 4))
        let (before, after) = (paths(own, draws: 100), paths(wide, draws: 100))
        for year in 0..<4 {
            #expect(before[year] != after[year])
            let places = before[year].indices.sorted { before[year][$0] < before[year][$1] }
            #expect(zip(places, places.dropFirst()).allSatisfy { after[year][$0] < after[year][$1] })
        }
    }

    @Test("A block of draws equals its draws one by one, and coding changes nothing")
    func blocks() throws {
        let context = try narrow(History(firstYear: 2001, values: [100, 104, 112, 115, 125, 128, 140, 144]))
        let wide = try pooled(
            context, try PanelErrors(of: context, on: walks(30, years: 14, seed: 12), fit: fit))
        let block = paths(wide, draws: 8)
        for draw in 0..<8 { #expect(paths(wide, draws: 1, from: draw).map { $0[0] } == block.map { $0[draw] }) }
        let coded = try JSONDecoder().decode(
            CalibratedModel<RandomWalkDriftModel.Fitted>.self, from: try JSONEncoder().encode(wide))
        #expect(coded == wide)
    }

    @Test("A panel that says nothing is refused, with what the model said of it")
    func refusals() throws {
        let context = try narrow(History(firstYear: 2001, values: [100, 104, 112, 115]))
        func refusal(_ panel: [PanelSeries]) -> PanelErrors.Refusal? {
            do throws(PanelErrors.Refusal) {
                _ = try PanelErrors(of: context, on: panel, fit: fit)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal([]) == .noVariance)
        #expect(refusal([PanelSeries(name: "a", history: History(firstYear: 1, values: [1, 2]))]) == .noVariance)
        #expect(refusal(walks(3, years: 4, seed: 1)) == .noError(nil))
        #expect(refusal(walks(3, years: 6, seed: 1)) == nil)
        let picky = PanelErrors.Refusal.noError(
            BacktestFailure.cause(of: .tooFewObservations(indicator: "x", have: 1, need: 9)))
        do throws(PanelErrors.Refusal) {
            _ = try PanelErrors(of: context, on: walks(3, years: 9, seed: 1)) { context throws(ModelRefusal) in
                throw .tooFewObservations(indicator: "x", have: context.outputs[0].history.count, need: 9)
            }
            Issue.record("a model that refuses every series has errors")
        } catch {
            #expect(error == picky)
        }
    }
}
