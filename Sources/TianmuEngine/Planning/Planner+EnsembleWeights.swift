import TianmuBacktest
import TianmuModel
import TianmuScenario

/// `weights: shrunk` and `weights: stacked` of an ensemble.
extension Planner {
    /// An ensemble's members as past forecasts elsewhere weigh them.
    struct Weighing {
        /// In order of id; those that refuse have no weight. Empty where nothing is to be weighed.
        var members: [Ensemble.Member] = []
        /// For the report of the fit.
        var estimates: [FitReport.Estimate] = []
        var notes: [LocalizedText] = []

        var isFitted: Bool { !members.isEmpty }
    }

    /// The weights that a scenario asks for; `nil` after a fault, which is told.
    /// - Parameter context: what the ensemble is to be fitted to.
    mutating func weighing(
        _ members: [Ensemble.Member], _ use: ModelUse, _ slots: [Int], _ context: FitContext
    ) -> Weighing? {
        guard let weights = use.weights, weights.value != .equal, let slot = slots.first else { return Weighing() }
        let id = drafts[slot].id.name
        guard let entry = scenario.pools.first(where: { $0.indicator.value == id }) else {
            // A panel that could not be read has been told.
            if scenario.tree["pool"]?[id]?.isNull == false { return nil }
            diagnostics.append(
                .error(
                    zh: "weights: \(weights.value.rawValue) 要有其他序列的历史预测；请加上 pool: {\(id): 面板.csv}，"
                        + "或 pool: {\(id): siblings}（其他地区）",
                    en: "'weights: \(weights.value.rawValue)' needs past forecasts of other series; add "
                        + "'pool: {\(id): PANEL.csv}', or 'pool: {\(id): siblings}' for the other regions",
                    at: weights.position))
            return nil
        }
        func refuse(_ reason: LocalizedText, _ planner: inout Planner) {
            planner.diagnostics.append(
                .error(
                    zh: "“\(id)”的权重无从估计：\(reason.zh)", en: "the weights of '\(id)' cannot be fitted: \(reason.en)",
                    at: weights.position))
        }
        var used: [Ensemble.Member] = []
        for member in members {
            var own = context
            own.parameters = member.parameters
            let fitted: any FittedModel
            do throws(ModelRefusal) {
                fitted = try Self.fit(member.model, own)
            } catch {
                guard error.isFault else { continue }
                refuse(Ensemble.failure(of: member.model.descriptor.id, error.message), &self)
                return nil
            }
            guard fitted.report.priorShare < 1 else {
                let name = member.model.descriptor.id
                refuse(
                    LocalizedText(
                        zh: "成员“\(name)”全凭假设，别处的误差与之无关",
                        en: "the member '\(name)' rests on assumptions alone, about which errors elsewhere say nothing"),
                    &self)
                return nil
            }
            used.append(member)
        }
        // With one that is left, or none, there is nothing to weigh.
        guard used.count > 1 else { return Weighing() }
        let panel = panel(entry, slot: slot)
        do throws(PanelWeights.Refusal) {
            let found = try PanelWeights(weights.value, of: used, for: context, on: panel.series)
            let shares = Dictionary(
                zip(used.map(\.model.descriptor.id), found.weights).map { ($0, $1) }, uniquingKeysWith: { $1 })
            var weighing = Self.report(found, weights.value, panel.name)
            weighing.members = members.map { member in
                var member = member
                member.weight = shares[member.model.descriptor.id] ?? 0
                return member
            }
            assumeWeights(slot, used.map(\.model.descriptor.id), found, weighing.notes)
            return weighing
        } catch {
            refuse(Self.message(error, seriesCount: panel.series.count, panel.name), &self)
            return nil
        }
    }

    private static func report(_ found: PanelWeights, _ kind: EnsembleWeights, _ panel: LocalizedText) -> Weighing {
        let worth = (10 * found.independentCount).rounded() / 10
        let percent = Int((100 * found.belief).rounded())
        let shrunk = LocalizedText(
            zh: "；只采信 \(percent)%，其余取相等权重", en: "; they count for \(percent) %, equal weights for the rest")
        let isShrunk = kind == .shrunk
        return Weighing(
            estimates: [
                FitReport.Estimate("past forecasts behind the weights", Double(found.forecastCount)),
                FitReport.Estimate("independent errors behind the weights", found.independentCount),
            ] + (isShrunk ? [FitReport.Estimate("share of stacked weights", found.belief)] : []),
            notes: [
                LocalizedText(
                    zh: "权重使\(panel.zh)中 \(found.seriesCount) 个序列的 \(found.forecastCount) 个历史预测的 CRPS 最小"
                        + "（约合 \(worth.shortText) 个独立误差）\(isShrunk ? shrunk.zh : "")",
                    en: "weights are those of the least CRPS over \(found.forecastCount) past forecasts of "
                        + "\(found.seriesCount) series of \(panel.en), worth \(worth.shortText) independent errors"
                        + (isShrunk ? shrunk.en : ""))
            ])
    }

    private mutating func assumeWeights(
        _ slot: Int, _ ids: [ModelID], _ found: PanelWeights, _ notes: [LocalizedText]
    ) {
        let shares = zip(ids, found.weights).map { "\($0) \(((100 * $1).rounded() / 100).shortText)" }
            .joined(separator: ", ")
        let title = drafts[slot].title
        for note in notes {
            assumptions.append(
                Assumption(
                    subject: drafts[slot].id.name,
                    text: LocalizedText(
                        zh: "\(title.zh)：成员权重 \(shares)；\(note.zh)", en: "\(title.en): weights \(shares); \(note.en)"),
                    reason: Self.likeErrors))
        }
    }

    private static func message(
        _ refusal: PanelWeights.Refusal, seriesCount: Int, _ panel: LocalizedText
    ) -> LocalizedText {
        switch refusal {
        case .noVariance:
            message(PanelErrors.Refusal.noVariance, seriesCount: seriesCount, panel)
        case .noForecast(let member, let cause):
            LocalizedText(
                zh: "成员“\(member)”在\(panel.zh)中没有一个预测有已知结果\(cause.map { "（\($0.zh)）" } ?? "")；去掉它，或写 weights: equal",
                en: "the member '\(member)' has no forecast in \(panel.en) whose outcome is known"
                    + (cause.map { " (\($0.en))" } ?? "") + "; leave it out, or write 'weights: equal'")
        case .failed(let cause): cause
        case .tooFewSeries(let count):
            LocalizedText(
                zh: "\(panel.zh)中只有 \(count) 个序列有全体成员的预测和已知结果，至少要两个",
                en:
                    "\(panel.en) has \(count) series with a known outcome that every member has forecast, and it takes two"
            )
        }
    }
}
