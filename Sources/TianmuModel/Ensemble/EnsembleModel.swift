/// Several models of one indicator as one.
package enum Ensemble {
    package static let id: ModelID = "ensemble"

    /// One of them.
    package struct Member: Sendable {
        package var model: any GrowthModel
        /// Resolved.
        package var parameters: ParameterValues
        /// Only its proportion to the others' counts. One of 0 is never drawn.
        package var weight: Double

        package init(_ model: any GrowthModel, parameters: ParameterValues, weight: Double = 1) {
            self.model = model
            self.parameters = parameters
            self.weight = weight
        }
    }

    /// Whether a model can be a member: one of a single indicator that need not read others.
    package static func canHave(_ descriptor: ModelDescriptor) -> Bool {
        descriptor.outputs.contains(1) && !descriptor.drivers.contains(where: \.isRequired)
    }

    /// What is said where a member fails, as a worker may; a refusal of its own only leaves it out.
    package static func failure(of member: ModelID, _ reason: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "成员“\(member)”出错：\(reason.zh)", en: "its member '\(member)' fails: \(reason.en)")
    }

    /// The mixture of models of one indicator that read no other. The order of `members` does not matter.
    package static func model(_ members: [Member]) -> any GrowthModel {
        let sorted = members.sorted { $0.model.descriptor.id.name < $1.model.descriptor.id.name }
        var list: any ModelList = NoModels()
        for member in sorted.reversed() { list = pair(member.model, list) }
        return ensemble(list, sorted)
    }

    private static func pair(_ first: some GrowthModel, _ rest: some ModelList) -> any ModelList {
        ModelPair(first: first, rest: rest)
    }

    private static func ensemble(_ list: some ModelList, _ members: [Member]) -> any GrowthModel {
        EnsembleModel(list, parameters: members.map(\.parameters), weights: members.map(\.weight))
    }
}

/// A mixture: each draw is that of one member, taken with the probability of its weight.
///
/// Members that refuse are left out, and the others share their weight; where the program of one fails, nothing is fitted.
/// Sources: Stone (1961), The opinion pool, Annals of
/// Mathematical Statistics 32(4); Bates and Granger (1969), The combination of forecasts, OR Quarterly 20(4).
package struct EnsembleModel<Models: ModelList>: GrowthModel {
    private let list: Models
    private let parameters: [ParameterValues]
    private let weights: [Double]

    /// - Parameter list: in order of id.
    init(_ list: Models, parameters: [ParameterValues], weights: [Double]) {
        self.list = list
        self.parameters = parameters
        self.weights = weights
    }

    package var descriptor: ModelDescriptor {
        let members = list.models.map(\.descriptor)
        return ModelDescriptor(
            id: Ensemble.id,
            title: LocalizedText(zh: "组合模型", en: "ensemble"),
            summary: LocalizedText(
                zh: "几个模型的混合分布：每次模拟按权重取其中一个模型的路径。不知道哪个模型更好时使用。",
                en:
                    "The mixture of several models: each draw is the path of one, taken by weight. For when nobody knows "
                    + "which model is better."),
            minimumObservations: members.map(\.minimumObservations).min() ?? 0,
            usesSiblings: members.contains(where: \.usesSiblings),
            sources: [
                "Stone (1961), The opinion pool, Annals of Mathematical Statistics 32(4)",
                "Bates and Granger (1969), The combination of forecasts, OR Quarterly 20(4)",
            ],
            isScaleEquivariant: members.allSatisfy(\.isScaleEquivariant),
            requiresPositiveValues: members.allSatisfy(\.requiresPositiveValues))
    }

    package func fit(_ context: FitContext) throws(ModelRefusal) -> EnsembleFit<Models.Fits> {
        let descriptor = descriptor
        let output = try context.singleOutput()
        // Levels only, as with the members themselves.
        let history = try output.requireHistory(
            of: descriptor.minimumObservations,
            positive: descriptor.requiresPositiveValues && output.measure == .level)
        let contexts = parameters.map { parameters in
            var own = context
            own.parameters = parameters
            own.drivers = []
            return own
        }
        let fits = try list.fit(contexts[...])
        let ids = list.models.map(\.descriptor.id)
        let members = fits.members
        let left = zip(weights, members).map { $1.fitted == nil ? 0 : $0 }
        let sum = left.reduce(0, +)
        guard sum > 0 else {
            if let need = members.compactMap(\.need).min(), members.allSatisfy({ $0.need != nil }) {
                throw .tooFewObservations(indicator: output.indicator, have: history.count, need: need)
            }
            let reasons = zip(ids, members).compactMap { id, member in member.refusal.map { (id, $0) } }
            throw .other(
                LocalizedText(
                    zh: "所有成员都不能用：" + reasons.map { "\($0.0)：\($0.1.zh)" }.joined(separator: "；"),
                    en: "every member refuses: " + reasons.map { "\($0.0): \($0.1.en)" }.joined(separator: "; ")))
        }
        return EnsembleFit(
            fits: fits, ids: ids, weights: left.map { $0 / sum }, years: context.forecastYears,
            observationCount: history.count)
    }
}
