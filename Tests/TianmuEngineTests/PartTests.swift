import TestSupport
import Testing
import TianmuModel
import TianmuNumerics
import TianmuParts

@testable import TianmuEngine

/// A run in shards is the run of all draws, bit for bit.
@Suite struct PartTests {
    /// Correlation, formula, shock and targets; a formula that fails in some draws, and one that is mostly one value.
    private func plan(draws: Int, sampler: Sampler = .sobol, seed: UInt64 = 5) throws -> Plan {
        try Pipeline.plan(
            """
            tianmu: 1
            data: [figures.csv]
            years: {base: 2020, through: 2022}
            draws: {count: \(draws), seed: \(seed), sampler: \(sampler.rawValue), failed-share: 1}
            indicators:
              town: {unit: 元, model: random-walk-drift}
              country: {unit: 元, model: random-walk-drift}
              ratio: {unit: ratio, formula: town / country}
              x: {unit: ratio, model: random-walk-drift, base: {value: 1, reason: test}, parameters: {drift: 0, sd: 100, transform: none}}
              root: {unit: ratio, formula: "(x - 1)^0.5"}
              flat: {unit: ratio, formula: "if(x < 1, 1, 2)"}
              floored: {unit: ratio, formula: "max(x, 1)"}
            correlations: {[town, country]: 0.6}
            shocks: [{name: Flood, year: 2021, probability: 0.3, effect: {town: {p10: -4, p50: -2, p90: -1}}}]
            targets:
              - {indicator: ratio, year: 2022, at-most: 1.6}
              - {indicator: town, year: 2022, above: 67000}
            """,
            figures: """
                indicator,unit,year,value
                town,元,2015,41230
                town,元,2018,53000
                town,元,2020,59760
                country,元,2015,23736
                country,元,2018,31000
                country,元,2020,35816
                """)
    }

    /// Every bit of what a simulation found.
    private struct Bits: Equatable {
        var numbers: [UInt64]
        var failures: [[FailureCause: Int]]
        var outcomes: [TargetOutcomes]

        init(_ simulation: Simulation) {
            numbers = simulation.statistics.flatMap { cell in
                (cell.quantiles + cell.quantileErrors + [cell.minimum, cell.maximum]).map(\.bitPattern)
                    + cell.moments.flatMap { [UInt64($0.count), $0.mean.bitPattern, $0.squaredDeviations.bitPattern] }
            }
            failures = simulation.statistics.map(\.failures)
            outcomes = simulation.outcomes
        }
    }

    private func parts(
        of plan: Plan, count: Int, options: SimulationOptions = SimulationOptions(threads: 1),
        windowWidth: Double = Simulator.windowWidth
    ) async throws -> [SimulationPart] {
        var parts: [SimulationPart] = []
        for number in 1...count {
            let shard = try #require(Shard(number, of: count))
            let part = try await Simulator.part(plan, shard: shard, options: options, windowWidth: windowWidth)
            // As from a file.
            let bytes = part.bytes
            var reader = ByteReader(bytes[...])
            parts.append(try SimulationPart(&reader, shard: shard, plan: plan))
            #expect(reader.isAtEnd)
        }
        return parts
    }

    private func quantiles(_ plan: Plan, _ parts: [SimulationPart]) async -> [CellQuantiles]? {
        let first = (0..<Sampling.replicateCount).map { parts[$0 % parts.count].passes[$0 / parts.count] }
        return await Simulator(plan, options: SimulationOptions(threads: 1)).quantiles(first, parts)
    }

    @Test(
        "Shards merge into every bit of the run of all draws, from their windows alone",
        arguments: Sampler.allCases, [16, 37, 1000, 3001])
    func merging(_ sampler: Sampler, draws: Int) async throws {
        let plan = try plan(draws: draws, sampler: sampler)
        let whole = Bits(try await Simulator.simulate(plan, options: SimulationOptions(threads: 1)))
        #expect(draws < 1000 || whole.failures.contains { !$0.isEmpty })
        for count in [1, 2, 7, 16] {
            let parts = try await parts(of: plan, count: count)
            #expect(await quantiles(plan, parts) != nil, "\(count) shards")
            let merged = try await Simulator.merge(parts, plan: plan, options: SimulationOptions(threads: 2))
            #expect(Bits(merged) == whole, "\(count) shards")
        }
    }

    @Test("Where a window misses a quantile the draws are made again, to the same bits")
    func missedWindow() async throws {
        let plan = try plan(draws: 4000)
        let parts = try await parts(of: plan, count: 7, windowWidth: 0)
        #expect(await quantiles(plan, parts) == nil)
        let merged = try await Simulator.merge(parts, plan: plan, options: SimulationOptions(threads: 1))
        #expect(Bits(merged) == Bits(try await Simulator.simulate(plan, options: SimulationOptions(threads: 1))))
    }

    @Test("A shard that makes its draws again, and one on several threads, leave the same bytes")
    func ways() async throws {
        let plan = try plan(draws: 2000)
        let shard = try #require(Shard(2, of: 3))
        let kept = try await Simulator.part(plan, shard: shard, options: SimulationOptions(threads: 1)).bytes
        let again = SimulationOptions(threads: 3, storedValueLimit: 0)
        #expect(try await Simulator.part(plan, shard: shard, options: again).bytes == kept)
    }

    @Test("A part grows with the square root of the draws, and repeated values take no room")
    func size() async throws {
        let sizes = try await [1000, 16_000].asyncMap { draws in
            let part = try await Simulator.part(plan(draws: draws), shard: .whole)
            let flat = try plan(draws: draws).slot(of: "flat")
            #expect(part.windows[2 * (flat ?? 0)].allSatisfy { $0.values.count <= 2 })
            return part.windows.reduce(0) { $0 + $1.reduce(0) { $0 + $1.values.count } }
        }
        // Sixteen times the draws: four times the values where windows do not yet touch, never sixteen times.
        #expect(sizes[1] < 8 * sizes[0])
    }

    @Test("Joint windows find the order statistics of everything, or say that they cannot", arguments: 1...40)
    func jointWindows(seed: Int) {
        var generator = SplitMix(state: UInt64(seed))
        let samples = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
            (0..<Int.random(in: 1...60, using: &generator)).map { _ in
                // Coarse values: many ties, zeros of both signs.
                (Double.random(in: -2...2, using: &generator) * 4).rounded() / (seed % 2 == 0 ? 4 : -4)
            }.sorted()
        }
        let all = samples.flatMap { $0 }.sorted()
        let windows = samples.map { sample in
            let from = Int.random(in: 0..<sample.count, using: &generator)
            let to = Int.random(in: from + 1...sample.count, using: &generator)
            return RankWindow(sorted: sample[from..<to], firstRank: from, of: sample.count)
        }
        let joint = JointWindow(windows)
        for rank in all.indices {
            if let value = joint.value(ofRank: rank) { #expect(value == all[rank], "rank \(rank)") }
        }
        let whole = JointWindow(samples.map { RankWindow(sorted: $0[...], firstRank: 0, of: $0.count) })
        for rank in all.indices { #expect(whole.value(ofRank: rank) == all[rank]) }
        #expect(whole.value(ofRank: all.count) == nil)
        #expect(whole.value(ofRank: -1) == nil)
    }

    @Test("Values as far apart as doubles go are found without overflow")
    func extremes() {
        let values = [-Double.greatestFiniteMagnitude, -1, -0.0, 0, 5e-324, 1e300]
        let joint = JointWindow([RankWindow(sorted: values[...], firstRank: 0, of: 6)])
        #expect(values.indices.map { joint.value(ofRank: $0) } == values)
    }

    @Test("Conditions and more shards than replicates are refused")
    func refusals() async throws {
        let conditional = try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: 2022}
            indicators:
              free: {unit: percent, model: elicited, parameters: {p10: -1, p50: 1, p90: 3}}
            given: {free: {2021: 2}}
            """)
        let error = await #expect(throws: SimulationError.self) {
            _ = try await Simulator.part(conditional, shard: .whole)
        }
        #expect(error?.message.en.contains("cannot be cut into shards") == true)
        let shard = try #require(Shard(1, of: 17))
        let tooMany = await #expect(throws: SimulationError.self) {
            _ = try await Simulator.part(plan(draws: 64), shard: shard)
        }
        #expect(tooMany?.message.en.contains("at most 16 shards, not 17") == true)
    }

    @Test("Bytes that are no part end in an error")
    func malformed() async throws {
        let plan = try plan(draws: 64)
        let shard = try #require(Shard(3, of: 16))
        let bytes = try await Simulator.part(plan, shard: shard, options: SimulationOptions(threads: 1)).bytes
        func read(_ bytes: some Sequence<UInt8>) -> Bool {
            let copy = Array(bytes)
            var reader = ByteReader(copy[...])
            return (try? SimulationPart(&reader, shard: shard, plan: plan)) != nil && reader.isAtEnd
        }
        #expect(read(bytes))
        for count in stride(from: 0, to: bytes.count, by: 37) { #expect(!read(bytes.prefix(count))) }
        var generator = SplitMix(state: 1)
        for _ in 0..<200 {
            // May be read or not, but never ends the program.
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            _ = read(changed)
        }
        #expect(!read(bytes + [0]))
    }

    @Test("Another seed has another digest of its first draws, and the same plan the same")
    func arithmetic() throws {
        let digest = Simulator.arithmetic(of: try plan(draws: 64))
        #expect(Simulator.arithmetic(of: try plan(draws: 64)) == digest)
        #expect(Simulator.arithmetic(of: try plan(draws: 64, seed: 6)) != digest)
    }
}

/// A seeded generator: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
