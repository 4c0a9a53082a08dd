import ArgumentParser
import Synchronization
import TianmuEngine
import TianmuModel
import TianmuReport

/// Wall time of the steps of one command.
final class Stopwatch: Sendable {
    private struct State {
        var step: WorkStep?
        var since = ContinuousClock.now
        var spent: [WorkStep: Duration] = [:]
    }

    private let state = Mutex(State())

    /// Ends the step before, and begins one; `nil` ends the last.
    func begin(_ step: WorkStep?) {
        let now = ContinuousClock.now
        state.withLock { state in
            if let last = state.step { state.spent[last, default: .zero] += now - state.since }
            state.step = step
            state.since = now
        }
    }

    /// What was measured up to now.
    func report() -> TimingReport {
        begin(nil)
        let spent = state.withLock { $0.spent }
        return TimingReport(
            steps: WorkStep.allCases.compactMap { step in spent[step].map { (step, $0 / .seconds(1)) } })
    }
}

/// What commands take that tell how long they took.
struct TimingOptions: ParsableArguments {
    @Flag(help: "Tell on standard error how long each step took. 在标准错误上给出各步骤用时。")
    var timings = false

    /// `nil` where nobody asks.
    func watch() -> Stopwatch? { timings ? Stopwatch() : nil }

    /// Prints what `watch` measured; as JSON where the result is.
    static func tell(_ watch: Stopwatch?, _ output: OutputOptions) throws {
        guard let report = watch?.report() else { return }
        Console.message(
            output.format == .json ? try report.json() : "\n" + report.text(output.language))
    }
}
