import TianmuNumerics

/// The sums of squares and products from which the posterior for any tightness follows.
///
/// y_t = c + A y_{t−1} + u_t over T years, in units of s, with A = mI + D; ỹ and x̃ are y_t and y_{t−1} less their
/// means, and e = ỹ − m x̃.
struct VectorMoments {
    /// K.
    let size: Int
    /// T.
    let years: Double
    /// m: what the prior expects of an indicator's own last value.
    let ownLag: Double
    /// Σ x̃ x̃ᵀ.
    private(set) var lagSquares: SquareMatrix
    /// Σ e x̃ᵀ.
    private(set) var products: SquareMatrix
    /// Σ e eᵀ.
    private(set) var squares: SquareMatrix
    /// ȳ.
    let mean: [Double]
    /// x̄.
    let lagMean: [Double]

    /// - Parameter rows: y, year by year.
    init(_ rows: [[Double]], ownLag: Double) {
        let size = rows.first?.count ?? 0
        let lagged = rows.dropLast()
        let current = rows.dropFirst()
        let years = Double(max(lagged.count, 1))
        func mean(_ part: ArraySlice<[Double]>) -> [Double] {
            (0..<size).map { i in part.reduce(0) { $0 + $1[i] } / years }
        }
        self.size = size
        self.years = years
        self.ownLag = ownLag
        self.mean = mean(current)
        self.lagMean = mean(lagged)
        lagSquares = SquareMatrix(size)
        products = SquareMatrix(size)
        squares = SquareMatrix(size)
        for (x, y) in zip(lagged, current) {
            let lag = (0..<size).map { x[$0] - lagMean[$0] }
            let error = (0..<size).map { y[$0] - self.mean[$0] - ownLag * lag[$0] }
            for i in 0..<size {
                for j in 0..<size {
                    lagSquares[i, j] += lag[i] * lag[j]
                    products[i, j] += error[i] * lag[j]
                    squares[i, j] += error[i] * error[j]
                }
            }
        }
    }
}

/// The natural-conjugate posterior of a vector autoregression of order one under a Minnesota prior, in units of s:
///
///     Σ ~ IW(3I, K + 2),  D | Σ ~ MN(0, Σ, λ²I),  c uniform
///     V = (Σx̃x̃ᵀ + λ⁻²I)⁻¹,  D̂ = (Σex̃ᵀ) V,  S = 3I + Σeeᵀ − D̂ (Σex̃ᵀ)ᵀ,  ν = K + 2 + T − 1
///     Σ | y ~ IW(S, ν),  D | Σ, y ~ MN(D̂, Σ, V),  c | A, Σ, y ~ N(ȳ − A x̄, Σ/T)
///
/// In units of s the prior is that of Giannone, Lenza & Primiceri (2015), eq. 2-4, with Ψ = 3 diag s² (theirs without the
/// 3, so that the mean of Σ and not its scale is s²: bands too narrow for short histories). T counts the years in which
/// all was observed. The uniform c costs one of them.
struct MinnesotaPosterior {
    /// D̂.
    let deviation: SquareMatrix
    /// G with G Gᵀ = V.
    let rowFactor: SquareMatrix
    /// L with L Lᵀ = S.
    let scaleFactor: SquareMatrix
    /// ν.
    let degreesOfFreedom: Double
    /// ln p of the T − 1 orthonormal contrasts over time of y, in units of s: the marginal likelihood of Giannone,
    /// Lenza & Primiceri (2015), online appendix, eq. A.1, with the mean integrated out:
    /// ln Γ_K(ν/2)/Γ_K(d/2) − K(T−1)/2 ln π − K/2 ln|I + λ²Σx̃x̃ᵀ| − ν/2 ln|S| + d/2 ln|3I|,
    /// d = K + 2.
    let logMarginalLikelihood: Double

    /// V, diagonal element i.
    func coefficientSpread(_ i: Int) -> Double { Self.rowSquares(rowFactor, i) }
    /// S, diagonal element i.
    func squares(_ i: Int) -> Double { Self.rowSquares(scaleFactor, i) }

    private static func rowSquares(_ factor: SquareMatrix, _ i: Int) -> Double {
        (0..<factor.size).reduce(0) { $0 + factor[i, $1] * factor[i, $1] }
    }

    /// - Parameters:
    ///   - tightness: λ.
    ///   - freedom: T − 1.
    init(_ moments: VectorMoments, tightness: Double, freedom: Double) {
        let size = moments.size
        let square = tightness * tightness
        // λ² (I + λ²Σx̃x̃ᵀ)⁻¹ keeps its digits for a tight prior and a loose one.
        var inner = SquareMatrix(size, diagonal: 1)
        for i in inner.elements.indices { inner.elements[i] += square * moments.lagSquares.elements[i] }
        let factor = inner.choleskyAboveOne
        var rowFactor = factor.lowerInverse.transposed
        for i in rowFactor.elements.indices { rowFactor.elements[i] *= tightness }
        let deviation = moments.products * (rowFactor * rowFactor.transposed)
        let explained = deviation * moments.products.transposed
        var scale = SquareMatrix(size, diagonal: Self.priorFreedom)
        for i in scale.elements.indices { scale.elements[i] += moments.squares.elements[i] - explained.elements[i] }
        let prior = Double(size + 2)
        let total = prior + freedom
        self.deviation = deviation
        self.rowFactor = rowFactor
        scaleFactor = scale.choleskyAboveOne
        degreesOfFreedom = total
        logMarginalLikelihood =
            Self.logGammaRatio(total, prior, size: size) + 0.5 * prior * Double(size) * Double.log(Self.priorFreedom)
            - 0.5 * Double(size) * freedom * Double.log(.pi)
            - 0.5 * Double(size) * factor.logSquaredDeterminant
            - 0.5 * total * scaleFactor.logSquaredDeterminant
    }

    /// ln Γ_K(a/2) − ln Γ_K(b/2) of the multivariate gamma function.
    private static func logGammaRatio(_ a: Double, _ b: Double, size: Int) -> Double {
        (0..<size).reduce(0) {
            $0 + Double.logGamma((a - Double($1)) / 2) - Double.logGamma((b - Double($1)) / 2)
        }
    }

    /// What the prior of an indicator's own error size is worth in observations: Σᵢᵢ is scaled inverse-χ² about 1 with so
    /// many degrees of freedom.
    static let priorFreedom = 3.0

    /// Where λ is looked for.
    static let tightnessRange = 1e-3...10.0

    /// The λ with the largest posterior density: marginal likelihood times a gamma hyperprior with mode 0.2 and
    /// standard deviation 0.4 (Giannone, Lenza & Primiceri, 2015, section 4), which decides where the history says
    /// nothing.
    static func tightness(_ moments: VectorMoments, freedom: Double) -> Double {
        let shape = (9 + 17.0.squareRoot()) / 8
        let scale = 0.2 / (shape - 1)
        let range = Double.log(tightnessRange.lowerBound)...Double.log(tightnessRange.upperBound)
        let found = LineSearch.minimum(in: range, steps: 16, tolerance: 1e-6) { logTightness in
            let tightness = Double.exp(logTightness)
            let posterior = MinnesotaPosterior(moments, tightness: tightness, freedom: freedom)
            return tightness / scale - (shape - 1) * logTightness - posterior.logMarginalLikelihood
        }
        return Double.exp(found.point)
    }
}
