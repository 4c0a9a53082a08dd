import TianmuNumerics
import TianmuParts
import TianmuScenario

/// What one shard's replicates leave behind: enough to put the statistics of all draws together, exactly.
package struct SimulationPart: Sendable {
    package var shard: Shard
    /// One for each of the shard's replicates, in order.
    var passes: [FirstPass.Result]
    /// For each cell its windows in order: around each of ``Simulation/probabilities``, those that touch being one. None
    /// where the shard has no finite value.
    var windows: [[RankWindow]]

    /// The window around a quantile's own rank; `nil` without values.
    func window(cell: Int, probability: Double) -> RankWindow? {
        let total = passes.reduce(0) { $0 + $1.moments[cell].count }
        return windows[cell].first { $0.holds(rank: Int(Double(total - 1) * probability)) }
    }
}

// MARK: - As bytes

extension SimulationPart {
    package var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(passes) { $0.write($1) }
        writer.write(windows) { writer, windows in
            writer.write(windows) { writer, window in
                writer.write(window.firstRank)
                writer.write(window.hasMore ? 1 : 0)
                writer.write(window.values)
                writer.write(window.ends)
            }
        }
        return writer.bytes
    }

    /// Reads ``bytes``.
    package init(
        _ reader: inout ByteReader, shard: Shard, plan: Plan
    ) throws(ByteReader.Malformed) {
        self.shard = shard
        let cellCount = plan.series.count * plan.years.forecast.count
        passes = try reader.array { reader throws(ByteReader.Malformed) in
            try FirstPass.Result(&reader, cellCount: cellCount, targets: plan.targets)
        }
        windows = try reader.array { reader throws(ByteReader.Malformed) in
            try reader.array { reader throws(ByteReader.Malformed) in
                let (firstRank, hasMore) = (try reader.int(), try reader.int() != 0)
                let window = RankWindow(
                    firstRank: firstRank, hasMore: hasMore, values: try reader.doubles(), ends: try reader.ints())
                guard let window else { throw ByteReader.Malformed() }
                return window
            }
        }
        guard passes.count == shard.pieces(of: Sampling.replicateCount).count, windows.count == cellCount else {
            throw ByteReader.Malformed()
        }
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ moments: Moments) {
        write(moments.count)
        write(moments.mean)
        write(moments.squaredDeviations)
    }

    fileprivate mutating func write(_ pass: FirstPass.Result) {
        write(pass.moments) { $0.write($1) }
        write(pass.minima)
        write(pass.maxima)
        write(pass.shares) { $0.write($1) }
        write(pass.outcomes.counts)
        write(pass.smoothed.map { [$0] } ?? []) { writer, sums in
            writer.write(sums.moments) { $0.write($1) }
            writer.write(sums.offCurve)
        }
        write(pass.failures.sorted { $0.key < $1.key }) { writer, cell in
            writer.write(cell.key)
            writer.write(cell.value.sorted { $0.key.name < $1.key.name }) { writer, failure in
                writer.write(failure.key.name)
                writer.write(failure.value)
            }
        }
    }
}

extension ByteReader {
    fileprivate mutating func moments() throws(Malformed) -> Moments {
        let (count, mean, squares) = (try int(), try double(), try double())
        guard let moments = Moments(count: count, mean: mean, squaredDeviations: squares) else { throw Malformed() }
        return moments
    }
}

extension FirstPass.Result {
    fileprivate init(
        _ reader: inout ByteReader, cellCount: Int, targets: [PlannedTarget]
    ) throws(ByteReader.Malformed) {
        moments = try reader.array { reader throws(ByteReader.Malformed) in try reader.moments() }
        minima = try reader.doubles()
        maxima = try reader.doubles()
        shares = try reader.array { reader throws(ByteReader.Malformed) in try reader.doubles() }
        guard let outcomes = TargetOutcomes(targets: targets, counts: try reader.ints()) else {
            throw ByteReader.Malformed()
        }
        self.outcomes = outcomes
        let smoothed = try reader.array { reader throws(ByteReader.Malformed) in
            let moments = try reader.array { reader throws(ByteReader.Malformed) in try reader.moments() }
            guard let sums = SmoothedSums(moments: moments, offCurve: try reader.ints()) else {
                throw ByteReader.Malformed()
            }
            return sums
        }
        self.smoothed = smoothed.first
        let failures = try reader.array { reader throws(ByteReader.Malformed) in
            let cell = try reader.int()
            let causes = try reader.array { reader throws(ByteReader.Malformed) in
                guard let cause = FailureCause(name: try reader.string()) else { throw ByteReader.Malformed() }
                return (cause, try reader.int())
            }
            return (cell, Dictionary(causes, uniquingKeysWith: +))
        }
        self.failures = Dictionary(failures, uniquingKeysWith: { first, _ in first })
        let probabilityCount = Simulation.probabilities.count
        guard [moments.count, minima.count, maxima.count, shares.count].allSatisfy({ $0 == cellCount }),
            shares.allSatisfy({ $0.count == probabilityCount }),
            self.failures.keys.allSatisfy({ (0..<cellCount).contains($0) })
        else { throw ByteReader.Malformed() }
    }
}

extension FailureCause {
    fileprivate var name: String {
        switch self {
        case .model: "model"
        case .formula(let cause): cause.rawValue
        }
    }

    fileprivate init?(name: String) {
        guard name != "model" else {
            self = .model
            return
        }
        guard let cause = EvaluationCause(rawValue: name) else { return nil }
        self = .formula(cause)
    }
}
