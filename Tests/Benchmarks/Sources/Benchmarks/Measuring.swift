#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What one workload took: one line of JSON.
struct Measurement {
    var workload: String
    /// Wall time of each repetition.
    var seconds: [Double] = []
    /// Processor time of each, of all threads together: other people's load disturbs it less.
    var processorSeconds: [Double] = []
    /// Whatever else should be read beside the seconds.
    var notes: [(String, Double)] = []

    var line: String {
        let sorted = seconds.sorted()
        let fields =
            [
                ("minimum", sorted.first ?? .nan), ("median", sorted.isEmpty ? .nan : sorted[sorted.count / 2]),
                ("processor", processorSeconds.min() ?? .nan),
            ] + notes
        return "{\"workload\": \"\(workload)\", " + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }

    /// Runs `body` once to warm up, unless told not to, and then `repeats` times.
    static func measure(
        _ workload: String, repeats: Int, warmUp: Bool = true, _ body: () async throws -> Void
    ) async rethrows -> Measurement {
        if warmUp { try await body() }
        var measurement = Measurement(workload: workload)
        for _ in 0..<repeats {
            let (start, ticks) = (ContinuousClock.now, clock())
            try await body()
            measurement.processorSeconds.append(Double(clock() - ticks) / Double(CLOCKS_PER_SEC))
            measurement.seconds.append((ContinuousClock.now - start) / .seconds(1))
        }
        return measurement
    }
}

/// The most memory that this process has had at once, in MiB.
func peakMebibytes() -> Double {
    var usage = rusage()
    #if os(Linux)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    #else
        getrusage(RUSAGE_SELF, &usage)
        return Double(usage.ru_maxrss) / 1_048_576
    #endif
}
