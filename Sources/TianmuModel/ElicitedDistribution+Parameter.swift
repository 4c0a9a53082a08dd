import TianmuNumerics

extension ElicitedDistribution {
    /// The distribution that an uncertain parameter stands for.
    /// - Parameters:
    ///   - name: of the parameter, for the refusal.
    ///   - quantiles: as ``ParameterValues/quantiles(_:)`` gives them.
    /// - Throws: ``ModelRefusal`` where the quantiles are out of order or too skewed.
    public static func of(
        _ name: String, _ quantiles: (p10: Double, p50: Double, p90: Double)
    ) throws(ModelRefusal) -> ElicitedDistribution {
        do {
            return try ElicitedDistribution(p10: quantiles.p10, p50: quantiles.p50, p90: quantiles.p90)
        } catch .tooSkewed {
            let most = Int(largestSkew)
            throw .other(
                LocalizedText(
                    zh: "“\(name)”的分位数过于偏斜：p90−p50 与 p50−p10 相差不得超过 \(most) 倍",
                    en: "the quantiles of '\(name)' are too skewed: p90 - p50 and p50 - p10 may differ by a "
                        + "factor of \(most) at most"))
        } catch {
            throw .badParameter(
                .unordered(name: name, p10: quantiles.p10, p50: quantiles.p50, p90: quantiles.p90))
        }
    }
}
