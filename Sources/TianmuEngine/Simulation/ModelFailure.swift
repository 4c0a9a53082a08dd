import TianmuModel

extension Plan {
    /// Half a run of a model is none, however few its draws: to be asked after every pass over the draws.
    /// - Throws: ``SimulationError/modelFailed(model:indicators:reason:)``.
    package func checkModels() throws(SimulationError) {
        for model in models {
            guard let reason = (model.fitted as? any ReportsFailure)?.failure else { continue }
            throw .modelFailed(
                model: model.descriptor.id, indicators: model.slots.map { series[$0].id }, reason: reason)
        }
    }
}

/// For each cell, by its index, how many draws have no finite value, by cause.
typealias FailureCounts = [Int: [FailureCause: Int]]

extension FailureCounts {
    /// Those of all replicates together.
    init(merging replicates: [FailureCounts]) {
        self = replicates.reduce(into: [:]) { sum, replicate in
            sum.merge(replicate) { $0.merging($1, uniquingKeysWith: +) }
        }
    }
}

extension [FailureCause: Int] {
    /// The commonest first; of equally common ones, in the order of their names.
    var commonestFirst: [(cause: FailureCause, count: Int)] {
        map { (cause: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.cause.description.en) < ($0.count, $1.cause.description.en) }
    }
}

extension Plan {
    /// - Throws: ``SimulationError/tooManyFailures(indicator:year:cause:count:of:allowedShare:)`` for the first cell
    ///   that lost more draws than the scenario allows.
    func checkFailures(_ failures: FailureCounts) throws(SimulationError) {
        for (index, cell) in cells.enumerated() {
            guard let causes = failures[index] else { continue }
            let failed = causes.values.reduce(0, +)
            guard Double(failed) > draws.failedShare * Double(draws.count), let worst = causes.commonestFirst.first
            else { continue }
            throw .tooManyFailures(
                indicator: series[cell.slot].id, year: grid.year(ofRow: cell.row), cause: worst.cause,
                count: failed, of: draws.count, allowedShare: draws.failedShare)
        }
    }
}
