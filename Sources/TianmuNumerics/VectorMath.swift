internal import CNumericKernels

/// Elementary functions of many numbers at once, in place: several times as fast as one by one, by whatever vector
/// instructions the machine has, and the same bits with all of them and at every place of a buffer.
///
/// Special values are the C library's: overflow gives ∞, the logarithm of 0 is −∞ and of less than 0 NaN, NaN stays.
public enum VectorMath {
    /// Each x replaced by eˣ, within 1 unit in the last place.
    public static func exp(_ values: UnsafeMutableBufferPointer<Double>) {
        guard let base = values.baseAddress else { return }
        tianmu_exp_each(base, values.count)
    }

    /// Each x replaced by eˣ − 1, within 2 units in the last place, for small x too.
    public static func expm1(_ values: UnsafeMutableBufferPointer<Double>) {
        guard let base = values.baseAddress else { return }
        tianmu_expm1_each(base, values.count)
    }

    /// Each x replaced by ln x, within 1 unit in the last place.
    public static func log(_ values: UnsafeMutableBufferPointer<Double>) {
        guard let base = values.baseAddress else { return }
        tianmu_log_each(base, values.count)
    }
}
