import ArgumentParser
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// One indicator under several models.
struct ModelVariants {
    /// As it was read, with the warnings of its workers.
    var scenario: Scenario
    var registry: ModelRegistry
    var variants: [Variant]
    var refusals: [Comparison.Refusal]
}

/// Runs several variants to be compared.
extension Pipeline {
    /// One scenario as it is, and with its indicator under each of the models.
    /// - Parameter models: ids separated by commas; `all` stands for every model that projects one indicator.
    func modelVariants(
        _ path: String, indicator: String, models: String
    ) async throws -> ModelVariants {
        var scenario = try read(path)
        let registry = plugins.registry(for: &scenario, and: Self.names(models))
        try Self.prepareLinearAlgebra(for: scenario, language)
        guard let method = scenario.method(of: indicator) else {
            let hint = NearestName.hint(for: indicator, among: scenario.indicators.map(\.id.value.name))
            throw Console.badInput(
                LocalizedText(
                    zh: "没有指标“\(indicator)”\(hint.zh)", en: "there is no indicator '\(indicator)'\(hint.en)"), language)
        }
        let ids = try modelIDs(models, registry)
        var variants: [Variant] = []
        var refusals: [Comparison.Refusal] = []
        func tryVariant(_ label: LocalizedText, _ models: [IndicatorID: ModelID]) async throws(DiagnosticList) {
            let options = draws.planOptions(models: models)
            let plan = try Planner.plan(scenario, registry: registry, options: options)
            if models.isEmpty { Console.report(plan.warnings, language) }
            variants.append(Variant(label: label, assessment: try await assessed(plan)))
        }
        let own =
            method == Scenario.formulaMark
            ? LocalizedText(zh: "情景（公式）", en: "scenario (formula)")
            : LocalizedText(zh: "情景（\(method)）", en: "scenario (\(method))")
        do throws(DiagnosticList) {
            try await tryVariant(own, [:])
        } catch {
            // A worker that fails is no fault of the scenario: the other models' results stand.
            guard !scenario.plugins.isEmpty, BuiltInModels.registry[ModelID(method)] == nil else {
                throw Console.badInput(error, language)
            }
            refusals.append(Comparison.Refusal(label: own, reason: error.reason))
        }
        for id in ids where id.name != method {
            do throws(DiagnosticList) {
                try await tryVariant(LocalizedText(id.name), [IndicatorID(indicator): id])
            } catch {
                refusals.append(Comparison.Refusal(label: LocalizedText(id.name), reason: error.reason))
            }
        }
        guard !variants.isEmpty else {
            throw Console.badInput(
                DiagnosticList(
                    refusals.map {
                        .error(zh: "\($0.label.zh)：\($0.reason.zh)", en: "\($0.label.en): \($0.reason.en)", at: nil)
                    }),
                language)
        }
        return ModelVariants(scenario: scenario, registry: registry, variants: variants, refusals: refusals)
    }

    /// Several scenarios, each called by its title; by its path where two have one title.
    func scenarioVariants(_ paths: [String]) async throws -> [Variant] {
        var variants: [Variant] = []
        for path in paths {
            let plan = try plan(try read(path))
            variants.append(Variant(label: plan.title, assessment: try await assess(plan)))
        }
        if Set(variants.map(\.label)).count < variants.count {
            for (index, path) in paths.enumerated() { variants[index].label = LocalizedText(path) }
        }
        return variants
    }

    /// A simulation that fails under one model is that model's refusal.
    private func assessed(_ plan: Plan) async throws(DiagnosticList) -> Assessment {
        do throws(SimulationError) {
            let options = SimulationOptions(threads: draws.threads ?? 0)
            return Assessor.assess(try await Forecaster.summarize(plan, options: options))
        } catch {
            throw DiagnosticList([.error(error.message, at: nil)])
        }
    }

    private static func names(_ list: String) -> [String] {
        let names = list.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
        return names == ["all"] ? [] : names
    }

    private func modelIDs(_ list: String, _ registry: ModelRegistry) throws -> [ModelID] {
        if list.filter({ $0 != " " }) == "all" {
            return registry.models.map(\.descriptor).filter { $0.outputs.contains(1) }.map(\.id)
                + (registry.ensemble.isEmpty ? [] : [Ensemble.id])
        }
        let names = Self.names(list)
        if names.isEmpty {
            throw Console.badInput(
                LocalizedText(zh: "--models 没有给出模型", en: "'--models' names no model"), language)
        }
        let known = registry.ids.map(\.name) + [Ensemble.id.name]
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw Console.badInput(
                DiagnosticList(
                    unknown.map { name in
                        let hint = NearestName.hint(for: name, among: known)
                        return .error(
                            zh: "没有模型“\(name)”\(hint.zh)", en: "there is no model '\(name)'\(hint.en)", at: nil)
                    }), language)
        }
        return names.map { ModelID($0) }
    }
}

extension Scenario {
    /// In the place of a model's id, which has no such sign.
    fileprivate static let formulaMark = "="

    /// The model of an indicator, its group's where it has none; the mark for a formula or nothing; `nil` if there is no
    /// such indicator.
    fileprivate func method(of indicator: String) -> String? {
        guard let entry = indicators.first(where: { $0.id.value.name == indicator }) else { return nil }
        if case .model(let use) = entry.method { return use.model.value }
        let group = groups.first { $0.indicators.contains { $0.value == indicator } }
        return group?.use.model.value ?? Self.formulaMark
    }
}
