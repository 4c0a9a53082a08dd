import TianmuNumerics

/// What models that rest on a ``ConjugateRegression`` share.
extension ConjugateRegression {
    /// The least ν with which a spread can be drawn, as in ``ErrorScale``.
    public static let leastFreedom = 3.0

    /// `prior-sd` and `prior-sd-weight` with these defaults, for descriptors.
    public static func errorDescriptors(
        sd: Double, prefix: String = "", of what: LocalizedText
    ) -> [ParameterDescriptor] {
        [
            ParameterDescriptor(
                prefix + "prior-sd", unit: "percent per year", range: 0.001...100, default: .number(sd),
                explanation: LocalizedText(
                    zh: "对\(what.zh)年度误差标准差的先验判断；百分比类指标为百分点",
                    en: "the standard deviation of the yearly error of \(what.en) expected beforehand; points for a "
                        + "percentage")),
            ParameterDescriptor(
                prefix + "prior-sd-weight", unit: "observations", range: leastFreedom...1000, default: .number(4),
                explanation: LocalizedText(
                    zh: "\(prefix)prior-sd 相当于多少个观测值",
                    en: "how many observations \(prefix)prior-sd is worth")),
        ]
    }

    /// `persistence`, for models with ``lasting(rows:responses:prior:given:)``.
    public static let persistenceDescriptor = ParameterDescriptor(
        "persistence", range: 0...0.95,
        explanation: LocalizedText(
            zh: "年度误差次年保留的份额 ρ，只放宽区间；不给则估计",
            en: "the share ρ of a year's error that is left a year later; widens intervals only; estimated if absent"))

    /// The posterior where errors last as ``ErrorPersistence`` says: ρ from the residuals of the plain posterior, unless it
    /// is given, and then the posterior of yₜ − ρyₜ₋₁ on xₜ − ρxₜ₋₁, both over √(1 − ρ²), the first row as it is.
    ///
    /// Rows are taken as neighbours in time. Source: Prais & Winsten (1954), Trend estimators and serial correlation.
    /// - Returns: `nil` if neither prior nor data determine a coefficient or σ.
    public static func lasting(
        rows: [[Double]], responses: [Double], prior: Prior, given: Double?
    ) -> (posterior: ConjugateRegression, persistence: ErrorPersistence)? {
        guard let plain = ConjugateRegression(rows: rows, responses: responses, prior: prior) else { return nil }
        let errors = zip(rows, responses).map { row, y in
            zip(row, plain.coefficients).reduce(y) { $0 - $1.0 * $1.1 }
        }
        let fitted = Int(plain.priorShares.reduce(0) { $0 + 1 - $1 }.rounded())
        let persistence = given.map { ErrorPersistence($0) } ?? ErrorPersistence(errors: errors, fitted: fitted)
        let rho = persistence.value
        guard rho > 0, !rows.isEmpty else { return (plain, persistence) }
        let size = 1 / (1 - rho * rho).squareRoot()
        func differences(_ values: [Double]) -> [Double] {
            values.prefix(1) + zip(values.dropFirst(), values).map { size * ($0 - rho * $1) }
        }
        let columns = prior.means.indices.map { column in differences(rows.map { $0[column] }) }
        let moved = rows.indices.map { row in columns.map { $0[row] } }
        return ConjugateRegression(rows: moved, responses: differences(responses), prior: prior).map {
            ($0, persistence)
        }
    }

    /// s and ν as the factor of σ to draw from.
    public var scale: StudentScale { (try? StudentScale(degreesOfFreedom: degreesOfFreedom)) ?? .known }

    /// A note for the report if the prior says more about σ than the history.
    public func sdNotes(_ parameter: String = "prior-sd") -> [LocalizedText] {
        sdPriorShare <= 0.5
            ? []
            : [
                LocalizedText(
                    zh: "波动幅度主要来自先验（\(parameter)）",
                    en: "the size of the shocks comes mostly from the prior (\(parameter))")
            ]
    }
}

extension ProjectionBlock {
    /// What `sd` times the factors of ``StudentScale`` at parameter normal `index` is, draw by draw; `sd` where it is known.
    public func sigmas(_ sd: Double, _ scale: StudentScale, normal index: Int) -> [Double] {
        var sigmas = [Double](repeating: 1, count: drawCount)
        if scale.degreesOfFreedom != nil {
            sigmas.withUnsafeMutableBufferPointer { scale.factors(parameterNormals(index), into: $0) }
        }
        return sigmas.map { sd * $0 }
    }

    /// An uncertain number draw by draw, from parameter normal `index` unless it is a point.
    public func values(_ distribution: ElicitedDistribution, normal index: Int) -> [Double] {
        var values = [Double](repeating: distribution.p50, count: drawCount)
        if !distribution.isPoint {
            values.withUnsafeMutableBufferPointer { distribution.transform(parameterNormals(index), into: $0) }
        }
        return values
    }
}

/// Errors that last, draw by draw: uₜ = ρuₜ₋₁ + √(1 − ρ²)εₜ, from one that nobody knows.
public struct LastingErrors {
    private let persistence: Double
    private let new: Double
    /// u of the last year.
    public private(set) var values: [Double]

    /// - Parameter index: of the parameter normal that is the error before the first year.
    public init(_ persistence: ErrorPersistence, block: ProjectionBlock, normal index: Int) {
        self.persistence = persistence.value
        new = (1 - persistence.value * persistence.value).squareRoot()
        values = Array(block.parameterNormals(index))
    }

    /// Moves on by a year with its innovations.
    public mutating func advance(_ innovations: UnsafeBufferPointer<Double>) {
        for i in values.indices { values[i] = persistence * values[i] + new * innovations[i] }
    }
}
