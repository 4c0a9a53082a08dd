import TianmuBacktest
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// Scores what was forecast and has become known.
///
/// The draws of the earlier forecast are made once more, for the years that are known by now. Years that a formula gives
/// from published figures count; what rests on an assumption does not.
enum Scorer {
    static func scores(earlier: Plan, now: Plan) -> [Scorecard.Score] {
        let cells = newlyKnown(earlier: earlier, now: now)
        let draws = draws(of: cells.map { ($0.slot, $0.level.year) }, plan: earlier)
        return zip(cells, draws).compactMap { cell, draws in
            guard draws.count > 1 else { return nil }
            let score = draws.withUnsafeBufferPointer { ForecastScore(draws: $0, value: cell.level.value) }
            func quantile(_ probability: Double) -> Double {
                let position = QuantilePosition(type7: probability, of: draws.count)
                return position.value(lower: draws[position.lowerRank], upper: draws[position.upperRank])
            }
            return Scorecard.Score(
                slot: cell.slot, year: cell.level.year, actual: cell.level, median: quantile(0.5),
                lower80: quantile(0.1), upper80: quantile(0.9), score: score)
        }
    }

    private static func newlyKnown(earlier: Plan, now: Plan) -> [(slot: Int, level: KnownLevel)] {
        let (then, known) = (KnownLevels(plan: earlier), KnownLevels(plan: now))
        return earlier.series.indices.flatMap { slot in
            known.all(slot: slot).filter { level in
                let years = max(earlier.grid.first, earlier.series[slot].firstForecastYear)...earlier.grid.last
                return years.contains(level.year) && !level.restsOnAssumption && then[slot, level.year] == nil
            }.map { (slot, $0) }
        }
    }

    /// The finite draws of each cell, in order of size.
    private static func draws(of cells: [(slot: Int, year: Int)], plan: Plan) -> [[Double]] {
        guard !cells.isEmpty else { return [] }
        let evaluator = BlockEvaluator(
            plan: plan, source: plan.pointSource, central: CentralPath(plan: plan))
        var draws = [[Double]](repeating: [], count: cells.count)
        for replicate in 0..<Sampling.replicateCount {
            for block in BlockEvaluator.blocks(of: plan.draws.drawCount(ofReplicate: replicate)) {
                evaluator.evaluate(replicate: replicate, block)
                for (index, cell) in cells.enumerated() {
                    let values = evaluator.values(slot: cell.slot, row: plan.grid.row(of: cell.year))
                    draws[index] += UnsafeBufferPointer(start: values, count: block.count).lazy.filter(\.isFinite)
                }
            }
        }
        return draws.map { $0.sorted() }
    }
}
