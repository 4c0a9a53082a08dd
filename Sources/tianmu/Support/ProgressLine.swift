import Glibc
import Synchronization

/// A line on the terminal that says how far a run is, once it has lasted a second.
final class ProgressLine: Sendable {
    private struct State {
        var lastPercent = -1
        var isShown = false
    }

    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// `nil` where nobody looks: standard error is no terminal.
    init?() {
        guard Environment.errorIsTerminal else { return nil }
        // Whoever interrupts finds an empty line; only what is safe in a signal handler, and then the end as usual.
        signal(SIGINT) { number in
            let clear: StaticString = "\r\u{1B}[K"
            _ = write(STDERR_FILENO, clear.utf8Start, clear.utf8CodeUnitCount)
            signal(number, SIG_DFL)
            raise(number)
        }
    }

    /// - Parameter share: 0...1; may come from any thread, in any order.
    func update(_ share: Double) {
        guard ContinuousClock.now - start > .seconds(1) else { return }
        state.withLock { state in
            let percent = Int(share * 100)
            guard percent > state.lastPercent else { return }
            state.lastPercent = percent
            state.isShown = true
            let filled = percent / 4
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 25 - min(25, filled))
            Console.status("\r\(bar) \(percent)%")
        }
    }

    /// Clears the line.
    func finish() {
        state.withLock { state in
            if state.isShown { Console.status("\r\u{1B}[K") }
        }
    }
}
