/// A way of projecting one indicator, or several at once: declared by a descriptor, fitted to a history, then run.
///
/// The engine calls `fit` once for each use and then ``FittedModel/project(_:)`` for block after block of draws, from
/// several threads at once. A model owns no randomness: the engine hands it standard normals.
///
/// Every model passes the conformance suite of the TianmuTesting product.
public protocol GrowthModel: Sendable {
    associatedtype Fitted: FittedModel

    /// What the model is and takes. Constant for the life of the value.
    var descriptor: ModelDescriptor { get }

    /// Fits the model to what is known.
    ///
    /// The engine has already checked the parameters against the descriptor (``ModelDescriptor/resolve(_:)``), and that
    /// every value in the history is finite. Everything else that the model needs it checks here.
    /// - Throws: ``ModelRefusal``, a reason that a planner understands.
    func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted
}

/// What is left of a model after fitting: a small immutable value that can fill any number of blocks.
public protocol FittedModel: Codable, Equatable, Sendable {
    /// How many standard normals per draw `project` takes beside the innovations, for parameter uncertainty:
    /// those that stay the same in all years of a draw.
    var parameterNormalCount: Int { get }

    /// What the fit rests on.
    var report: FitReport { get }

    /// Fills `block` with paths: for each output, forecast year and draw one value in the indicator's unit.
    ///
    /// Pure: the same normals give the same paths, each draw on its own (a block of many draws equals its draws one
    /// by one). Zero normals give the point forecast, which is the median of each year where the model has one.
    func project(_ block: ProjectionBlock)
}

/// A fitted model that knows the mean and variance of what it projects, in closed form.
public protocol ExactMoments: FittedModel {
    /// The mean in the forecast year with this index (0 for the first), in the indicator's unit.
    func exactMean(output: Int, yearIndex: Int) -> Double
    /// The variance in the forecast year with this index (0 for the first), in the indicator's unit squared.
    func exactVariance(output: Int, yearIndex: Int) -> Double
}

/// A fitted model whose marginal quantiles have a closed form.
public protocol ExactQuantiles: FittedModel {
    /// The quantile at `probability` (strictly between 0 and 1) in the forecast year with this index (0 for the first).
    func exactQuantile(_ probability: Double, output: Int, yearIndex: Int) -> Double
}
