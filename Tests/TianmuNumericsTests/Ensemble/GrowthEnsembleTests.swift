import Testing

@testable import TianmuNumerics

@Suite struct GrowthEnsembleTests {
    /// In standard errors.
    static let tolerance = 5.0

    @Test(
        "Mean, standard deviation and quantiles are the log-normal's; probabilities the normal's and bivariate normal's"
    )
    func closedForms() async throws {
        let draws = 100_000
        let ensemble = try EnsembleFixtures.ensemble(
            indicators: 2, years: 2, correlation: 0.6, ratios: [.init(numerator: 0, denominator: 1)],
            targets: [.init(place: 0, yearIndex: 1, .atLeast, 110), .init(place: 1, yearIndex: 1, .atMost, 115)])
        let options = EnsembleOptions(draws: draws)
        let summary = await ensemble.summary(options)
        let n = Double(draws)
        for (column, statistics) in summary.columns.enumerated() {
            let (year, place) = (column / 3, column % 3)
            let (s0, s1) = (EnsembleFixtures.deviation(0), EnsembleFixtures.deviation(1))
            let yearly = [s0 * s0, s1 * s1, s0 * s0 + s1 * s1 - 2 * 0.6 * s0 * s1][place]
            let variance = yearly * Double(year + 1)
            let median = ensemble.median(column: column)
            let mean = median * Double.exp(variance / 2)
            let deviation = mean * Double.expm1(variance).squareRoot()
            #expect(abs(statistics.mean - mean) < Self.tolerance * deviation / n.squareRoot())
            // The variance of a sample variance, for a kurtosis a little above the normal's.
            #expect(abs(statistics.standardDeviation / deviation - 1) < Self.tolerance * (0.6 / n).squareRoot())
            for (p, quantile) in zip(options.probabilities, statistics.quantiles) {
                let z = NormalDistribution.quantile(p)
                let error = (p * (1 - p) / n).squareRoot() / NormalDistribution.density(z)
                let found = Double.log(quantile / median) / variance.squareRoot()
                #expect(abs(found - z) < Self.tolerance * error)
            }
        }
        let spread = 2.0.squareRoot()
        func standardised(_ k: Int, _ value: Double) -> Double {
            Double.log(value / ensemble.median(column: 3 + k)) / (EnsembleFixtures.deviation(k) * spread)
        }
        let (a, b) = (standardised(0, 110), standardised(1, 115))
        let single = [1 - NormalDistribution.cdf(a), NormalDistribution.cdf(b)]
        for (found, expected) in zip(summary.probabilities, single) {
            #expect(abs(found - expected) < Self.tolerance * (expected * (1 - expected) / n).squareRoot())
        }
        // P(X >= a, Y <= b) = Φ(b) − Φ₂(a, b; 0.6); Φ₂ by integrating its derivative by ρ (Plackett 1954).
        let joint = NormalDistribution.cdf(b) - bivariateNormal(a, b, correlation: 0.6)
        #expect(abs(summary.jointProbability - joint) < Self.tolerance * (joint * (1 - joint) / n).squareRoot())
    }

    /// Φ₂(a, b; ρ) = Φ(a) Φ(b) + ∫₀ρ exp(−(a² − 2rab + b²) / 2(1 − r²)) / 2π√(1 − r²) dr, by Simpson's rule.
    private func bivariateNormal(_ a: Double, _ b: Double, correlation: Double) -> Double {
        let steps = 200
        var sum = 0.0
        for i in 0...steps {
            let r = correlation * Double(i) / Double(steps)
            let rest = 1 - r * r
            let weight = i == 0 || i == steps ? 1.0 : i % 2 == 1 ? 4 : 2
            sum += weight * Double.exp(-(a * a - 2 * r * a * b + b * b) / (2 * rest)) / (2 * .pi * rest.squareRoot())
        }
        return NormalDistribution.cdf(a) * NormalDistribution.cdf(b) + sum * correlation / Double(3 * steps)
    }

    @Test(
        "Every column's statistics are those of its stored values, sorted, at odd sizes and ragged tails",
        arguments: [1, 7, 511, 513, 4097], [1, 3, 31])
    func storedValues(draws: Int, indicators: Int) async throws {
        let ensemble = try EnsembleFixtures.ensemble(
            indicators: indicators, years: 2, ratios: indicators > 1 ? [.init(numerator: 1, denominator: 0)] : [],
            targets: [
                .init(place: 0, yearIndex: 1, .atLeast, 105), .init(place: indicators - 1, yearIndex: 0, .atMost, 300),
            ])
        let options = EnsembleOptions(draws: draws, threads: 2)
        let (values, summary) = try #require(await ensemble.valuesAndSummary(options))
        for (column, statistics) in summary.columns.enumerated() {
            var sample = values.withColumn(column) { $0.map(Double.init) }
            let moments = Moments(sample)
            #expect(abs(statistics.mean - moments.mean) <= 1e-8 * moments.mean)
            if draws > 1 {
                #expect(abs(statistics.standardDeviation / moments.standardDeviation - 1) < 1e-6)
            } else {
                #expect(statistics.standardDeviation.isNaN)
            }
            let quantiles = sample.withUnsafeMutableBufferPointer {
                Selection.quantiles(of: $0, at: options.probabilities)
            }
            #expect(statistics.quantiles == quantiles)
        }
        let first = values.withColumn(summary.columns.count / 2) { $0.map { $0 >= 105 } }
        let last = values.withColumn(indicators - 1) { $0.map { $0 <= 300 } }
        let both = zip(first, last).map { $0 && $1 }
        #expect(summary.probabilities == [first, last].map { Double($0.count { $0 }) / Double(draws) })
        #expect(summary.jointProbability == Double(both.count { $0 }) / Double(draws))
    }

    @Test("The same bits at 1, 2, 3 and 8 threads, stored and summary-only, over several passes")
    func threads() async throws {
        let ensemble = try EnsembleFixtures.ensemble(
            indicators: 3, years: 2, ratios: [.init(numerator: 0, denominator: 2)],
            targets: [.init(place: 3, yearIndex: 1, .atLeast, 0.9)])
        var options = EnsembleOptions(draws: 70_001)
        let summary = await ensemble.summary(options)
        let (values, stored) = try #require(await ensemble.valuesAndSummary(options))
        #expect(stored == summary)
        for threads in [2, 3, 8] {
            options.threads = threads
            #expect(await ensemble.summary(options) == summary)
        }
        var sample = values.withColumn(7) { $0.map(Double.init) }
        let quantiles = sample.withUnsafeMutableBufferPointer {
            Selection.quantiles(of: $0, at: options.probabilities)
        }
        #expect(summary.columns[7].quantiles == quantiles)
    }

    @Test("The same bits on every instruction set with fused multiply-add")
    func fused() async throws {
        let ensemble = try EnsembleFixtures.ensemble(
            indicators: 5, years: 2, ratios: [.init(numerator: 0, denominator: 4)],
            targets: [.init(place: 5, yearIndex: 1, .atMost, 0.7)])
        let summaries = await EnsembleFixtures.fusedSets.asyncMap {
            await ensemble.summary(EnsembleOptions(draws: 20_011, instructionSet: $0))
        }
        for summary in summaries.dropFirst() { #expect(summary == summaries[0]) }
    }

    /// Units in the last place, of single precision.
    static let ulpsBetweenSets = 8.0

    @Test("Portable levels are within 8 units in the last place of the vector kernels'")
    func portable() async throws {
        let ensemble = try EnsembleFixtures.ensemble(indicators: 5, years: 5)
        let all = try await EnsembleFixtures.availableSets.asyncMap { set in
            try #require(await ensemble.valuesAndSummary(EnsembleOptions(draws: 4_096, instructionSet: set))).values
        }
        for other in all.dropFirst() {
            for column in 0..<ensemble.columnCount {
                let worst = all[0].withColumn(column) { a in
                    other.withColumn(column) { b in
                        zip(a, b).map { Double(abs($0 - $1) / $0.ulp) }.max() ?? .infinity
                    }
                }
                #expect(worst <= Self.ulpsBetweenSets)
            }
        }
    }

    @Test("Intervals that prove too narrow are widened until the quantiles are found")
    func narrowMargin() async throws {
        let ensemble = try EnsembleFixtures.ensemble(indicators: 2, years: 1)
        let options = EnsembleOptions(draws: 40_000)
        let narrow = await EnsembleSimulation(ensemble, options, storing: nil).run(margin: 0.02)
        #expect(await ensemble.summary(options) == narrow)
    }

    @Test("Draws made again give the same quantiles as values kept, extremes included")
    func replay() async throws {
        let ensemble = try EnsembleFixtures.ensemble(
            indicators: 3, years: 2, targets: [.init(place: 0, yearIndex: 1, .atLeast, 105)])
        let options = EnsembleOptions(draws: 100_003, threads: 2, probabilities: [0, 0.001, 0.25, 0.5, 0.9, 1])
        let replayed = await EnsembleSimulation(ensemble, options, storing: nil).run(keptLimit: 0)
        let kept = await ensemble.summary(options)
        #expect(replayed.columns.map(\.quantiles) == kept.columns.map(\.quantiles))
        #expect(replayed.probabilities == kept.probabilities)
        // Chunks of draws differ, and with them the order in which sums are added up.
        for (a, b) in zip(replayed.columns, kept.columns) { #expect(abs(a.mean - b.mean) < 1e-12 * b.mean) }
    }

    @Test("Ensembles that make no sense are refused")
    func refusals() {
        let factor = Matrix.identity(2)
        #expect(throws: GrowthEnsembleError.notPositive(indicator: 1)) {
            try GrowthEnsemble(base: [1, 0], meanLogGrowth: [0, 0], factor: factor, yearCount: 1)
        }
        #expect(throws: GrowthEnsembleError.outOfRange(indicator: 0, reach: 45.5)) {
            try GrowthEnsemble(base: [1, 1], meanLogGrowth: [0, 0], factor: factor, yearCount: 7)
        }
        #expect(throws: GrowthEnsembleError.badRatio(0)) {
            try GrowthEnsemble(
                base: [1, 1], meanLogGrowth: [0, 0], factor: factor, yearCount: 1,
                ratios: [.init(numerator: 1, denominator: 1)])
        }
        #expect(throws: GrowthEnsembleError.badTarget(0)) {
            try GrowthEnsemble(
                base: [1, 1], meanLogGrowth: [0, 0], factor: factor, yearCount: 1,
                targets: [.init(place: 2, yearIndex: 0, .atLeast, 1)])
        }
        #expect(
            throws: GrowthEnsembleError.sizesDiffer(
                indicators: 2, growthRates: 1, factorRows: 2, factorColumns: 2, years: 1)
        ) {
            try GrowthEnsemble(base: [1, 1], meanLogGrowth: [0], factor: factor, yearCount: 1)
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
