import TianmuNumerics

/// How large a model's errors are, and how surely that is known.
///
/// With q the sum of squared errors and f degrees of freedom, and a prior standard deviation s₀ worth ν₀ observations,
/// σ² has the scaled inverse-χ² posterior with ν = ν₀ + f and s² = (ν₀s₀² + q)/ν (Gelman et al., 2013, §2.6), so that
/// errors are Student-t. Unless ν₀ is given it is what f lacks to 4: a history with errors enough speaks for itself.
/// Errors that last count in full for s but for less in ν, which is at least 3.
/// s is at least a hundredth of s₀, for no history proves that nothing varies.
public struct ErrorScale: Equatable, Codable, Sendable {
    /// s, on the working scale.
    public let sd: Double
    /// ν.
    public let degreesOfFreedom: Double
    /// ν₀/ν.
    public let priorShare: Double

    /// The degrees of freedom to which the prior fills up.
    public static let enough = 4.0
    /// The least degrees of freedom with which a spread can be drawn.
    public static let least = 3.0

    /// - Parameters:
    ///   - squares: q, on the working scale.
    ///   - freedom: f; below 0 counts as 0.
    ///   - effective: what f is worth where errors last more than a year (``ErrorPersistence``); f itself if `nil`.
    ///   - parameters: resolved, with ``parameterDescriptors``.
    /// - Throws: ``ModelRefusal/tooFewObservations(indicator:have:need:)`` if a given ν₀ leaves ν below 3.
    public init(
        squares: Double, freedom: Double, effective: Double? = nil, series: WorkingSeries,
        parameters: ParameterValues, indicator: IndicatorID
    ) throws(ModelRefusal) {
        let freedom = max(freedom, 0)
        let weight = parameters.number("prior-sd-weight") ?? max(Self.enough - freedom, 0)
        let total = weight + freedom
        guard total >= Self.least else {
            let have = series.observationCount
            throw .tooFewObservations(
                indicator: indicator, have: have, need: have + Int((Self.least - total).rounded(.up)))
        }
        degreesOfFreedom = max(weight + min(effective ?? freedom, freedom), Self.least)
        let prior = (parameters.number("prior-sd") ?? Self.defaultPriorSD) * series.unit
        // Errors without degrees of freedom are a perfect fit's rounding.
        let known = freedom > 0 ? squares : 0
        sd = max(((weight * prior * prior + known) / total).squareRoot(), prior / 100)
        priorShare = weight / total
    }

    /// In per cent per year, or points for a percentage.
    public static let defaultPriorSD = 3.0

    /// `transform`, `prior-sd` and `prior-sd-weight`, for the descriptors of models that use this.
    public static var parameterDescriptors: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "transform", kind: .choice(["log", "none"]),
                explanation: LocalizedText(
                    zh: "log：在对数上建模（默认用于水平值）；none：在数值本身上建模（默认用于百分比）",
                    en:
                        "log: models logarithms (the default for levels); none: the values (the default for percentages)"
                )),
            ParameterDescriptor(
                "prior-sd", unit: "percent per year", range: 0.001...100, default: .number(defaultPriorSD),
                explanation: LocalizedText(
                    zh: "对一年期误差标准差的先验判断；百分比类指标为百分点",
                    en: "the standard deviation of the one-year error expected beforehand; points for a percentage")),
            ParameterDescriptor(
                "prior-sd-weight", unit: "observations", range: 0...1000,
                explanation: LocalizedText(
                    zh: "prior-sd 相当于多少个观测值；不给则只补足到 4 个自由度",
                    en:
                        "how many observations prior-sd is worth; if absent, what the history lacks to 4 degrees of freedom"
                )
            ),
        ]
    }

    /// A note for the report if the prior says more than the history.
    public var notes: [LocalizedText] {
        priorShare <= 0.5
            ? []
            : [
                LocalizedText(
                    zh: "波动幅度主要来自先验（prior-sd）", en: "the size of the shocks comes mostly from the prior (prior-sd)")
            ]
    }
}
