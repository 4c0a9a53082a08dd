import ArgumentParser
import TianmuEngine
import TianmuModel
import TianmuReport
import TianmuScenario

/// Runs several variants to be compared.
extension Pipeline {
    /// One scenario as it is, and with its indicator under each of the models.
    /// - Parameter models: ids separated by commas; `all` stands for every model that projects one indicator.
    func modelVariants(
        _ path: String, indicator: String, models: String
    ) async throws -> (variants: [Variant], refusals: [Comparison.Refusal]) {
        let scenario = try read(path)
        let own = try plan(scenario)
        guard let slot = own.slot(of: IndicatorID(indicator)) else {
            let hint = NearestName.hint(for: indicator, among: own.series.map(\.id.name))
            throw Console.badInput(
                LocalizedText(
                    zh: "没有指标“\(indicator)”\(hint.zh)", en: "there is no indicator '\(indicator)'\(hint.en)"), language)
        }
        let ids = try modelIDs(models)
        let method: String
        switch own.series[slot].method {
        case .model(let index, _): method = own.models[index].descriptor.id.name
        case .formula: method = "="
        }
        var variants = [
            Variant(
                label: LocalizedText(zh: "情景（\(method)）", en: "scenario (\(method))"), assessment: try await assess(own)
            )
        ]
        var refusals: [Comparison.Refusal] = []
        for id in ids where id.name != method {
            let label = LocalizedText(id.name)
            do throws(DiagnosticList) {
                let options = draws.planOptions(models: [IndicatorID(indicator): id])
                let other = try Planner.plan(scenario, registry: registry, options: options)
                variants.append(Variant(label: label, assessment: try await assessed(other)))
            } catch {
                let reasons = error.diagnostics.filter { $0.severity == .error }.map(\.message)
                refusals.append(
                    Comparison.Refusal(
                        label: label,
                        reason: LocalizedText(
                            zh: reasons.map(\.zh).joined(separator: "；"), en: reasons.map(\.en).joined(separator: "; "))
                    ))
            }
        }
        return (variants, refusals)
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

    private func modelIDs(_ list: String) throws -> [ModelID] {
        let names = list.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
        if names.isEmpty {
            throw Console.badInput(
                LocalizedText(zh: "--models 没有给出模型", en: "'--models' names no model"), language)
        }
        if names == ["all"] { return registry.models.map(\.descriptor).filter { $0.outputs.contains(1) }.map(\.id) }
        let known = registry.ids.map(\.name)
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
