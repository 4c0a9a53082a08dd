import TianmuNumerics

/// Work that is cut into ``Sampling/replicateCount`` replicates.
package enum Replicates {
    /// Does `body` for every replicate, on as many threads as allowed (0: as the machine has), and returns the results
    /// in order.
    package static func each<Result: Sendable>(
        threads: Int, _ body: @Sendable @escaping (Int) -> Result
    ) async -> [Result] {
        let count = Sampling.replicateCount
        let threads = max(1, min(count, threads > 0 ? threads : ThreadCount.available))
        guard threads > 1 else { return (0..<count).map(body) }
        return await withTaskGroup(of: [(Int, Result)].self) { group in
            for thread in 0..<threads {
                group.addTask {
                    stride(from: thread, to: count, by: threads).map { ($0, body($0)) }
                }
            }
            var results: [(Int, Result)] = []
            for await part in group { results += part }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
