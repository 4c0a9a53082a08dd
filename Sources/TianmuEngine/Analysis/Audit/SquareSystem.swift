import TianmuNumerics

/// As many equations as unknowns, solved by Newton's method with halved steps.
///
/// Unknowns that begin above 0 stay above it: they are solved for in logarithms, where products are sums.
struct SquareSystem {
    private static let maximumSteps = 60
    private static let tolerance = 1e-11
    private static let step = 1e-6

    /// Both sides of every equation.
    let sides: ([Double]) -> [(Double, Double)]

    /// The solution that Newton's method finds from `start`; `nil` if it finds none.
    func solve(from start: [Double]) -> [Double]? {
        let isLog = start.map { $0 > 0 }
        func values(_ z: [Double]) -> [Double] { zip(z, isLog).map { $1 ? Double.exp($0) : $0 } }
        func residuals(_ z: [Double]) -> [Double] {
            sides(values(z)).map { left, right in
                left > 0 && right > 0 ? Double.log(left / right) : (left - right) / max(1, abs(right))
            }
        }
        var z = zip(start, isLog).map { $1 ? Double.log($0) : $0 }
        var current = residuals(z)
        for _ in 0..<Self.maximumSteps {
            let size = Self.largest(current)
            guard size.isFinite else { return nil }
            if size < Self.tolerance { return values(z) }
            var columns: [[Double]] = []
            for place in z.indices {
                let reach = Self.step * max(1, abs(z[place]))
                var (up, down) = (z, z)
                up[place] += reach
                down[place] -= reach
                columns.append(zip(residuals(up), residuals(down)).map { ($0 - $1) / (2 * reach) })
            }
            let rows = current.indices.map { row in columns.map { $0[row] } + [-current[row]] }
            guard let move = Self.eliminate(rows) else { return nil }
            var scale = 1.0
            var next = z
            repeat {
                next = zip(z, move).map { $0 + scale * $1 }
                scale /= 2
            } while !(Self.largest(residuals(next)) < size) && scale > 1e-6
            guard Self.largest(residuals(next)) < size else { return size < 100 * Self.tolerance ? values(z) : nil }
            z = next
            current = residuals(z)
        }
        return nil
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
                abs(rows[pivot][column]) > 1e-12
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
