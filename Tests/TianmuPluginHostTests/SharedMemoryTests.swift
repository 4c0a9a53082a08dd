import Glibc
import Testing
import TianmuModel
import TianmuTesting

@testable import TianmuPluginHost
@testable import TianmuWorker

/// Numbers that travel in shared memory: the same as in lines, and nothing that a worker does to the memory hurts us.
@Suite(.enabled(if: Workers.hasPython, "python3 is not installed")) struct SharedMemoryTests {
    @Test(
        "A worker that shares memory gives what it gives in lines, also where it tries to delete the memory",
        arguments: ["shared", "shared-delete", "shared-hole-behind"])
    func good(fault: String) {
        let outcome = Workers.outcome(of: Workers.misbehaving(fault))
        #expect(outcome.fault == nil)
        #expect(outcome.paths == [Double](repeating: 100, count: 12))
    }

    @Test(
        "A worker that spoils the memory is refused by what is wrong, and the next request finds it whole",
        arguments: [
            ("shared-shorter", "changed the size of the shared memory (8 bytes, not 192) in a projection"),
            ("shared-empty", "changed the size of the shared memory (0 bytes, not 192) in a projection"),
            ("shared-longer", "changed the size of the shared memory (200 bytes, not 192) in a projection"),
            ("shared-nan", "sent numbers that are not finite in a projection"),
            ("shared-unwritten", "left 12 of 12 numbers unwritten in a projection"),
            ("shared-partly", "left 1 of 12 numbers unwritten in a projection"),
            ("shared-error", "reported an error (out of cheese) in a projection"),
        ])
    func spoilt(fault: String, sentence: String) throws {
        let worker = Worker(Workers.misbehaving(fault))
        let model = WorkerModel(try worker.models()[0], in: worker)
        #expect(worker.sharesMemory)
        for _ in 0..<2 {
            let fitted = try model.fit(Workers.context)
            var table = ProjectionTable(yearCount: 3, drawCount: 4, parameterNormalCount: 0, seed: nil)
            table.project(fitted)
            #expect(fitted.failure?.en.contains(sentence) == true, "\(fitted.failure?.en ?? "no fault")")
            #expect(table.paths.allSatisfy { $0.isNaN })
        }
    }

    @Test("A worker that crashes with shared memory is started again with memory of its own")
    func restart() {
        let file = TemporaryFile()
        let outcome = Workers.outcome(of: Workers.misbehaving("shared-once", at: "project", file.path))
        #expect(outcome.fault == nil)
        #expect(outcome.paths == [Double](repeating: 100, count: 12))
    }

    @Test("Requests of several sizes, from several threads, get each what it asked for")
    func sizes() async throws {
        let worker = Worker(Workers.misbehaving("shared"))
        let model = WorkerModel(try worker.models()[0], in: worker)
        let fitted = try model.fit(Workers.context)
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<24 {
                group.addTask {
                    var table = ProjectionTable(
                        yearCount: 1 + number % 4, drawCount: 1 + 97 * (number % 7), parameterNormalCount: 0,
                        seed: UInt64(number))
                    table.project(fitted)
                    return table.paths == table.innovations.map { 100 + $0 }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test("A worker is not asked to share where that is not offered, and may not take what is not offered")
    func notOffered() {
        var command = Workers.misbehaving("shared")
        command.offersSharedMemory = false
        #expect(Workers.outcome(of: command).paths == [Double](repeating: 100, count: 12))
        #expect(
            Workers.outcome(of: Workers.misbehaving("pigeon")).fault
                == "the worker 'bad' takes the transport 'pigeon', which was not offered, at hello")
    }

    @Test("A table that is read while it is made shorter ends in a fault and no signal")
    func table() throws {
        let file = TemporaryFile()
        let table = SharedTable(owning: open(file.path, O_RDWR | O_CREAT, 0o600))
        try table.resize(to: 3)
        try table.write([1.5, -2], at: 1)
        #expect(try table.byteCount() == 24)
        #expect(try table.read(3, at: 0) == [0, 1.5, -2])
        #expect(try SharedTable(path: table.path).read(2, at: 1) == [1.5, -2])
        try table.resize(to: 1)
        #expect(throws: SharedTable.Fault(reason: "end of file")) { try table.read(3, at: 0) }
        #expect(throws: SharedTable.Fault(reason: "No such file or directory")) { try SharedTable(path: "none/at/all") }
    }
}
