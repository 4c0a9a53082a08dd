import CPluginHost
import Glibc
import TianmuModel
import TianmuWorker

/// One running worker: lines go in, lines come out, its log is kept. Used by one thread at a time.
///
/// Pipes do not block and are all watched together, so that a worker that floods one of them or reads nothing can fill
/// them as it likes: what counts is the deadline.
final class WorkerProcess {
    /// Bytes of the log that are kept.
    private static let logLimit = 4096
    /// How long after its last output a worker that crashed may take to be gone.
    private static let endMilliseconds: Int32 = 300

    /// Nobody waits for an answer to it.
    private static let farewell = Array(#"{"id":0,"type":"bye"}"#.utf8) + [UInt8(ascii: "\n")]

    private let handle: OpaquePointer
    private let grace: Int32
    private var received: [UInt8] = []
    private var log: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    /// - Throws: the program, and what the system says, such as "No such file or directory".
    init(_ words: [String], graceSeconds: Double) throws(WorkerFault.Cause) {
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var failure: Int32 = 0
        guard let program = words.first else { throw .cannotStart(program: "", reason: "no command", hint: nil) }
        guard let handle = tianmu_worker_start(&arguments, &failure) else {
            throw .cannotStart(
                program: program, reason: String(cString: strerror(failure)), hint: WorkerProgram.hint(program))
        }
        self.handle = handle
        grace = Int32(graceSeconds * 1000)
    }

    deinit {
        _ = send(Self.farewell[...])
        var status: Int32 = 0
        _ = tianmu_worker_end(handle, grace, grace, &status)
        tianmu_worker_free(handle)
    }

    /// Sends a line and waits for one.
    /// - Parameters:
    ///   - line: with its end.
    ///   - limit: the most bytes that an answer may have.
    /// - Throws: the worker is then of no more use.
    func exchange(_ line: [UInt8], seconds: Double, limit: Int) throws(WorkerFault.Cause) -> [UInt8] {
        let end = ContinuousClock.now + .seconds(seconds)
        var sent = 0
        var isReading = true
        var isLogging = true
        var searched = 0
        while true {
            if sent == line.count, let newline = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let answer = Array(received[..<newline])
                received.removeSubrange(...newline)
                return answer
            }
            if sent == line.count { searched = received.count }
            guard received.count <= limit else { throw .tooLong(bytes: limit) }
            guard isReading else { throw ending() }
            let left = (end - .now).milliseconds
            guard left > 0 else { throw .hung(seconds: seconds) }
            // A negative descriptor is not watched.
            var watched = [
                pollfd(fd: isReading ? tianmu_worker_output(handle) : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isLogging ? tianmu_worker_error(handle) : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: sent < line.count ? tianmu_worker_input(handle) : -1, events: Int16(POLLOUT), revents: 0),
            ]
            guard poll(&watched, 3, left) > 0 else { continue }
            if watched[1].revents != 0 { isLogging = readLog() != 0 }
            if watched[2].revents != 0, let count = send(line[sent...]) {
                sent += count
            } else if watched[2].revents != 0 {
                // It reads no more; what it still has to say may explain that.
                sent = line.count
            }
            if watched[0].revents != 0 { isReading = readAnswer() }
        }
    }

    /// Its last words in one line: the last lines of its standard error.
    var lastWords: String {
        // What is in the pipe by now, and no more: somebody may still be writing.
        for _ in 0..<16 where readLog() <= 0 { break }
        let lines = String(decoding: log, as: UTF8.self).split(whereSeparator: \.isNewline).suffix(3).map(String.init)
        return lines.map { $0.plain(limit: 200) }.filter { !$0.isEmpty }.joined(separator: " | ")
    }

    /// Says farewell, and waits for it to go by itself.
    /// - Throws: if it does not, or crashes. Its answers are ignored, its log is kept.
    func leave(seconds: Double) throws(WorkerFault.Cause) {
        _ = send(Self.farewell[...])
        tianmu_worker_close_input(handle)
        let end = ContinuousClock.now + .seconds(seconds)
        var status: Int32 = 0
        while !tianmu_worker_wait(handle, 10, &status) {
            guard end > .now else { throw .stayed(seconds: seconds) }
            // Somebody who still writes must not wait for us.
            while readLog() > 0, end > .now {}
            while read(tianmu_worker_output(handle), &chunk, chunk.count) > 0, end > .now {}
        }
        let signal = status & 0x7F
        guard signal == 0 else { throw .killed(signal: signal) }
    }

    /// Asks it to end, and makes it.
    func end() {
        var status: Int32 = 0
        _ = tianmu_worker_end(handle, 0, grace, &status)
    }

    /// Why there is no more output.
    private func ending() -> WorkerFault.Cause {
        var status: Int32 = 0
        guard tianmu_worker_wait(handle, Self.endMilliseconds, &status) else { return .closedOutput }
        let signal = status & 0x7F
        return signal == 0 ? .exited(code: (status >> 8) & 0xFF) : .killed(signal: signal)
    }

    /// How many bytes went through; `nil` if nobody reads.
    private func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        let count = bytes.withUnsafeBytes { write(tianmu_worker_input(handle), $0.baseAddress, $0.count) }
        return count >= 0 ? count : errno == EAGAIN || errno == EINTR ? 0 : nil
    }

    /// False at the end.
    private func readAnswer() -> Bool {
        let count = read(tianmu_worker_output(handle), &chunk, chunk.count)
        guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
        received.append(contentsOf: chunk[..<count])
        return true
    }

    /// How many bytes there were: 0 at the end, below when there is nothing now.
    private func readLog() -> Int {
        let count = read(tianmu_worker_error(handle), &chunk, chunk.count)
        guard count > 0 else { return count }
        log.append(contentsOf: chunk[..<count])
        if log.count > 2 * Self.logLimit { log.removeFirst(log.count - Self.logLimit) }
        return count
    }
}

extension Duration {
    /// Rounded up, at most what poll takes.
    fileprivate var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        return Int32(
            min(max(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000, 0), 1_000_000))
    }
}
