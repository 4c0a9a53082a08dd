import TianmuEngine

/// Every number of every indicator and year, for programs.
package enum IndicatorTable {
    package static func table(of summary: Summary) -> Table {
        let quantiles = Simulation.probabilities.map { probability in
            let percent = Int((probability * 100).rounded())
            return percent < 10 ? "p0\(percent)" : "p\(percent)"
        }
        let names = ["indicator", "unit", "year", "mean", "meanStandardError", "sd"] + quantiles + ["central"]
        let rows = summary.indicators.flatMap { indicator in
            indicator.years.map { year in
                [
                    indicator.id.name, indicator.unit.symbol, "\(year.year)", number(year.mean.value),
                    number(year.mean.standardError), number(year.sd.value),
                ] + year.quantiles.map { number($0.value) } + [number(year.central)]
            }
        }
        return Table(columns: names.map { .init($0) }, rows: rows)
    }

    /// All digits; empty where there is no number.
    private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
}
