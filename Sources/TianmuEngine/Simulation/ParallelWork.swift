import TianmuNumerics

/// The one place that opens task groups: the same work for many indices, on as many threads as allowed.
package enum ParallelWork {
    /// Does `body` for 0 ..< `count` and returns the results in order: the number of threads changes none of them.
    /// - Parameter threads: 0 for one each processor.
    package static func map<Result: Sendable>(
        _ count: Int, threads: Int, _ body: @Sendable @escaping (Int) -> Result
    ) async -> [Result] {
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
