@testable import TianmuNumerics

/// Ensembles with closed forms.
enum EnsembleFixtures {
    /// K indicators with growth 3 %, 4 %, … and standard deviations 5 %, 6 %, …, any two correlated by `correlation`.
    static func ensemble(
        indicators: Int, years: Int, correlation: Double = 0.4, ratios: [GrowthEnsemble.Ratio] = [],
        targets: [GrowthEnsemble.Target] = []
    ) throws -> GrowthEnsemble {
        // The Cholesky factor of equal correlations, row by row.
        var factor = Matrix(rows: indicators, columns: indicators)
        for k in 0..<indicators {
            for j in 0...k {
                let inner = (0..<j).reduce(0) { $0 + factor[k, $1] * factor[j, $1] }
                factor[k, j] = k == j ? (1 - inner).squareRoot() : (correlation - inner) / factor[j, j]
            }
        }
        for k in 0..<indicators {
            for j in 0...k { factor[k, j] *= deviation(k) }
        }
        return try GrowthEnsemble(
            base: (0..<indicators).map { 100 + 10 * Double($0) }, meanLogGrowth: (0..<indicators).map(growth),
            factor: factor, yearCount: years, ratios: ratios, targets: targets)
    }

    static func growth(_ k: Int) -> Double { 0.03 + 0.01 * Double(k % 5) }
    static func deviation(_ k: Int) -> Double { 0.05 + 0.01 * Double(k % 4) }

    static let availableSets = InstructionSet.allCases.filter(\.isAvailable)
    /// All but the one that may round products.
    static let fusedSets = availableSets.filter { $0 != .portable }
}
