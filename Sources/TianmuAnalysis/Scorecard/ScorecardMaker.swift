import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Scores an earlier forecast and finds which new figures moved the targets' chances.
///
/// Of a target's chance p, known on two days, each piece of news is told twice: what p would be with this piece alone,
/// and what it would be with all but this piece. The model is fitted anew each time; the draws are the same, so that the
/// differences are not noise. Where pieces work together, the single effects do not sum to the whole.
package struct ScorecardMaker {
    /// Effects smaller than this are not called causes.
    package static let leastEffect = 0.005

    private let earlier: Scenario
    private let now: Scenario
    private let registry: ModelRegistry
    private var options: PlanOptions
    private let threads: Int

    /// - Parameters:
    ///   - earlier: the scenario on its own day.
    ///   - now: the same with later figures.
    package init(
        earlier: Scenario, now: Scenario, registry: ModelRegistry, options: PlanOptions = PlanOptions(),
        threads: Int = 0
    ) {
        self.earlier = earlier
        self.now = now
        self.registry = registry
        self.options = options
        self.threads = threads
    }

    /// - Throws: what is wrong with the scenario on one of the two days; conditions on the earlier one, whose weighted draws
    ///   are not scored.
    package func scorecard() async throws(DiagnosticList) -> Scorecard {
        let before = try Planner.plan(earlier, registry: registry, options: options)
        // The same grid and so the same draws on both days: what no news concerns does not move at all.
        var maker = self
        maker.options.firstYear = before.grid.first
        return try await maker.scorecard(from: before)
    }

    private func scorecard(from before: Plan) async throws(DiagnosticList) -> Scorecard {
        let after = try Planner.plan(now, registry: registry, options: options)
        guard before.conditions.isEmpty else {
            throw DiagnosticList([.error(SimulationError.conditionsNotTaken.message, at: nil)])
        }
        let news = news(slots: before)
        let atFirst: [Double]
        let atLast: [Double]
        do throws(SimulationError) {
            atFirst = try await TargetChances.chances(of: before, threads: threads)
            atLast = try await TargetChances.chances(of: after, threads: threads)
        } catch {
            throw DiagnosticList([.error(error.message, at: nil)])
        }
        var alone: [[Double]?] = []
        var without: [[Double]?] = []
        if news.count > 1 {
            for piece in news {
                alone.append(await chances(where: { isOld($0) || piece.figures.contains($0) }))
                without.append(await chances(where: { !piece.figures.contains($0) }))
            }
        } else {
            // A single piece of news is the whole of the difference.
            alone = news.map { _ in atLast }
            without = news.map { _ in atFirst }
        }
        let moves = before.targets.indices.compactMap { index -> Scorecard.TargetMove? in
            move(index, atFirst[index], atLast[index], alone: alone, without: without)
        }
        return Scorecard(
            earlier: before, now: after, scores: Scorer.scores(earlier: before, now: after), moves: moves, news: news)
    }

    private func move(
        _ index: Int, _ before: Double, _ after: Double, alone: [[Double]?], without: [[Double]?]
    ) -> Scorecard.TargetMove? {
        let causes = alone.indices.map {
            Scorecard.TargetMove.Cause(news: $0, alone: alone[$0]?[index], without: without[$0]?[index])
        }
        func effect(_ cause: Scorecard.TargetMove.Cause) -> Double {
            max(abs((cause.alone ?? before) - before), abs(after - (cause.without ?? after)))
        }
        let found = causes.filter { effect($0) >= Self.leastEffect }
            .sorted { (effect($1), $0.news) < (effect($0), $1.news) }
        guard before != after || !found.isEmpty else { return nil }
        return Scorecard.TargetMove(index: index, before: before, after: after, causes: found)
    }

    /// `nil` where the rest of the figures does not make a plan.
    private func chances(where isKnown: (Figure) -> Bool) async -> [Double]? {
        guard let day = now.asOf else { return nil }
        let scenario = now.known(on: day, where: isKnown)
        guard let plan = try? Planner.plan(scenario, registry: registry, options: options) else { return nil }
        return try? await TargetChances.chances(of: plan, threads: threads)
    }

    private func isOld(_ figure: Figure) -> Bool { earlier.asOf.map { figure.knownFrom <= $0 } ?? true }

    /// Figures of the scenario's indicators that became known in between; members of a group count as one.
    private func news(slots plan: Plan) -> [Scorecard.News] {
        guard let day = now.asOf else { return [] }
        let groups = plan.models.map(\.slots).filter { $0.count > 1 }
        let units = plan.series.indices.compactMap { slot -> [Int]? in
            let members = groups.first { $0.contains(slot) } ?? [slot]
            return members[0] == slot ? members : nil
        }
        return units.compactMap { slots in
            let figures = slots.flatMap { slot -> [Figure] in
                let entry = now.indicators[slot]
                let region = entry.region ?? now.region
                return now.figures.figures(of: entry.figures.map { IndicatorID($0.value) } ?? entry.id.value).filter {
                    (region == nil || $0.region.isEmpty || $0.region == region) && now.acceptedKinds.contains($0.kind)
                        && !isOld($0) && $0.knownFrom <= day
                }
            }
            return figures.isEmpty ? nil : Scorecard.News(slots: slots, figures: figures)
        }
    }
}
