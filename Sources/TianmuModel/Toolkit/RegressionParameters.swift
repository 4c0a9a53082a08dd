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
