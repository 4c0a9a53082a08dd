import TianmuNumerics

/// W1: correlated indicators over some years, five ratios, six targets.
enum EnsembleWorkload {
    /// The same numbers as in numpy_workloads.py.
    static func ensemble(indicators: Int, years: Int) throws -> GrowthEnsemble {
        var factor = Matrix(rows: indicators, columns: indicators)
        for k in 0..<indicators {
            for j in 0...k {
                let inner = (0..<j).reduce(0) { $0 + factor[k, $1] * factor[j, $1] }
                factor[k, j] = k == j ? (1 - inner).squareRoot() : (0.4 - inner) / factor[j, j]
            }
        }
        for k in 0..<indicators {
            for j in 0...k { factor[k, j] *= 0.02 + 0.002 * Double(k) }
        }
        let ratios = (0..<min(5, indicators / 2)).map {
            GrowthEnsemble.Ratio(numerator: 2 * $0, denominator: 2 * $0 + 1)
        }
        return try GrowthEnsemble(
            base: (0..<indicators).map { 100 + Double($0) },
            meanLogGrowth: (0..<indicators).map { 0.04 + 0.001 * Double($0) }, factor: factor, yearCount: years,
            ratios: ratios,
            targets: (0..<min(6, indicators)).map {
                GrowthEnsemble.Target(place: $0, yearIndex: years - 1, .atLeast, 120 + Double($0))
            })
    }

    static func run(_ options: Options) async throws -> Measurement {
        let ensemble = try ensemble(
            indicators: options.number("indicators", 30), years: options.number("years", 5))
        let run = EnsembleOptions(
            draws: options.number("draws", 1_000_000), threads: options.number("threads", 2),
            instructionSet: instructionSet(options.text("set", "best")))
        let repeats = options.number("repeats", 5)
        let mode = options.text("mode", "summary")
        let before = peakMebibytes()
        var summary: EnsembleSummary?
        var measurement = await Measurement.measure("w1-\(mode)", repeats: repeats) {
            switch mode {
            case "normals": await normals(run, count: ensemble.base.count * ensemble.yearCount)
            case "stored": summary = await ensemble.valuesAndSummary(run)?.summary
            default: summary = await ensemble.summary(run)
            }
        }
        measurement.notes = [
            ("draws", Double(run.draws)), ("threads", Double(run.threads)), ("start_mebibytes", before),
            ("peak_mebibytes", peakMebibytes()),
        ]
        if let summary {
            let last = summary.columns[ensemble.columnCount - ensemble.width]
            measurement.notes += [
                ("mean", last.mean), ("sd", last.standardDeviation), ("median", last.quantiles[4]),
                ("joint", summary.jointProbability),
            ]
        }
        return measurement
    }

    /// The random numbers alone, block by block into memory that stays in cache.
    private static func normals(_ options: EnsembleOptions, count: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<options.threads {
                group.addTask {
                    let block = 512
                    let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: block)
                    defer { memory.deallocate() }
                    for first in stride(from: thread * block, to: options.draws, by: options.threads * block) {
                        for dimension in 0..<count {
                            options.instructionSet.fillNormals(
                                seed: options.seed, stream: 0, dimension: UInt32(dimension), first: first, into: memory)
                        }
                    }
                }
            }
        }
    }

    private static func instructionSet(_ name: String) -> InstructionSet {
        InstructionSet.allCases.first { "\($0)" == name && $0.isAvailable } ?? .best
    }
}
