import Glibc
import TianmuModel

/// Serves growth models to `tianmu` over standard input and output until the input ends: the whole main program of a worker.
///
///     import TianmuWorker
///     serve([MyModel()])
///
/// What the models print goes to standard error, which is the worker's log. Requests are answered one at a time.
/// The protocol is version 1 of Plugins/PROTOCOL.md.
public func serve(_ models: [any GrowthModel]) {
    func served(_ model: some GrowthModel) -> ServedModel { ServedModel(model) }
    serve(models.map { served($0) })
}

/// The same for models that are no ``GrowthModel``.
package func serve(_ models: [ServedModel]) {
    endAtOnceOnCrash()
    // Standard output belongs to the protocol: a stray print would spoil it.
    let output = dup(STDOUT_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    var server = Server(models: models)
    while let line = readLine(strippingNewline: true) {
        guard let answer = server.answer(Array(line.utf8)) else { return }
        guard write(answer, to: output) else { return }
    }
}

private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }
}

/// Answers requests; keeps fitted values by the host's numbers.
struct Server {
    private let models: [ModelID: ServedModel]
    private let descriptors: [WireDescriptor]
    private var fits: [Int: ServedFit] = [:]

    init(models: [ServedModel]) {
        self.models = Dictionary(models.map { ($0.descriptor.id, $0) }, uniquingKeysWith: { first, _ in first })
        descriptors = models.map(\.descriptor)
    }

    /// The line that answers one line; `nil` when that was the last.
    mutating func answer(_ line: [UInt8]) -> [UInt8]? {
        var answer = WireAnswer(id: nil)
        do {
            let request = try WireCoding.read(WireRequest.self, from: line)
            if request.type == .bye { return nil }
            answer.id = request.id
            try fill(&answer, request)
        } catch let refusal as ModelRefusal {
            answer.refusal = WireRefusal(refusal)
        } catch let fault as WireFault {
            answer.error = WireText(fault.message)
        } catch let fault as SharedTable.Fault {
            answer.error = WireText(
                LocalizedText(zh: "共享内存：\(fault.reason)", en: "shared memory: \(fault.reason)"))
        } catch {
            answer.error = WireText(LocalizedText("\(error)"))
        }
        do throws(WireFault) {
            return try WireCoding.line(answer)
        } catch {
            // A report with a number that JSON does not have.
            var plain = WireAnswer(id: answer.id)
            plain.error = WireText(error.message)
            return try? WireCoding.line(plain)
        }
    }

    private mutating func fill(_ answer: inout WireAnswer, _ request: WireRequest) throws {
        switch request.type {
        case .hello:
            answer.protocol = WireProtocol.version
            answer.models = descriptors
            if let path = request.sharedMemory, (try? SharedTable(path: path)) != nil {
                answer.transport = WireProtocol.sharedMemory
            }
        case .fit:
            guard let id = request.model, let model = models[id], let number = request.fit,
                let context = request.context
            else { throw WireFault(LocalizedText(zh: "没有这个模型", en: "there is no such model")) }
            let fit = try model.fit(context)
            fits[number] = fit
            answer.parameterNormalCount = fit.parameterNormalCount
            answer.report = fit.report
        case .project:
            guard let fit = request.fit.flatMap({ fits[$0] }) else {
                throw WireFault(LocalizedText(zh: "没有这个拟合结果", en: "there is no such fit"))
            }
            if let path = request.sharedMemory {
                let shared = try SharedTable(path: path)
                var table = try ServedTable(request, in: shared, parameterNormalCount: fit.parameterNormalCount)
                try fit.project(&table)
                try shared.write(table.paths, at: table.inputCount)
            } else {
                var table = try ServedTable(request, parameterNormalCount: fit.parameterNormalCount)
                try fit.project(&table)
                answer.paths = WireCoding.base64(table.paths)
            }
        case .release:
            for number in request.fits ?? [] { fits[number] = nil }
        case .bye:
            break
        }
    }
}
