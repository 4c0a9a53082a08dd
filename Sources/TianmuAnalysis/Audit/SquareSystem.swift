import TianmuEngine
import TianmuNumerics

/// As many equations as unknowns, solved by Newton's method with halved steps.
struct SquareSystem {
    private static let maximumSteps = 100
    /// How far the two sides of an equation may differ at the end, relative to their size.
    private static let tolerance = 1e-11
    private static let differenceStep = 1e-6
    private static let smallestScale = 1e-6

    /// Both sides of every equation.
    let sides: ([Double]) -> [(Double, Double)]

    /// The solution that Newton's method finds from `start`; `nil` if it finds none.
    ///
    /// Unknowns that begin above 0 are solved for in logarithms first, so that they stay above it.
    func solve(from start: [Double]) -> [Double]? {
        solve(from: start, isLog: start.map { $0 > 0 }) ?? solve(from: start, isLog: start.map { _ in false })
    }

    private func solve(from start: [Double], isLog: [Bool]) -> [Double]? {
        func values(_ z: [Double]) -> [Double] { zip(z, isLog).map { $1 ? Double.exp($0) : $0 } }
        let sizes = sides(start).map { max(abs($0), abs($1)) }.map { $0 > 0 && $0.isFinite ? $0 : 1 }
        func residuals(_ z: [Double]) -> [Double] { zip(sides(values(z)), sizes).map { ($0.0 - $0.1) / $1 } }
        var z = zip(start, isLog).map { $1 ? Double.log($0) : $0 }
        for _ in 0..<Self.maximumSteps {
            let current = residuals(z)
            let size = Self.largest(current)
            guard size.isFinite else { return nil }
            if size == 0 { return values(z) }
            var columns: [[Double]] = []
            for place in z.indices {
                let reach = Self.differenceStep * max(1, abs(z[place]))
                var (up, down) = (z, z)
                up[place] += reach
                down[place] -= reach
                columns.append(zip(residuals(up), residuals(down)).map { ($0 - $1) / (2 * reach) })
            }
            let rows = current.indices.map { row in columns.map { $0[row] } + [-current[row]] }
            // To the last digit: as long as a step still brings the sides nearer to each other.
            guard let move = Self.eliminate(rows) else { return solution(values(z)) }
            var scale = 1.0
            var next = zip(z, move).map { $0 + $1 }
            while !(Self.largest(residuals(next)) < size) {
                scale /= 2
                guard scale > Self.smallestScale else { return solution(values(z)) }
                next = zip(z, move).map { $0 + scale * $1 }
            }
            z = next
        }
        return solution(values(z))
    }

    /// The values, if they solve every equation.
    private func solution(_ values: [Double]) -> [Double]? {
        let isSolved = sides(values).allSatisfy { left, right in
            abs(left - right) <= Self.tolerance * max(abs(left), abs(right), .leastNormalMagnitude)
        }
        return isSolved ? values : nil
    }

    /// NaN if one is.
    private static func largest(_ residuals: [Double]) -> Double {
        residuals.reduce(0) { $1.isNaN || $0.isNaN ? .nan : max($0, abs($1)) }
    }

    /// Gaussian elimination with partial pivoting; each row ends with its right side. `nil` if the matrix is singular.
    private static func eliminate(_ system: [[Double]]) -> [Double]? {
        var rows = system
        let count = rows.count
        for column in 0..<count {
            guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > .leastNormalMagnitude
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column...count { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<count).map { rows[$0][count] / rows[$0][$0] }
    }
}
