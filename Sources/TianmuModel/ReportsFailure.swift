/// A fitted model that works elsewhere, in another process say, and may fail to project after it was fitted.
///
/// `project` cannot throw. Where it fails it fills NaN, which counts as "cannot be computed", and says why here.
public protocol ReportsFailure: FittedModel {
    /// Why a projection failed, in a sentence; `nil` as long as none did.
    var failure: LocalizedText? { get }
}
