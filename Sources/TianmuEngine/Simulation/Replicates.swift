import TianmuNumerics

/// Work that is cut into ``Sampling/replicateCount`` replicates.
package enum Replicates {
    /// Does `body` for every replicate, on as many threads as allowed (0: as the machine has), and returns the results
    /// in order.
    package static func each<Result: Sendable>(
        threads: Int, _ body: @Sendable @escaping (Int) -> Result
    ) async -> [Result] {
        await ParallelWork.map(Sampling.replicateCount, threads: threads, body)
    }
}
