import Glibc

/// Numbers in a file that host and worker both have open.
///
/// It is read and written by copying and never mapped: whatever the other side does to the file, such as making it
/// shorter, can give wrong numbers but no signal. Numbers stand in the byte order of the machine that both run on.
package final class SharedTable: Sendable {
    /// What the system says.
    package struct Fault: Error, Equatable {
        package var reason: String
    }

    private let descriptor: Int32

    /// Closes `descriptor` at its end.
    package init(owning descriptor: Int32) { self.descriptor = descriptor }

    package init(path: String) throws(Fault) {
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
    }

    deinit { close(descriptor) }

    /// Where another process of this user finds it.
    package var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

    package func byteCount() throws(Fault) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        return Int(status.st_size)
    }

    /// Makes it exactly so long; new numbers are zero.
    package func resize(to count: Int) throws(Fault) {
        guard ftruncate(descriptor, 8 * count) == 0 else { throw .last }
    }

    /// Writes numbers from number `place` on.
    package func write(_ values: [Double], at place: Int) throws(Fault) {
        try transfer(values.count, place) { done, size, offset in
            values.withUnsafeBytes { pwrite(descriptor, $0.baseAddress.map { $0 + done }, size, offset) }
        }
    }

    /// Reads `count` numbers from number `place` on.
    /// - Throws: also at the end of the file.
    package func read(_ count: Int, at place: Int) throws(Fault) -> [Double] {
        var values = [Double](repeating: 0, count: count)
        try transfer(count, place) { done, size, offset in
            values.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress.map { $0 + done }, size, offset) }
        }
        return values
    }

    /// The system may take several steps.
    private func transfer(
        _ count: Int, _ place: Int, _ step: (_ done: Int, _ size: Int, _ offset: Int) -> Int
    ) throws(Fault) {
        var done = 0
        while done < 8 * count {
            let size = step(done, 8 * count - done, 8 * place + done)
            if size < 0, errno == EINTR { continue }
            guard size != 0 else { throw Fault(reason: "end of file") }
            guard size > 0 else { throw .last }
            done += size
        }
    }
}

extension SharedTable.Fault {
    /// Of the last call.
    fileprivate static var last: SharedTable.Fault { SharedTable.Fault(reason: String(cString: strerror(errno))) }
}
