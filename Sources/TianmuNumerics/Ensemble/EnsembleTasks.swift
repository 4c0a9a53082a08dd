internal import Synchronization

/// A loop over a few indices on several threads.
enum EnsembleTasks {
    /// The results of `body` in the order of the indices; whichever thread is free takes the next index.
    /// - Parameter body: also given the thread's number.
    static func map<Result: Sendable>(
        _ indices: Range<Int>, threads: Int, _ body: @Sendable @escaping (Int, Int) -> Result
    ) async -> [Result] {
        guard threads > 1, indices.count > 1 else { return indices.map { body($0, 0) } }
        let counter = Counter(indices.lowerBound)
        return await withTaskGroup(of: [(Int, Result)].self) { group in
            for thread in 0..<threads {
                group.addTask {
                    var results: [(Int, Result)] = []
                    while let index = counter.take(below: indices.upperBound) {
                        results.append((index, body(index, thread)))
                    }
                    return results
                }
            }
            var results: [(Int, Result)] = []
            for await part in group { results += part }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    static func map<Result: Sendable>(
        _ indices: Range<Int>, threads: Int, _ body: @Sendable @escaping (Int) -> Result
    ) async -> [Result] {
        await map(indices, threads: threads) { index, _ in body(index) }
    }

    private final class Counter: Sendable {
        private let next: Atomic<Int>

        init(_ first: Int) { next = Atomic(first) }

        func take(below end: Int) -> Int? {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            return index < end ? index : nil
        }
    }
}
