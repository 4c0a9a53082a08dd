import Synchronization
import TianmuModel
import TianmuWorker

/// A fitted value that a worker holds.
///
/// What was fitted goes with it, so that it can be fitted anew: in a worker that was started again, or after coding, when
/// it starts a worker of its own.
package struct WorkerFit: FittedModel, ReportsFailure {
    package let parameterNormalCount: Int
    package let report: FitReport
    let handle: FitHandle

    package var failure: LocalizedText? { handle.failure }

    package func project(_ block: ProjectionBlock) {
        guard let values = handle.project(block, parameterNormalCount: parameterNormalCount) else {
            return block.eachPath { $0.update(repeating: .nan) }
        }
        var place = 0
        block.eachPath { row in
            for draw in row.indices { row[draw] = values[place + draw] }
            place += row.count
        }
    }
}

/// Where the worker keeps a fit, and what happened to it.
final class FitHandle: Sendable {
    let worker: Worker
    let number: Int
    let model: ModelID
    let context: WireContext
    /// By output: whether its paths must not fall below zero.
    let isPositive: [Bool]
    private let fault = Mutex<WorkerFault?>(nil)

    init(worker: Worker, number: Int, model: ModelID, context: WireContext, isPositive: [Bool]) {
        self.isPositive = isPositive
        self.worker = worker
        self.number = number
        self.model = model
        self.context = context
    }

    deinit { worker.release(number) }

    var failure: LocalizedText? { fault.withLock { $0?.message } }

    /// Outputs × years × draws; `nil` once anything failed: half a run is none, so nothing more is asked.
    func project(_ block: ProjectionBlock, parameterNormalCount: Int) -> [Double]? {
        guard fault.withLock({ $0 == nil }) else { return nil }
        let numbers = ProjectionNumbers(
            block, parameterNormalCount: parameterNormalCount, isPositive: isPositive)
        do throws(WorkerFault) {
            return try worker.project(
                numbers, fit: number, model: model, context: context, parameterNormalCount: parameterNormalCount)
        } catch {
            fault.withLock { if $0 == nil { $0 = error } }
            return nil
        }
    }
}

extension ProjectionBlock {
    /// Output after output, year after year.
    fileprivate func eachPath(_ body: (UnsafeMutableBufferPointer<Double>) -> Void) {
        for output in 0..<outputCount {
            for year in 0..<yearCount { body(path(output: output, yearIndex: year)) }
        }
    }
}

extension WorkerFit: Codable {
    private enum CodingKeys: String, CodingKey {
        case command, model, context, isPositive, parameterNormalCount, report
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let worker = Worker(try container.decode(WorkerCommand.self, forKey: .command))
        handle = FitHandle(
            worker: worker, number: worker.newFit(), model: try container.decode(ModelID.self, forKey: .model),
            context: try container.decode(WireContext.self, forKey: .context),
            isPositive: try container.decode([Bool].self, forKey: .isPositive))
        parameterNormalCount = try container.decode(Int.self, forKey: .parameterNormalCount)
        report = try container.decode(FitReport.self, forKey: .report)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(handle.worker.command, forKey: .command)
        try container.encode(handle.model, forKey: .model)
        try container.encode(handle.context, forKey: .context)
        try container.encode(handle.isPositive, forKey: .isPositive)
        try container.encode(parameterNormalCount, forKey: .parameterNormalCount)
        try container.encode(report, forKey: .report)
    }
}

extension WorkerFit: Equatable {
    /// The same fit by the same program.
    package static func == (a: WorkerFit, b: WorkerFit) -> Bool {
        a.parameterNormalCount == b.parameterNormalCount && a.report == b.report && a.handle.model == b.handle.model
            && a.handle.context == b.handle.context && a.handle.worker.command == b.handle.worker.command
    }
}
