import CPluginHost
import Synchronization
import TianmuModel
import TianmuWorker

/// A worker with its whole life: started when it is first needed, started again when it failed, ended when nobody holds
/// it any more.
///
/// One process and one request at a time: threads wait for each other. (A process for each thread would cost a start of
/// Python for each, more than the models that we know take for a whole run.)
package final class Worker: Sendable {
    /// Bytes of a line beside the numbers in it.
    private static let lineLimit = 4 << 20
    /// How long a worker may take to go by itself where that is tried.
    private static let leaveSeconds = 2.0

    private struct State {
        var process: WorkerProcess?
        /// What the present process shares with us; `nil` if numbers travel in the lines.
        var memory: SharedTable?
        var nextID = 1
        var nextFit = 1
        /// The fits that the present process has.
        var known: Set<Int> = []
        var failureCount = 0
        /// Why it is not started again.
        var verdict: WorkerFault?
    }

    package let command: WorkerCommand
    private let state: Mutex<State>
    /// Fits that nobody holds any more, to be told when there are some.
    private let released = Mutex<[Int]>([])

    /// Starts nothing yet.
    package init(_ command: WorkerCommand) {
        self.command = command
        state = Mutex(State())
    }

    /// Starts it, and asks what it has.
    /// - Throws: also where two models have one id.
    package func models() throws(WorkerFault) -> [ModelDescriptor] {
        try state.withLock { state throws(WorkerFault) in
            if let verdict = state.verdict { throw verdict }
            do throws(WorkerFault.Cause) {
                return try hello(&state)
            } catch {
                // What fails at once fails again: there is no second try.
                state.failureCount = command.limits.mostFailures
                throw fail(&state, .hello, error)
            }
        }
    }

    /// Whether the numbers of the present process travel in shared memory.
    package var sharesMemory: Bool { state.withLock { $0.memory != nil } }

    /// A number for a new fit.
    func newFit() -> Int {
        state.withLock { state in
            state.nextFit += 1
            return state.nextFit - 1
        }
    }

    /// Fits, after a crash once more.
    func fit(_ number: Int, model: ModelID, context: WireContext) throws(WorkerFault) -> WireAnswer {
        try state.withLock { state throws(WorkerFault) in
            try twice(&state, .fit) { (state) throws(WorkerFault.Cause) in
                try fit(&state, number, model, context)
            }
        }
    }

    /// Projects; a process that does not know the fit, as after a crash, fits first.
    /// - Returns: the paths, as many as must be, all finite but for draws whose drivers are not.
    func project(
        _ numbers: ProjectionNumbers, fit number: Int, model: ModelID, context: WireContext, parameterNormalCount: Int
    ) throws(WorkerFault) -> [Double] {
        try state.withLock { state throws(WorkerFault) in
            try twice(&state, .project) { (state) throws(WorkerFault.Cause) in
                if state.process == nil { _ = try hello(&state) }
                if !state.known.contains(number) {
                    let answer = try fit(&state, number, model, context)
                    guard answer.refusal == nil, answer.parameterNormalCount ?? 0 == parameterNormalCount else {
                        throw .otherFit
                    }
                }
                var request = numbers.request
                request.fit = number
                if let memory = state.memory {
                    try numbers.fill(&request, in: memory)
                } else {
                    numbers.fill(&request)
                }
                let answer = try ask(
                    &state, request, seconds: command.limits.projectSeconds,
                    limit: numbers.pathCount * 11 + Self.lineLimit)
                return try numbers.paths(answer, in: state.memory)
            }
        }
    }

    /// The fit is of no more use. Told to the worker now and then, many at a time.
    func release(_ number: Int) { released.withLock { $0.append(number) } }

    /// Has it forget a fit and end, as it must be able to. It is of no more use then.
    package func leave() throws(WorkerFault) {
        try state.withLock { state throws(WorkerFault) in
            guard let process = state.process else { return }
            var stage = WorkerFault.Stage.release
            do throws(WorkerFault.Cause) {
                var request = WireRequest(.release, id: 0)
                request.fits = state.known.sorted()
                state.known = []
                _ = try ask(&state, request, seconds: command.limits.fitSeconds, limit: Self.lineLimit)
                stage = .bye
                try process.leave(seconds: Self.leaveSeconds)
                state.process = nil
            } catch {
                throw fail(&state, stage, error)
            }
        }
    }

    // MARK: - Under the lock

    /// Does `work`, and once more if the process ended by itself.
    private func twice<Result>(
        _ state: inout State, _ stage: WorkerFault.Stage, _ work: (inout State) throws(WorkerFault.Cause) -> Result
    ) throws(WorkerFault) -> Result {
        if let verdict = state.verdict { throw verdict }
        do throws(WorkerFault.Cause) {
            return try work(&state)
        } catch {
            let fault = fail(&state, stage, error)
            guard error.isCrash, state.verdict == nil else { throw fault }
        }
        do throws(WorkerFault.Cause) {
            return try work(&state)
        } catch {
            throw fail(&state, stage, error)
        }
    }

    /// Ends the process where it cannot be trusted any more, and counts.
    private func fail(_ state: inout State, _ stage: WorkerFault.Stage, _ cause: WorkerFault.Cause) -> WorkerFault {
        var fault = WorkerFault(worker: command.name, stage: stage, cause: cause)
        if case .cannotStart = cause { fault.stage = .start }
        if cause.leavesProcess {
            fault.lastWords = state.process?.lastWords ?? ""
            return fault
        }
        state.process?.end()
        fault.lastWords = state.process?.lastWords ?? ""
        state.process = nil
        state.memory = nil
        state.failureCount += 1
        if state.failureCount >= command.limits.mostFailures {
            if stage != .hello { fault.failures = state.failureCount }
            state.verdict = fault
        }
        return fault
    }

    /// Starts the process, and checks what it says of itself.
    private func hello(_ state: inout State) throws(WorkerFault.Cause) -> [ModelDescriptor] {
        if state.process == nil {
            state.process = try WorkerProcess(command.words, graceSeconds: command.limits.graceSeconds)
            state.known = []
            state.nextID = 1
        }
        var request = WireRequest(.hello, id: 0)
        request.protocol = WireProtocol.version
        request.transports = [WireProtocol.base64]
        let memory = command.offersSharedMemory ? SharedTable.nameless() : nil
        if let memory {
            request.transports?.append(WireProtocol.sharedMemory)
            request.sharedMemory = memory.path
        }
        let answer = try ask(&state, request, seconds: command.limits.helloSeconds, limit: Self.lineLimit)
        guard answer.protocol == WireProtocol.version else { throw .wrongProtocol(have: answer.protocol) }
        guard let wires = answer.models, !wires.isEmpty else { throw .noModels }
        let transport = answer.transport ?? WireProtocol.base64
        guard request.transports?.contains(transport) == true else { throw .wrongTransport(transport) }
        state.memory = transport == WireProtocol.sharedMemory ? memory : nil
        var descriptors: [ModelDescriptor] = []
        for wire in wires {
            do throws(WireFault) {
                descriptors.append(try wire.descriptor())
            } catch {
                throw .badDescriptor(error.message)
            }
            guard !descriptors.dropLast().contains(where: { $0.id == wire.id }) else { throw .duplicateModel(wire.id) }
        }
        return descriptors
    }

    private func fit(
        _ state: inout State, _ number: Int, _ model: ModelID, _ context: WireContext
    ) throws(WorkerFault.Cause) -> WireAnswer {
        if state.process == nil { _ = try hello(&state) }
        var request = WireRequest(.fit, id: 0)
        request.fit = number
        request.model = model
        request.context = context
        let answer = try ask(&state, request, seconds: command.limits.fitSeconds, limit: Self.lineLimit)
        guard answer.refusal == nil else { return answer }
        let count = answer.parameterNormalCount ?? 0
        guard (0...1000).contains(count) else {
            throw .badAnswer(
                LocalizedText(
                    zh: "parameterNormalCount 须在 0 与 1000 之间", en: "parameterNormalCount must lie in 0...1000"))
        }
        guard (0...1).contains(answer.report?.priorShare ?? 0) else {
            throw .badAnswer(
                LocalizedText(zh: "report 中的 priorShare 须在 0 与 1 之间", en: "priorShare in the report must lie in 0...1"))
        }
        guard answer.report?.observationCount ?? 0 >= 0 else {
            throw .badAnswer(
                LocalizedText(
                    zh: "report 中的 observationCount 不得小于 0", en: "observationCount in the report must not be below 0"))
        }
        state.known.insert(number)
        return answer
    }

    /// One request and its answer.
    private func ask(
        _ state: inout State, _ request: WireRequest, seconds: Double, limit: Int
    ) throws(WorkerFault.Cause) -> WireAnswer {
        tellReleased(&state)
        guard let process = state.process else { throw .closedOutput }
        var request = request
        request.id = state.nextID
        state.nextID += 1
        let line: [UInt8]
        do throws(WireFault) {
            line = try WireCoding.line(request)
        } catch {
            throw .badAnswer(error.message)
        }
        let received = try process.exchange(line, seconds: seconds, limit: limit)
        let answer: WireAnswer
        do throws(WireFault) {
            answer = try WireCoding.read(WireAnswer.self, from: received)
        } catch {
            throw .badAnswer(error.message)
        }
        guard answer.id == request.id else { throw .wrongID(have: answer.id, need: request.id) }
        if let error = answer.error { throw .reported(error.text.reason(limit: 500)) }
        return answer
    }

    /// Lets the worker forget, some dozens at a time so that it costs nothing.
    private func tellReleased(_ state: inout State) {
        let numbers = released.withLock { numbers -> [Int] in
            guard numbers.count >= 64 else { return [] }
            defer { numbers = [] }
            return numbers
        }
        let fits = numbers.filter(state.known.contains)
        guard !fits.isEmpty, let process = state.process else { return }
        state.known.subtract(fits)
        var request = WireRequest(.release, id: state.nextID)
        state.nextID += 1
        request.fits = fits
        // A worker that fails here fails again at the request that follows, where it is told.
        _ = try? process.exchange(
            (try? WireCoding.line(request)) ?? [], seconds: command.limits.fitSeconds, limit: Self.lineLimit)
    }
}

extension SharedTable {
    /// In memory and without a name, so that nothing is left of it whoever crashes; `nil` where the system has no such
    /// thing, or counts its bytes the other way round.
    fileprivate static func nameless() -> SharedTable? {
        guard 1.littleEndian == 1 else { return nil }
        let descriptor = tianmu_memory_open()
        return descriptor < 0 ? nil : SharedTable(owning: descriptor)
    }
}

extension LocalizedText {
    static func missing(_ name: String) -> LocalizedText {
        LocalizedText(zh: "缺少“\(name)”", en: "'\(name)' is missing")
    }
}
