import TianmuModel

/// Laws about closed forms: they agree with the simulation.
enum MomentLaws {
    static let draws = 8192
    static let seed: UInt64 = 14
    static let standardErrors = 4.0

    static func moments<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let fitted = try trial.ordinaryFit()
        guard let exact = fitted as? any ExactMoments else { return }
        try everyYear(of: fitted, trial) { (samples, output, year) throws(Violation) in
            let mean = StatisticalExpectation.mean(of: samples)
            let exactMean = exact.exactMean(output: output, yearIndex: year)
            guard mean.isWithin(standardErrors, of: exactMean) else {
                throw Violation(
                    "year \(year + 1): mean \(mean.estimate) ± \(mean.standardError), exact \(exactMean)")
            }
            let variance = StatisticalExpectation.variance(of: samples)
            let exactVariance = exact.exactVariance(output: output, yearIndex: year)
            guard variance.isWithin(standardErrors, of: exactVariance) else {
                throw Violation(
                    "year \(year + 1): variance \(variance.estimate) ± \(variance.standardError), exact "
                        + "\(exactVariance)"
                )
            }
        }
    }

    static func quantiles<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let fitted = try trial.ordinaryFit()
        guard let exact = fitted as? any ExactQuantiles else { return }
        try everyYear(of: fitted, trial) { (samples, output, year) throws(Violation) in
            // Without spread every probability has the one value, up to rounding.
            let isPoint = samples.allSatisfy { abs($0 - samples[0]) <= 1e-12 * abs(samples[0]) }
            for p in [0.05, 0.25, 0.75, 0.95] {
                let quantile = exact.exactQuantile(p, output: output, yearIndex: year)
                if isPoint {
                    guard abs(quantile - samples[0]) <= 1e-9 * abs(samples[0]) else {
                        throw Violation("year \(year + 1): every draw is \(samples[0]), exact quantile \(quantile)")
                    }
                    continue
                }
                let share = StatisticalExpectation.share(of: samples, upTo: quantile, expected: p)
                guard share.isWithin(standardErrors, of: p) else {
                    throw Violation(
                        "year \(year + 1): \(share.estimate) of the draws are below the exact \(p) quantile")
                }
            }
        }
    }

    /// Calls `check` with the draws of the first, middle and last year of each output.
    private static func everyYear<Model: GrowthModel>(
        of fitted: Model.Fitted, _ trial: Trial<Model>,
        check: ([Double], Int, Int) throws(Violation) -> Void
    ) throws(Violation) {
        var table = try trial.table(fitted, draws: draws, seed: seed)
        table.project(fitted)
        for output in 0..<trial.outputCount {
            for year in [0, table.yearCount / 2, table.yearCount - 1] {
                try check(table.path(output: output, yearIndex: year), output, year)
            }
        }
    }
}
