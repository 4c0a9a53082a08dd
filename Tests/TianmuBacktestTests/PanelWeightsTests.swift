import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuScenario

@testable import TianmuBacktest

/// Weights of an ensemble's members from their past forecasts on a panel.
@Suite struct PanelWeightsTests {
    /// Walks with steps of 3 around `drift`.
    private func walks(_ count: Int, years: Int, drift: Double = 5, seed: UInt64 = 31) -> [PanelSeries] {
        (0..<count).map { number in
            var steps = [Double](repeating: 0, count: years)
            steps.withUnsafeMutableBufferPointer {
                PhiloxSource(seed: seed).fillNormals(dimension: 0, replicate: number, first: 0, into: $0)
            }
            let values = steps.indices.map { 100 + steps[0...$0].reduce(0) { $0 + drift + 3 * $1 } }
            return PanelSeries(name: "walk \(number)", history: History(firstYear: 2001, values: values))
        }
    }

    private let context = FitContext(
        history: History(firstYear: 2001, values: [100, 104, 112, 115, 125, 128, 140, 144]),
        forecastYears: 2009...2011, measure: .percent)

    private func member(_ id: ModelID, drift: Double, minimum: Int = 1) -> Ensemble.Member {
        Ensemble.Member(KnownWalk(id: id, drift: drift, sd: 3, minimum: minimum), parameters: ParameterValues())
    }

    private func found(
        _ kind: EnsembleWeights, _ members: [Ensemble.Member], _ panel: [PanelSeries]
    ) throws(PanelWeights.Refusal) -> PanelWeights {
        try PanelWeights(kind, of: members, for: context, on: panel)
    }

    @Test("Stacked weights find the member that the panel follows; shrunk ones lie between these and equal")
    func recovery() throws {
        let members = [member("right", drift: 5), member("wrong", drift: -5)]
        let panel = walks(12, years: 14)
        let stacked = try found(.stacked, members, panel)
        #expect(stacked.weights[0] > 0.95 && stacked.belief == 1)
        #expect(abs(stacked.weights.reduce(0, +) - 1) < 1e-12)
        let shrunk = try found(.shrunk, members, panel)
        #expect(shrunk.weights[0] > 0.5 && shrunk.weights[0] < stacked.weights[0])
        for (some, far) in zip(shrunk.weights, stacked.weights) {
            #expect(abs(some - (shrunk.belief * far + (1 - shrunk.belief) / 2)) < 1e-12)
        }
        #expect(try found(.equal, members, panel).weights == [0.5, 0.5])
    }

    @Test("Of two members that are wrong to either side alike, the mixture takes both")
    func both() throws {
        let weights = try found(
            .stacked, [member("high", drift: 10), member("low", drift: 0)], walks(20, years: 14)
        ).weights
        // The sampling error of 20 walks' mean drift moves weights by about a tenth.
        #expect(abs(weights[0] - 0.5) < 0.25, "\(weights)")
    }

    @Test("The counts by hand: windows of eight, of four and more, three years ahead, twelve years, two series")
    func counts() throws {
        let result = try found(.shrunk, [member("a", drift: 5), member("b", drift: 4)], walks(2, years: 12))
        // Origins in 2004...2011 with 3, 3, 3, 3, 3, 3, 2, 1 known years after them.
        #expect(result.forecastCount == 2 * 21 && result.seriesCount == 2)
        // (n′/8)⁴ of each origin, by outcome year, over 1 + (m − 1)/10 for m errors of one year.
        var worth = 0.0
        for year in 2005...2012 {
            let origins = (max(2004, year - 3)...min(2011, year - 1)).map { min(Double($0 - 2000) / 8, 1) }
            let count = 2 * Double(origins.count)
            worth += 2 * origins.reduce(0) { $0 + $1 * $1 * $1 * $1 } / (1 + (count - 1) / 10)
        }
        #expect(abs(result.independentCount - worth) < 1e-12)
        #expect(abs(result.belief - worth / (worth + 6)) < 1e-12)
    }

    @Test("The more series and years speak, the nearer shrunk weights are to stacked ones")
    func shrinking() throws {
        let members = [member("right", drift: 5), member("wrong", drift: -5)]
        let believed = try [2, 5, 12].map { try found(.shrunk, members, walks($0, years: 12)).belief }
        #expect(believed[0] < believed[1] && believed[1] < believed[2] && believed[2] < 1)
    }

    @Test("A panel of one series, members without a past forecast and panels that never move are refused")
    func refusals() throws {
        func refusal(_ members: [Ensemble.Member], _ panel: [PanelSeries]) -> PanelWeights.Refusal? {
            do throws(PanelWeights.Refusal) {
                _ = try found(.stacked, members, panel)
                return nil
            } catch {
                return error
            }
        }
        let (good, picky) = (member("good", drift: 5), member("picky", drift: 5, minimum: 8))
        #expect(refusal([good, picky], walks(1, years: 16)) == .tooFewSeries(1))
        #expect(refusal([good, picky], []) == .noVariance)
        let cause = BacktestFailure.cause(of: .tooFewObservations(indicator: "x", have: 1, need: 8))
        #expect(refusal([good, picky], walks(9, years: 8)) == .noForecast(member: "picky", cause))
        #expect(refusal([good, picky], walks(9, years: 9)) == nil)
    }

    @Test("Forecasts that one member refuses count for none")
    func complete() throws {
        let members = [member("good", drift: 5), member("picky", drift: 5, minimum: 8)]
        // Of each series the origins in 2008 and 2009 alone, with two known years and one after them.
        #expect(try found(.stacked, members, walks(3, years: 10)).forecastCount == 3 * 3)
    }
}
