import Foundation
import Testing
import TianmuModel

@testable import TianmuPluginHost

/// Whatever a worker does, it ends as a sentence that names it.
@Suite(.enabled(if: Workers.hasPython, "python3 is not installed")) struct MisbehaviourTests {
    @Test(
        "A worker that behaves gives paths and no fault, and what it says beyond version 1 is ignored",
        arguments: ["", "newer"])
    func good(fault: String) {
        let outcome = Workers.outcome(of: Workers.misbehaving(fault))
        #expect(outcome.fault == nil)
        #expect(outcome.paths == [Double](repeating: 100, count: 12))
    }

    @Test(
        "A worker that crashes, ends or floods its output is refused by name, cause and place",
        arguments: [
            (
                "crash", "hello",
                "the worker 'bad' crashed (signal 11) at hello; its log ends: Traceback: the dog ate it"
            ),
            ("crash", "fit", "the worker 'bad' crashed (signal 11) in a fit; its log ends: Traceback: the dog ate it"),
            ("crash", "project", "crashed (signal 11) in a projection; its log ends: Traceback: the dog ate it"),
            ("exit", "hello", "the worker 'bad' ended with exit code 0 at hello"),
            ("exit", "fit", "the worker 'bad' ended with exit code 0 in a fit"),
            ("exit", "project", "the worker 'bad' ended with exit code 0 in a projection"),
            ("flood-output", "hello", "the worker 'bad' answered more than 4194304 bytes at hello"),
            ("flood-output", "project", "the worker 'bad' answered more than"),
            ("flood-lines", "fit", "the worker 'bad' broke the protocol (not a JSON object on one line: 'x') in a fit"),
            ("close-output", "fit", "the worker 'bad' closed its standard output in a fit"),
        ])
    func ends(fault: String, place: String, sentence: String) {
        let outcome = Workers.outcome(of: Workers.misbehaving(fault, at: place))
        #expect(outcome.fault?.contains(sentence) == true, "\(outcome.fault ?? "no fault")")
        #expect(outcome.paths.allSatisfy { $0.isNaN })
    }

    @Test(
        "A worker that hangs, reads nothing or floods its log is refused when its time is over",
        arguments: [
            ("hang", "fit", "the worker 'bad' gave no answer within 0.3 s in a fit"),
            ("hang", "project", "the worker 'bad' gave no answer within 0.3 s in a projection"),
            ("stubborn", "fit", "the worker 'bad' gave no answer within 0.3 s in a fit"),
            ("flood-log", "fit", "the worker 'bad' gave no answer within 0.3 s in a fit; its log ends: "),
            ("flood-log", "project", "the worker 'bad' gave no answer within 0.3 s in a projection; its log ends: "),
            ("deaf", "", "the worker 'bad' gave no answer within 0.3 s in a fit"),
        ])
    func hangs(fault: String, place: String, sentence: String) {
        let outcome = Workers.outcome(of: Workers.misbehaving(fault, at: place, limits: Workers.impatient))
        #expect(outcome.fault?.hasPrefix(sentence) == true, "\(outcome.fault ?? "no fault")")
        #expect(outcome.paths.allSatisfy { $0.isNaN })
    }

    @Test(
        "A worker that hangs or floods its log at hello is refused within its deadline",
        arguments: ["hang", "flood-log"])
    func hangsAtHello(fault: String) {
        var limits = Workers.patient
        limits.helloSeconds = 0.3
        let start = ContinuousClock.now
        let outcome = Workers.outcome(of: Workers.misbehaving(fault, at: "hello", limits: limits))
        #expect(outcome.fault?.hasPrefix("the worker 'bad' gave no answer within 0.3 s at hello") == true)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test(
        "A worker that lies is refused by what is wrong",
        arguments: [
            ("no-json", "hello", "broke the protocol (not a JSON object on one line: 'hello there') at hello"),
            ("no-json", "fit", "broke the protocol (not a JSON object on one line: 'hello there') in a fit"),
            ("wrong-id", "hello", "answered another request (id 2, not 1) at hello"),
            ("wrong-id", "project", "answered another request (id 4, not 3) in a projection"),
            ("protocol-2", "", "speaks protocol version 2, not 1, at hello"),
            ("no-protocol", "", "speaks protocol version none, not 1, at hello"),
            ("no-models", "", "offered no model at hello"),
            ("no-title", "", "broke the protocol ('models[0].title' is missing) at hello"),
            ("bad-id", "", "an id has lower-case letters, digits and hyphens only"),
            ("bad-default", "", "a default is not legal: parameter 'p' is 2, outside its range 0...1"),
            ("bad-outputs", "", "outputs reads [least, most]"),
            ("twins", "", "offered two models called 'echo' at hello"),
            ("bad-share", "", "priorShare in the report must lie in 0...1"),
            ("bad-count", "", "parameterNormalCount must lie in 0...1000"),
            ("half-count", "", "('parameterNormalCount' is 1.5, and must be a whole number) in a fit"),
            ("bad-observations", "", "observationCount in the report must not be below 0"),
            ("no-name", "", "the name of a parameter, '', must have 1 to 64 visible characters"),
            ("[1,2]", "fit", "broke the protocol (not a JSON object on one line: '[1,2]') in a fit"),
            ("null", "fit", "broke the protocol (not a JSON object on one line: 'null') in a fit"),
            ("negative", "", "sent a level of -5.0, though its descriptor asks for values above zero"),
            ("error-empty", "", "reported an error (no reason given) in a fit"),
            ("short", "", "sent 11 numbers, not 12, in a projection"),
            ("nan", "", "sent numbers that are not finite in a projection"),
            ("no-base64", "", "sent numbers that are no base64 in a projection"),
            ("no-paths", "", "broke the protocol ('paths' is missing) in a projection"),
            ("wrong-kind", "", "broke the protocol ('paths' is of the wrong kind) in a projection"),
            ("error", "", "reported an error (out of cheese) in a projection"),
        ])
    func lies(fault: String, place: String, sentence: String) {
        let outcome = Workers.outcome(of: Workers.misbehaving(fault, at: place))
        #expect(outcome.fault?.contains(sentence) == true, "\(outcome.fault ?? "no fault")")
        #expect(outcome.fault?.contains("'bad'") == true)
        #expect(outcome.paths.allSatisfy { $0.isNaN })
    }

    @Test("A model that refuses says why in its own words")
    func refusal() {
        #expect(Workers.outcome(of: Workers.misbehaving("refuse")).fault == "not on a Monday")
    }

    @Test(
        "What a worker says is printed as one short line without control characters",
        arguments: [
            ("refuse-empty", "no reason given"), ("refuse-loud", "not[2J on a Monday"),
            ("refuse-long", String(repeating: "no ", count: 166) + "no…"),
        ])
    func plainWords(fault: String, words: String) {
        #expect(Workers.outcome(of: Workers.misbehaving(fault)).fault == words)
    }

    @Test("A descriptor's texts are made plain too")
    func plainDescriptor() throws {
        let descriptor = try Worker(Workers.misbehaving("loud")).models()[0]
        #expect(descriptor.title == LocalizedText("[31mEcho !"))
        #expect(descriptor.summary.en.count == 2001)
    }

    @Test("A program that cannot be started is named, with what to do about it")
    func missing() throws {
        func fault(_ program: String) -> String? {
            Workers.outcome(of: WorkerCommand(name: "bad", words: [program])).fault
        }
        let start = "the worker 'bad' cannot be run"
        #expect(fault("./no-such-program") == "\(start) (./no-such-program: No such file or directory) at its start")
        #expect(
            fault("no-such-program.py")
                == "\(start) (no-such-program.py: No such file or directory; it is in no folder of PATH; a program "
                + "beside the scenario is ./no-such-program.py) at its start")
        let file = Workers.path("Tests/TianmuPluginHostTests/Support/Workers.swift")
        #expect(
            fault(file) == "\(start) (\(file): Permission denied; it is not executable: chmod +x, or write "
                + "'command: [INTERPRETER, \(file)]') at its start")
        #expect(fault("/tmp") == "\(start) (/tmp: Permission denied; it is a folder) at its start")
        let script = TemporaryFile()
        try Data("#!/no/such/interpreter\n".utf8).write(to: URL(fileURLWithPath: script.path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        #expect(fault(script.path)?.contains("the file is there, but not the interpreter") == true)
    }

    @Test("Every sentence about a worker is there in Chinese too")
    func chinese() throws {
        let fault = WorkerFault(worker: "bad", stage: .fit, cause: .killed(signal: 11), lastWords: "boom", failures: 3)
        #expect(fault.message.zh == "外部模型程序“bad”在拟合（fit）时崩溃（信号 11）；已失败 3 次，不再启动；其日志末尾：boom")
    }
}
