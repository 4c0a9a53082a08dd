import TianmuModel
import TianmuNumerics

/// A fitted vector autoregression.
///
/// Of each draw's parameter normals the first K make the diagonal of Bartlett's factor of Σ⁻¹, the next K(K−1)/2 what
/// stands below it, then K² make A, row by row, and K the constants.
public struct FittedBVAR: FittedModel {
    let series: [WorkingSeries]
    /// s.
    let sds: [Double]
    /// True if y are changes and not levels.
    let isGrowth: Bool
    /// y of the last year, in units of s.
    let last: [Double]
    let mean: [Double]
    let lagMean: [Double]
    /// 1/√T.
    let meanSpread: Double
    /// The posterior mean of A, which keeps the bound on roots.
    let center: SquareMatrix
    /// G with G Gᵀ = V.
    let rowFactor: SquareMatrix
    /// L with L Lᵀ = S.
    let scaleFactor: SquareMatrix
    /// Of χ²_{ν−i}, for the diagonal of Bartlett's factor.
    let diagonal: [DeferredScale]
    /// The most that ``RootBound/growth(_:)`` of a draw of A may be.
    let largestRoot: Double
    public let report: FitReport

    /// Normals of parameters are held within ±4, so that exponentials of paths have a mean.
    static let largestNormal = 4.0
    /// Working values are held within ±300, so that a loose prior on a history that says nothing gives finite numbers.
    static let largestWorking = 300.0

    private var size: Int { sds.count }

    public var parameterNormalCount: Int { size + size * (size - 1) / 2 + size * size + size }

    public func project(_ block: ProjectionBlock) {
        let scales = diagonal.map(\.scale)
        var normals = [Double](repeating: 0, count: parameterNormalCount)
        for draw in 0..<block.drawCount {
            for i in normals.indices {
                normals[i] = min(max(block.parameterNormals(i)[draw], -Self.largestNormal), Self.largestNormal)
            }
            let shock = shockFactor(normals, scales)
            let coefficients = coefficients(normals, shock)
            let constants = constants(normals, shock, coefficients)
            walk(block, draw, coefficients, constants, shock)
        }
    }

    /// F = L C⁻ᵀ, so that F Fᵀ is a draw from IW(S, ν): C Cᵀ is one from the Wishart distribution with C lower
    /// triangular, c²ᵢᵢ ~ χ²_{ν−i} (i from 0) and normals below (Bartlett, 1933).
    private func shockFactor(_ normals: [Double], _ scales: [StudentScale]) -> SquareMatrix {
        var bartlett = SquareMatrix(size)
        var next = size
        for i in 0..<size {
            for j in 0..<i {
                bartlett[i, j] = normals[next]
                next += 1
            }
            let freedom = scales[i].degreesOfFreedom ?? 1
            bartlett[i, i] = freedom.squareRoot() / scales[i].factor(atNormal: normals[i])
        }
        return scaleFactor * bartlett.lowerInverse.transposed
    }

    /// A: the center plus F Z Gᵀ, drawn back where it would explode.
    private func coefficients(_ normals: [Double], _ shock: SquareMatrix) -> SquareMatrix {
        var table = SquareMatrix(size)
        let first = size + size * (size - 1) / 2
        for i in table.elements.indices { table.elements[i] = normals[first + i] }
        let away = shock * (table * rowFactor.transposed)
        let part = RootBound.part(center: center, away: away, bound: largestRoot)
        var result = center
        for i in result.elements.indices { result.elements[i] += part * away.elements[i] }
        return result
    }

    /// c = ȳ − A x̄ + F z/√T.
    private func constants(_ normals: [Double], _ shock: SquareMatrix, _ coefficients: SquareMatrix) -> [Double] {
        let first = normals.count - size
        var result = mean
        for i in 0..<size {
            for j in 0..<size {
                let error = meanSpread * normals[first + j]
                result[i] += shock[i, j] * error - coefficients[i, j] * lagMean[j]
            }
        }
        return result
    }

    /// Fills the paths of one draw: y ← c + A y + F ε.
    private func walk(
        _ block: ProjectionBlock, _ draw: Int, _ coefficients: SquareMatrix, _ constants: [Double],
        _ shock: SquareMatrix
    ) {
        var state = last
        // In units of s, 0 being the last observation.
        var level = [Double](repeating: 0, count: size)
        for year in 0..<block.yearCount {
            let before = state
            state = constants
            for j in 0..<size {
                let innovation = block.innovations(output: j, yearIndex: year)[draw]
                for i in 0..<size { state[i] += coefficients[i, j] * before[j] + shock[i, j] * innovation }
            }
            for i in 0..<size {
                level[i] = isGrowth ? level[i] + state[i] : state[i]
                let working = min(max(sds[i] * level[i], -Self.largestWorking), Self.largestWorking)
                block.path(output: i, yearIndex: year)[draw] = series[i].value(working)
            }
        }
    }
}
