import TianmuEngine
import TianmuNumerics

/// How correlated yearly surprises are made of the independent random numbers of a draw: ε = L z in every year.
struct InnovationFrame: Sendable {
    /// One correlated number: which indicator, in which year.
    private struct Place: Sendable {
        var order: Int
        var row: Int
    }

    /// Correlated slots in the order of the factor.
    let slots: [Int]
    private let factor: [[Double]]
    private let inverse: [[Double]]
    let correlation: [[Double]]
    private let places: [Int: Place]
    private let dimensions: Dimensions

    init(plan: Plan) {
        let dimensions = Dimensions(
            grid: plan.grid, modelledSlots: plan.models.flatMap(\.slots), ids: plan.series.map(\.id.name))
        self.dimensions = dimensions
        slots = plan.correlation?.slots ?? []
        let count = slots.count
        func elements(_ matrix: Matrix?) -> [[Double]] {
            (0..<count).map { row in (0..<count).map { matrix?[row, $0] ?? 0 } }
        }
        factor = elements(plan.correlation?.factor)
        correlation = elements(plan.correlation?.matrix)
        inverse = Self.inverse(lower: factor)
        var places: [Int: Place] = [:]
        for (order, slot) in slots.enumerated() {
            for row in 0..<plan.grid.count {
                places[dimensions.innovation(slot: slot, row: row)] = Place(order: order, row: row)
            }
        }
        self.places = places
    }

    /// The independent numbers that make a correlated one, with their weights (a row of L); the number itself if it is
    /// not correlated.
    func terms(of dimension: Int) -> [(dimension: Int, weight: Double)] {
        guard let place = places[dimension] else { return [(dimension, 1)] }
        return slots.indices.compactMap { order in
            let weight = factor[place.order][order]
            return weight == 0 ? nil : (dimensions.innovation(slot: slots[order], row: place.row), weight)
        }
    }

    /// The independent number behind a correlated one; all that make it where it has none of its own, because others
    /// determine it wholly.
    func ownDimensions(of dimension: Int) -> [Int] {
        guard let place = places[dimension], factor[place.order][place.order] == 0 else { return [dimension] }
        return terms(of: dimension).map(\.dimension)
    }

    /// The independent numbers that change where one correlated number alone does, the others staying as they are: a
    /// column of L⁻¹.
    func column(of dimension: Int) -> [(dimension: Int, weight: Double)] {
        guard let place = places[dimension] else { return [(dimension, 1)] }
        return slots.indices.compactMap { order in
            let weight = inverse[order][place.order]
            return weight == 0 ? nil : (dimensions.innovation(slot: slots[order], row: place.row), weight)
        }
    }

    /// The points at which correlated numbers have certain values, draw by draw; all others are zero.
    func table(_ points: [[Int: Double]]) -> TableSource {
        var columns: [Int: [Double]] = [:]
        for (draw, point) in points.enumerated() {
            for (dimension, value) in point {
                for term in column(of: dimension) {
                    columns[term.dimension, default: [Double](repeating: 0, count: points.count)][draw] +=
                        term.weight * value
                }
            }
        }
        return TableSource(columns: columns)
    }

    /// For a sample that shares these slots' numbers with another: z′ = z̃ + T (z − z̃) with T = L⁻¹ G L.
    func transfer(sharing isShared: (Int) -> Bool, rows: Range<Int>) -> [Int: [(
        dimension: Int, weight: Double
    )]] {
        let count = slots.count
        let known = slots.indices.filter { isShared(slots[$0]) }
        // G: the identity on the known, the regression on them elsewhere.
        var regression = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        let within = known.map { i in known.map { correlation[i][$0] } }
        for order in 0..<count {
            if known.contains(order) {
                regression[order][order] = 1
            } else if !known.isEmpty {
                let weights = Self.solve(within, known.map { correlation[order][$0] })
                for (place, other) in known.enumerated() { regression[order][other] = weights[place] }
            }
        }
        let matrix = Self.product(inverse, Self.product(regression, factor))
        var transfer: [Int: [(dimension: Int, weight: Double)]] = [:]
        for order in 0..<count {
            for row in rows {
                transfer[dimensions.innovation(slot: slots[order], row: row)] = (0..<count).compactMap { other in
                    // Rounding leaves crumbs where there is nothing.
                    abs(matrix[order][other]) < 1e-14
                        ? nil : (dimensions.innovation(slot: slots[other], row: row), matrix[order][other])
                }
            }
        }
        return transfer
    }

    private static func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
        a.map { row in b.indices.map { column in row.indices.reduce(0) { $0 + row[$1] * b[$1][column] } } }
    }

    /// Gaussian elimination for a correlation matrix; what others determine wholly gets no weight of its own.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var (a, b) = (matrix, right)
        let count = b.count
        for pivot in 0..<count where abs(a[pivot][pivot]) > 1e-12 {
            for row in 0..<count where row != pivot {
                let share = a[row][pivot] / a[pivot][pivot]
                for column in 0..<count { a[row][column] -= share * a[pivot][column] }
                b[row] -= share * b[pivot]
            }
        }
        return (0..<count).map { abs(a[$0][$0]) > 1e-12 ? b[$0] / a[$0][$0] : 0 }
    }

    /// True if the yearly surprises of two slots move together.
    func areCorrelated(_ a: Int, _ b: Int) -> Bool {
        guard let i = slots.firstIndex(of: a), let j = slots.firstIndex(of: b) else { return false }
        return correlation[i][j] != 0
    }

    /// Forward substitution; a number that others determine wholly (a zero pivot) takes nothing of its own.
    private static func inverse(lower: [[Double]]) -> [[Double]] {
        let count = lower.count
        var inverse = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for column in 0..<count {
            for row in column..<count where lower[row][row] != 0 {
                let known = (column..<row).reduce(row == column ? 1.0 : 0) { $0 - lower[row][$1] * inverse[$1][column] }
                inverse[row][column] = known / lower[row][row]
            }
        }
        return inverse
    }
}
