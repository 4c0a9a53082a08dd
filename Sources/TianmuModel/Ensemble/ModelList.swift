/// Models of different types in a row: a list that is a type itself, so that what is fitted can be coded and compared.
package protocol ModelList: Sendable {
    associatedtype Fits: FittedList

    /// In order.
    var models: [any GrowthModel] { get }

    /// Fits each model to the context in its place.
    /// - Throws: ``ModelRefusal/failed(_:)`` where a member fails, which is no refusal: without it the numbers would be others.
    func fit(_ contexts: ArraySlice<FitContext>) throws(ModelRefusal) -> Fits
}

/// What is left of a list of models after fitting.
package protocol FittedList: Codable, Equatable, Sendable {
    /// In the order of the models.
    var members: [FittedMember] { get }
}

/// A fitted model, or why there is none.
package struct FittedMember: Sendable {
    package var fitted: (any FittedModel)?
    package var refusal: LocalizedText?
    /// The observations that it needs, if it has too few.
    package var need: Int?
}

package struct NoModels: ModelList {
    package init() {}

    package var models: [any GrowthModel] { [] }
    package func fit(_ contexts: ArraySlice<FitContext>) throws(ModelRefusal) -> NoFits { NoFits() }
}

package struct NoFits: FittedList {
    package var members: [FittedMember] { [] }
}

/// A model before others.
package struct ModelPair<First: GrowthModel, Rest: ModelList>: ModelList {
    let first: First
    let rest: Rest

    package var models: [any GrowthModel] { [first] + rest.models }

    package func fit(
        _ contexts: ArraySlice<FitContext>
    ) throws(ModelRefusal) -> FittedPair<First.Fitted, Rest.Fits> {
        var pair = FittedPair<First.Fitted, Rest.Fits>(rest: try rest.fit(contexts.dropFirst()))
        guard let context = contexts.first else { return pair }
        do throws(ModelRefusal) {
            pair.first = try first.fit(context)
        } catch {
            if error.isFault { throw .failed(Ensemble.failure(of: first.descriptor.id, error.message)) }
            pair.refusal = error.message
            if case .tooFewObservations(_, _, let need) = error { pair.need = need }
        }
        return pair
    }
}

package struct FittedPair<First: FittedModel, Rest: FittedList>: FittedList {
    var first: First?
    var refusal: LocalizedText?
    var need: Int?
    var rest: Rest

    package var members: [FittedMember] {
        [FittedMember(fitted: first, refusal: refusal, need: need)] + rest.members
    }
}
