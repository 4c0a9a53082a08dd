import TianmuModel
import TianmuParts
import TianmuScenario

/// What one shard of a backtest leaves behind: the sums of its chunks of series, and their forecasts.
package struct BacktestPart: Sendable {
    package var shard: Shard
    /// In the panel's order.
    var chunks: [SeriesBacktest]
    /// Of the whole panel, the same in every shard.
    var pool: PoolReport?
    var weights: [EnsembleShare]
}

// MARK: - As bytes

extension BacktestPart {
    package var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(chunks) { $0.write($1) }
        writer.write(pool.map { [$0] } ?? []) { writer, pool in
            writer.write(pool.originCount)
            writer.write([pool.errorCounts.lowerBound, pool.errorCounts.upperBound])
            writer.write([pool.weights.lowerBound, pool.weights.upperBound])
        }
        writer.write(weights) { writer, share in
            writer.write(share.id.name)
            writer.write(share.weight)
        }
        return writer.bytes
    }

    /// Reads ``bytes``.
    package init(
        _ reader: inout ByteReader, shard: Shard, methods: BacktestMethods, panel: SeriesPanel, horizon: Int
    ) throws(ByteReader.Malformed) {
        self.shard = shard
        chunks = try reader.array { reader throws(ByteReader.Malformed) in try SeriesBacktest(&reader) }
        pool = try reader.array { reader throws(ByteReader.Malformed) in try PoolReport(&reader) }.first
        weights = try reader.array { reader throws(ByteReader.Malformed) in
            EnsembleShare(id: ModelID(try reader.string()), weight: try reader.double())
        }
        guard chunks.count == shard.pieces(of: Backtester.chunkCount(of: panel)).count,
            chunks.allSatisfy({ chunk in
                chunk.scores.count == methods.modelCount && chunk.joint.count == methods.modelCount
                    && chunk.indicators.count == methods.modelCount
                    && chunk.indicators.allSatisfy { $0.count == horizon }
                    && chunk.failures.count == methods.modelCount
                    && chunk.scores.allSatisfy { $0.count == horizon }
            })
        else { throw ByteReader.Malformed() }
    }
}

/// Sums that go into a file and come back bit for bit.
protocol StoredSums {
    /// Everything that is added up, in a fixed order.
    var parts: (counts: [Int], sums: [Double]) { get }
    /// The same again from its parts; `nil` if there are more or fewer than there should be.
    init?(counts: [Int], sums: [Double])
}

extension ScoreSums: StoredSums {}
extension JointSums: StoredSums {}

extension StoredSums {
    fileprivate init(_ reader: inout ByteReader) throws(ByteReader.Malformed) {
        guard let sums = Self(counts: try reader.ints(), sums: try reader.doubles()) else {
            throw ByteReader.Malformed()
        }
        self = sums
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ sums: some StoredSums) {
        let parts = sums.parts
        write(parts.counts)
        write(parts.sums)
    }

    fileprivate mutating func write(_ chunk: SeriesBacktest) {
        write(chunk.originCount)
        write(chunk.pooledOriginCount)
        write(chunk.jointOriginCount)
        write(chunk.correlatedOriginCount)
        write(chunk.scores) { writer, horizons in writer.write(horizons) { $0.write($1) } }
        write(chunk.joint) { $0.write($1) }
        write(chunk.indicators) { writer, horizons in writer.write(horizons) { $0.write($1) } }
        write(chunk.failures) { writer, failures in
            writer.write(failures.sorted { ($0.key.en, $0.key.zh) < ($1.key.en, $1.key.zh) }) { writer, failure in
                writer.write(failure.key.zh)
                writer.write(failure.key.en)
                writer.write(failure.value)
            }
        }
        write(chunk.forecasts) { writer, forecast in
            writer.write(forecast.series)
            writer.write(forecast.model.name)
            writer.write(forecast.origin)
            writer.write(forecast.horizon)
            writer.write(forecast.mean)
            writer.write(forecast.quantiles)
        }
    }
}

extension SeriesBacktest {
    fileprivate init(_ reader: inout ByteReader) throws(ByteReader.Malformed) {
        originCount = try reader.int()
        pooledOriginCount = try reader.int()
        jointOriginCount = try reader.int()
        correlatedOriginCount = try reader.int()
        scores = try reader.array { reader throws(ByteReader.Malformed) in
            try reader.array { reader throws(ByteReader.Malformed) in try ScoreSums(&reader) }
        }
        joint = try reader.array { reader throws(ByteReader.Malformed) in try JointSums(&reader) }
        indicators = try reader.array { reader throws(ByteReader.Malformed) in
            try reader.array { reader throws(ByteReader.Malformed) in try JointSums(&reader) }
        }
        failures = try reader.array { reader throws(ByteReader.Malformed) in
            let pairs = try reader.array { reader throws(ByteReader.Malformed) in
                (LocalizedText(zh: try reader.string(), en: try reader.string()), try reader.int())
            }
            return Dictionary(pairs, uniquingKeysWith: +)
        }
        forecasts = try reader.array { reader throws(ByteReader.Malformed) in
            BacktestForecast(
                series: try reader.string(), model: ModelID(try reader.string()), origin: try reader.int(),
                horizon: try reader.int(), mean: try reader.double(), quantiles: try reader.doubles())
        }
    }
}

extension PoolReport {
    fileprivate init(_ reader: inout ByteReader) throws(ByteReader.Malformed) {
        originCount = try reader.int()
        let (counts, weights) = (try reader.ints(), try reader.doubles())
        guard counts.count == 2, counts[0] <= counts[1], weights.count == 2, weights[0] <= weights[1] else {
            throw ByteReader.Malformed()
        }
        errorCounts = counts[0]...counts[1]
        self.weights = weights[0]...weights[1]
    }
}
