import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuNumerics

/// Correlations are those of the innovations of one year, whatever the models and their histories are.
@Suite struct CorrelationTests {
    private func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let (first, second) = (Moments(a), Moments(b))
        let products = zip(a, b).map { ($0 - first.mean) * ($1 - second.mean) }
        return products.reduce(0, +) / Double(a.count - 1) / (first.standardDeviation * second.standardDeviation)
    }

    @Test(
        "Yearly changes correlate as stated in the same year and not across years, with histories that end differently")
    func yearlyChanges() throws {
        let draws = AllDraws(
            try Pipeline.plan(
                """
                tianmu: 1
                data: [figures.csv]
                years: {base: 2020, through: 2024}
                draws: {count: 4096, seed: 9, sampler: philox}
                indicators:
                  early: {unit: percent, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
                  free: {unit: percent, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
                  late: {unit: percent, model: random-walk-drift, parameters: {drift: 0, sd: 2}}
                  held: {unit: percent, model: hold, parameters: {value: 5, sd: 3}}
                correlations: {[early, late]: -0.7, [late, held]: 0.5}
                """,
                figures: """
                    indicator,unit,year,value
                    early,percent,2018,1
                    free,percent,2020,1
                    late,percent,2022,1
                    """))
        func changes(_ id: IndicatorID, _ year: Int) -> [Double] {
            zip(draws[id, year], draws[id, year - 1]).map { $0 - $1 }
        }
        // The standard error of a correlation r from n draws is (1 − r²)/√n.
        let error = 1 / 64.0
        for year in [2023, 2024] {
            #expect(abs(correlation(changes("early", year), changes("late", year)) + 0.7) < 4 * 0.51 * error)
            #expect(abs(correlation(draws["held", year], changes("late", year)) - 0.5) < 4 * 0.75 * error)
            #expect(abs(correlation(draws["held", year], changes("early", year))) < 4 * error)
            #expect(abs(correlation(changes("free", year), changes("late", year))) < 4 * error)
        }
        #expect(abs(correlation(changes("early", 2023), changes("late", 2024))) < 4 * error)
        #expect(abs(correlation(changes("early", 2023), changes("early", 2024))) < 4 * error)
        // Correlation leaves each indicator's own spread as it is: sd of a variance estimate is √(2/n).
        for (id, sd) in [("early", 1.0), ("free", 1), ("late", 2)] as [(IndicatorID, Double)] {
            let variance = Moments(changes(id, 2024)).variance
            #expect(abs(variance / (sd * sd) - 1) < 4 * 1.414 * error)
        }
    }

    @Test("Parameter uncertainty beyond the reserved dimensions is independent of everything else")
    func manyParameterNormals() throws {
        let names = (1...7).map { "s\($0)" }
        let draws = AllDraws(
            try Pipeline.plan(
                """
                tianmu: 1
                years: {base: 2020, through: 2021}
                draws: {count: 2048, seed: 9, sampler: philox}
                indicators:
                \(names.map { "  \($0): {unit: percent, base: {value: \($0 == "s7" ? 40 : 10), reason: test}}" }.joined(separator: "\n"))
                  other: {unit: percent, base: {value: 0, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
                groups: {all: {indicators: [\(names.joined(separator: ", "))], model: shares}}
                """))
        // By symmetry the six equal shares are alike, and log-ratios between them are uncorrelated with the other.
        let spreads = (1...6).map { index in
            Moments(draws[IndicatorID("s\(index)"), 2021].map(Double.log)).standardDeviation
        }
        #expect((spreads.max() ?? 0) / (spreads.min() ?? 1) < 1 + 8 / (2 * 2048.0).squareRoot())
        for index in 1..<6 {
            let ratios = zip(draws[IndicatorID("s\(index)"), 2021], draws[IndicatorID("s\(index + 1)"), 2021])
                .map { Double.log($0 / $1) }
            #expect(abs(correlation(ratios, draws["other", 2021])) < 4 / 2048.0.squareRoot())
        }
    }
}
