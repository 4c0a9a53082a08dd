import TianmuNumerics
import TianmuParts

/// What one shard of a sweep leaves behind: its points, which are every n-th of all.
package struct SweepPart: Sendable {
    package var shard: Shard
    var points: [Sweep.Point]
}

extension Sweeper {
    /// Does the points of one shard.
    /// - Parameter progress: called with the share that is done.
    package func part(_ shard: Shard, progress: (Double) -> Void = { _ in }) async throws -> SweepPart {
        let mine = shard.pieces(of: settings.count).map { settings[$0] }
        return SweepPart(
            shard: shard,
            points: try await points(at: mine) { progress(Double($0.count) / Double(max(mine.count, 1))) })
    }

    /// The sweep of all shards.
    /// - Parameter parts: of all shards, in order.
    package func merge(_ parts: [SweepPart]) -> Sweep {
        whole(settings.indices.map { parts[$0 % parts.count].points[$0 / parts.count] })
    }
}

// MARK: - As bytes

extension SweepPart {
    package var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(points) { writer, point in
            writer.write(point.levers)
            writer.write(point.probabilities) { $0.write($1) }
            writer.write(point.medians) { $0.write($1) }
            writer.write(point.all)
        }
        return writer.bytes
    }

    /// Reads ``bytes``.
    package init(_ reader: inout ByteReader, shard: Shard, sweeper: Sweeper) throws(ByteReader.Malformed) {
        self.shard = shard
        points = try reader.array { reader throws(ByteReader.Malformed) in
            Sweep.Point(
                levers: try reader.doubles(), probabilities: try reader.estimates(), medians: try reader.estimates(),
                all: try reader.estimate())
        }
        let settings = shard.pieces(of: sweeper.settings.count).map { sweeper.settings[$0] }
        let count = sweeper.plan.targets.count
        guard points.map(\.levers) == settings,
            points.allSatisfy({ $0.probabilities.count == count && $0.medians.count == count })
        else { throw ByteReader.Malformed() }
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ estimate: Estimate) {
        write(estimate.value)
        write(estimate.standardError)
    }
}

extension ByteReader {
    fileprivate mutating func estimate() throws(Malformed) -> Estimate {
        Estimate(try double(), standardError: try double())
    }

    fileprivate mutating func estimates() throws(Malformed) -> [Estimate] {
        try array { reader throws(Malformed) in try reader.estimate() }
    }
}
