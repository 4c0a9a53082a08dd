internal import Synchronization

/// The one place that opens task groups: the same work for many indices, on as many threads as allowed.
package enum ParallelWork {
    /// Does `body` for 0 ..< `count` and returns the results in order: the number of threads changes none of them.
    /// - Parameter threads: 0 for one each processor.
    package static func map<Result: Sendable>(
        _ count: Int, threads: Int, _ body: @Sendable @escaping (Int) -> Result
    ) async -> [Result] {
        await map(count, threads: threads, state: { _ in () }, { index, _ in body(index) })
    }

    /// The same with a state for each thread, such as its buffers. Whichever thread is free takes the next index.
    /// - Parameter state: made by the thread with this number, from 0.
    package static func map<State, Result: Sendable>(
        _ count: Int, threads: Int, state: @Sendable @escaping (Int) -> State,
        _ body: @Sendable @escaping (Int, State) -> Result
    ) async -> [Result] {
        let threads = max(1, min(count, threads > 0 ? threads : ThreadCount.available))
        guard threads > 1 else {
            let own = state(0)
            return (0..<count).map { body($0, own) }
        }
        let queue = Queue(count: count)
        return await withTaskGroup(of: [(Int, Result)].self) { group in
            for thread in 0..<threads {
                group.addTask {
                    let own = state(thread)
                    var results: [(Int, Result)] = []
                    while let index = queue.take() { results.append((index, body(index, own))) }
                    return results
                }
            }
            var results: [(Int, Result)] = []
            for await part in group { results += part }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Numbers 0 ..< count, each handed out once.
    private final class Queue: Sendable {
        private let count: Int
        private let taken = Atomic(0)

        init(count: Int) { self.count = count }

        func take() -> Int? {
            let number = taken.wrappingAdd(1, ordering: .relaxed).oldValue
            return number < count ? number : nil
        }
    }
}
