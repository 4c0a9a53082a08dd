import Synchronization
import TestSupport
import Testing
import TianmuModel
import TianmuNumerics

@testable import TianmuEngine

/// What must hold of every simulation, whatever it simulates.
@Suite struct SimulationLawTests {
    /// Parameter uncertainty, correlation, formula, link, shock, lever and targets, all at once.
    private func scenario(draws: Int, sampler: Sampler = .sobol, extra: String = "") -> String {
        """
        tianmu: 1
        data: [figures.csv]
        years: {base: 2020, through: 2022}
        draws: {count: \(draws), seed: 5, sampler: \(sampler.rawValue)}
        indicators:
          town: {unit: 元, model: random-walk-drift}
          country: {unit: 元, model: random-walk-drift}
          ratio: {unit: ratio, formula: town / country}
          free: {unit: percent, model: elicited, parameters: {p10: 1, p50: 2, p90: 5}}
        correlations: {[town, country]: 0.6}
        targets:
          - {indicator: ratio, year: 2022, at-most: 1.6}
          - {indicator: town, year: 2022, above: 67000}
        \(extra)
        """
    }

    private let moves = """
        links: [{from: town, to: country, elasticity: {p10: 0.2, p50: 0.4, p90: 0.5}}]
        shocks: [{name: Flood, year: 2021, probability: 0.3, effect: {town: {p10: -4, p50: -2, p90: -1}}, recovery: 0.5}]
        levers: {boost: {to: country, from: 2021, value: 0.5}}
        """

    private let figures = """
        indicator,unit,year,value
        town,元,2015,41230
        town,元,2018,53000
        town,元,2020,59760
        country,元,2015,23736
        country,元,2018,31000
        country,元,2020,35816
        """

    private func plan(draws: Int, sampler: Sampler = .sobol, extra: String? = nil) throws -> Plan {
        try Pipeline.plan(scenario(draws: draws, sampler: sampler, extra: extra ?? moves), figures: figures)
    }

    /// Every bit of every statistic.
    private func bits(_ summary: Summary, of indicator: IndicatorID? = nil) -> [UInt64] {
        var numbers: [Double] = []
        for series in summary.indicators where indicator == nil || series.id == indicator {
            for year in series.years {
                let estimates = [year.mean, year.sd] + year.quantiles
                numbers += estimates.flatMap { [$0.value, $0.standardError] }
                numbers += [year.minimum, year.maximum, year.central]
            }
        }
        if indicator == nil {
            let joint = summary.joint
            let estimates = summary.targets.map(\.probability) + [joint.all] + joint.atLeast + joint.byYear.map(\.all)
            numbers += estimates.flatMap { [$0.value, $0.standardError] } + joint.bothMissed.flatMap { $0 }
        }
        return numbers.map(\.bitPattern)
    }

    private func bits(_ plan: Plan, threads: Int = 1, storedValueLimit: Int = 8 << 20) async throws -> [UInt64] {
        let options = SimulationOptions(threads: threads, storedValueLimit: storedValueLimit)
        return bits(try await Pipeline.assess(plan, options: options).summary)
    }

    @Test("The number of threads changes no bit", arguments: Sampler.allCases)
    func threads(_ sampler: Sampler) async throws {
        let plan = try plan(draws: 1000, sampler: sampler)
        let one = try await bits(plan)
        for threads in [2, 3, 8] {
            let many = try await bits(plan, threads: threads)
            #expect(many == one, "\(threads) threads")
        }
    }

    @Test("Making draws again gives the bits that keeping them gives", arguments: [16, 1000, 10_000])
    func storage(_ draws: Int) async throws {
        let plan = try plan(draws: draws)
        let kept = try await bits(plan)
        let again = try await bits(plan, threads: 2, storedValueLimit: 0)
        #expect(again == kept)
    }

    @Test("Without leave to store, a pass keeps no value")
    func boundedMemory() throws {
        let plan = try plan(draws: 1000)
        let central = CentralPath(plan: plan)
        let simulator = Simulator(
            plan: plan, source: SobolSource(seed: 5), central: central,
            cells: [Cell(slot: 0, row: plan.grid.row(of: 2022))], options: SimulationOptions())
        let evaluator = BlockEvaluator(plan: plan, source: SobolSource(seed: 5), central: central)
        for keepsValues in [true, false] {
            let kept = keepsValues ? SegmentedTable(columnCount: 1, capacities: [5000]) : nil
            var pass = FirstPass(
                simulator: simulator, bins: [Histogram(covering: 0...100_000, count: 4098)], kept: kept, segment: 0)
            for first in stride(from: 0, to: 5000, by: 500) {
                evaluator.evaluate(replicate: 0, first: first, count: 500)
                pass.add(evaluator, count: 500)
            }
            #expect(pass.result.moments[0].count == 5000)
            #expect(kept?.values(column: 0, segment: 0).count == (keepsValues ? 5000 : nil))
            #expect(pass.binCounts.count == 4098)
        }
    }

    @Test("Quantiles, extremes and moments are those of all values sorted", arguments: [16, 37, 1000, 9001])
    func sorting(_ draws: Int) async throws {
        for sampler in Sampler.allCases {
            let plan = try plan(draws: draws, sampler: sampler)
            let summary = try await Pipeline.assess(plan).summary
            let all = AllDraws(plan)
            for series in summary.indicators {
                for year in series.years {
                    let values = all[series.id, year.year]
                    let sorted = values.sorted()
                    #expect(sorted.count == draws)
                    for (quantile, probability) in zip(year.quantiles, Simulation.probabilities) {
                        // Hyndman and Fan's type 7, as in NumPy.
                        let position = Double(draws - 1) * probability
                        let lower = sorted[Int(position)]
                        let upper = sorted[min(Int(position) + 1, draws - 1)]
                        let expected = lower + (position - position.rounded(.down)) * (upper - lower)
                        #expect(quantile.value == expected, "\(sampler), \(series.id) \(year.year), \(probability)")
                        #expect(quantile.standardError > 0)
                    }
                    #expect(year.minimum == sorted.first)
                    #expect(year.maximum == sorted.last)
                    let mean = values.reduce(0, +) / Double(draws)
                    #expect(abs(year.mean.value - mean) <= 1e-12 * abs(mean))
                }
            }
            let met = all["ratio", 2022].count { $0 <= 1.6 }
            #expect(summary.targets[0].probability.value == Double(met) / Double(draws))
        }
    }

    @Test("Draws split into 16 replicates whose sizes differ by at most one")
    func replicates() {
        for count in [16, 17, 31, 1000, 16_384] {
            let sampling = Sampling(count: count, seed: 1, sampler: .sobol, failedShare: 0)
            let sizes = (0..<Sampling.replicateCount).map { sampling.drawCount(ofReplicate: $0) }
            #expect(sizes.reduce(0, +) == count)
            #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
        }
    }

    @Test("Another seed gives other draws; the same seed the same", arguments: Sampler.allCases)
    func seeds(_ sampler: Sampler) async throws {
        var plan = try plan(draws: 64, sampler: sampler)
        let first = try await bits(plan)
        let same = try await bits(plan)
        #expect(same == first)
        plan.draws.seed += 1
        let other = try await bits(plan)
        #expect(other != first)
    }

    @Test("A what-if leaves the draws of everything that it does not touch as they were")
    func commonRandomNumbers() async throws {
        let bare = try await Pipeline.assess(plan(draws: 256, extra: "")).summary
        let moved = try await Pipeline.assess(plan(draws: 256)).summary
        #expect(bits(moved, of: "free") == bits(bare, of: "free"))
        #expect(bits(moved, of: "country") != bits(bare, of: "country"))
        // Another model for one indicator, and indicators added after it, leave the others' draws too.
        let yaml = scenario(draws: 256)
        let other = try Pipeline.plan(
            yaml.replacing(
                "country: {unit: 元, model: random-walk-drift}",
                with: "country: {unit: 元, model: hold, parameters: {sd: 2}}"
            )
            .replacing(
                "correlations", with: "  added: {unit: 元, base: {value: 1, reason: test}, model: hold}\ncorrelations"),
            figures: figures)
        let changed = try await Pipeline.assess(other).summary
        #expect(bits(changed, of: "town") == bits(bare, of: "town"))
        #expect(bits(changed, of: "free") == bits(bare, of: "free"))
        #expect(bits(changed, of: "country") != bits(bare, of: "country"))
    }

    @Test("Progress rises to 1 and never beyond")
    func progress() async throws {
        for limit in [0, 8 << 20] {
            let shares = Mutex<[Double]>([])
            let options = SimulationOptions(threads: 1, storedValueLimit: limit) { share in
                shares.withLock { $0.append(share) }
            }
            _ = try await Simulator.simulate(plan(draws: 64), options: options)
            let seen = shares.withLock { $0 }
            #expect(seen == seen.sorted())
            #expect(seen.last == 1)
        }
    }
}
