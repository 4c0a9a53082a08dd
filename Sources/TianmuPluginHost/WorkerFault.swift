import TianmuModel
import TianmuWorker

/// What a worker did wrong, with its name and its last words: the reason of a refusal.
package struct WorkerFault: Error, Equatable, Sendable {
    package enum Stage: String, Sendable {
        case start, hello, fit, project, release, bye
    }

    package enum Cause: Error, Equatable, Sendable {
        /// What to do about it, if we know.
        case cannotStart(program: String, reason: String, hint: LocalizedText?)
        case exited(code: Int32)
        case killed(signal: Int32)
        case closedOutput
        case hung(seconds: Double)
        case tooLong(bytes: Int)
        /// Not JSON, or a member that is missing or of the wrong kind.
        case badAnswer(LocalizedText)
        case wrongID(have: Int?, need: Int)
        case wrongProtocol(have: Int?)
        case noModels
        case badDescriptor(LocalizedText)
        case duplicateModel(ModelID)
        case notBase64
        case wrongLength(have: Int, need: Int)
        /// The system refuses shared memory.
        case memory(reason: String)
        /// In bytes: somebody made the shared memory shorter or longer.
        case memorySize(have: Int, need: Int)
        /// Paths are as they were before the model got to them.
        case unwritten(count: Int, of: Int)
        case wrongTransport(String)
        case notFinite
        /// A level of a model that takes levels above zero only.
        case notPositive(Double)
        /// Fitted anew after a restart, it takes another number of normals.
        case otherFit
        /// The worker itself says that it cannot.
        case reported(LocalizedText)
        /// It did not end when it was told to.
        case stayed(seconds: Double)
    }

    package var worker: String
    package var stage: Stage
    package var cause: Cause
    /// The end of its standard error, in one line.
    package var lastWords = ""
    /// How often it failed, if it is not started again.
    package var failures: Int?

    /// One sentence.
    package var message: LocalizedText {
        // Some of it are words of the worker's.
        let cause = cause.words.plain(limit: 700)
        let during = stage.words
        let log =
            lastWords.isEmpty
            ? LocalizedText("") : LocalizedText(zh: "；其日志末尾：\(lastWords)", en: "; its log ends: \(lastWords)")
        let end = failures.map {
            LocalizedText(zh: "；已失败 \($0) 次，不再启动", en: "; it failed \($0) times and is not started again")
        }
        return LocalizedText(
            zh: "外部模型程序“\(worker)”在\(during.zh)时\(cause.zh)\(end?.zh ?? "")\(log.zh)",
            en: "the worker '\(worker)' \(cause.en) \(during.en)\(end?.en ?? "")\(log.en)")
    }
}

extension WorkerFault.Cause {
    /// The process ended by itself: it is started again, and the request repeated.
    var isCrash: Bool {
        switch self {
        case .exited, .killed, .closedOutput: true
        default: false
        }
    }

    /// The numbers are wrong but the conversation goes on.
    var leavesProcess: Bool {
        switch self {
        case .notBase64, .wrongLength, .memorySize, .unwritten, .notFinite, .notPositive, .reported, .otherFit: true
        default: false
        }
    }
}

extension WorkerFault.Stage {
    fileprivate var words: LocalizedText {
        switch self {
        case .start: LocalizedText(zh: "启动", en: "at its start")
        case .hello: LocalizedText(zh: "问候（hello）", en: "at hello")
        case .fit: LocalizedText(zh: "拟合（fit）", en: "in a fit")
        case .project: LocalizedText(zh: "推算（project）", en: "in a projection")
        case .release: LocalizedText(zh: "释放（release）", en: "at a release")
        case .bye: LocalizedText(zh: "告别（bye）", en: "at bye")
        }
    }
}

extension WorkerFault.Cause {
    fileprivate var words: LocalizedText {
        switch self {
        case .cannotStart(let program, let reason, let hint):
            LocalizedText(
                zh: "无法运行（\(program)：\(reason)\(hint.map { "；\($0.zh)" } ?? "")）",
                en: "cannot be run (\(program): \(reason)\(hint.map { "; \($0.en)" } ?? ""))")
        case .exited(let code): LocalizedText(zh: "退出（退出码 \(code)）", en: "ended with exit code \(code)")
        case .killed(let signal): LocalizedText(zh: "崩溃（信号 \(signal)）", en: "crashed (signal \(signal))")
        case .closedOutput: LocalizedText(zh: "关闭了标准输出", en: "closed its standard output")
        case .hung(let seconds):
            LocalizedText(zh: "超过 \(seconds.short) 秒没有回答", en: "gave no answer within \(seconds.short) s")
        case .tooLong(let bytes): LocalizedText(zh: "的回答超过 \(bytes) 字节", en: "answered more than \(bytes) bytes")
        case .badAnswer(let text): LocalizedText(zh: "的回答不合协议：\(text.zh)", en: "broke the protocol (\(text.en))")
        case .wrongID(let have, let need):
            LocalizedText(
                zh: "回答了别的请求（id \(have.map(String.init) ?? "无")，应为 \(need)）",
                en: "answered another request (id \(have.map(String.init) ?? "none"), not \(need))")
        case .wrongProtocol(let have):
            LocalizedText(
                zh: "使用的协议版本是 \(have.map(String.init) ?? "无")，应为 1",
                en: "speaks protocol version \(have.map(String.init) ?? "none"), not 1,")
        case .noModels: LocalizedText(zh: "没有给出模型", en: "offered no model")
        case .badDescriptor(let text):
            LocalizedText(zh: "的模型说明不合规：\(text.zh)", en: "sent a wrong descriptor (\(text.en))")
        case .duplicateModel(let id):
            LocalizedText(zh: "给出两个都叫“\(id)”的模型", en: "offered two models called '\(id)'")
        case .notBase64: LocalizedText(zh: "给出的不是 base64 数据", en: "sent numbers that are no base64")
        case .wrongLength(let have, let need):
            LocalizedText(zh: "给出 \(have) 个数，应为 \(need) 个", en: "sent \(have) numbers, not \(need),")
        case .memory(let reason):
            LocalizedText(zh: "的共享内存无法读写（\(reason)）", en: "has shared memory that cannot be used (\(reason))")
        case .memorySize(let have, let need):
            LocalizedText(
                zh: "改变了共享内存的大小（\(have) 字节，应为 \(need) 字节）",
                en: "changed the size of the shared memory (\(have) bytes, not \(need))")
        case .unwritten(let count, let all):
            LocalizedText(
                zh: "没有写出 \(all) 个数中的 \(count) 个", en: "left \(count) of \(all) numbers unwritten")
        case .wrongTransport(let name):
            LocalizedText(zh: "选择了没有提供的传送方式“\(name)”", en: "takes the transport '\(name)', which was not offered,")
        case .notFinite: LocalizedText(zh: "给出的数不是有限的数", en: "sent numbers that are not finite")
        case .notPositive(let value):
            LocalizedText(
                zh: "给出小于 0 的水平值 \(value)，而模型说明只用大于 0 的值（requiresPositiveValues）",
                en: "sent a level of \(value), though its descriptor asks for values above zero "
                    + "(requiresPositiveValues),")
        case .otherFit:
            LocalizedText(zh: "重新拟合后与原先不一致", en: "fitted otherwise than before")
        case .reported(let text): LocalizedText(zh: "报告错误：\(text.zh)", en: "reported an error (\(text.en))")
        case .stayed(let seconds):
            LocalizedText(zh: "没有在 \(seconds.short) 秒内结束", en: "did not end within \(seconds.short) s")
        }
    }
}

extension Double {
    /// Without a needless `.0`.
    fileprivate var short: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
