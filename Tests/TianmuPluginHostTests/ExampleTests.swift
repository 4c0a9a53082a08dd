import Foundation
import Testing
import TianmuModel
import TianmuTesting

@testable import TianmuPluginHost
@testable import TianmuWorker

/// The examples below Examples/plugins pass the suite that our own models pass.
@Suite struct ExampleTests {
    private func conformance(_ words: [String], _ cases: [ConformanceCase]) throws {
        var command = WorkerCommand(name: "example", words: words)
        let worker = Worker(command)
        command.offersSharedMemory = false
        let plain = Worker(command)
        for descriptor in try worker.models() {
            #expect(worker.sharesMemory)
            #expect(try plain.models().contains(descriptor) && !plain.sharesMemory)
            let report = ConformanceSuite(
                model: WorkerModel(descriptor, in: worker), cases: cases, twin: WorkerModel(descriptor, in: plain)
            ).run()
            #expect(report.isPassed, "\(report)")
        }
    }

    private static let cases = [ConformanceCase(), ConformanceCase("a percentage", measure: .percent)]

    @Test(
        "The example in Python passes the conformance suite",
        .enabled(if: Workers.hasNumPy, "python3-numpy is not installed"))
    func python() throws {
        try conformance(
            [Workers.path("Examples/plugins/python/theil_sen.py")],
            Self.cases + [ConformanceCase("damped", parameters: ["damping": .number(0.8)])])
    }

    @Test(
        "The conversation in Plugins/PROTOCOL.md is the one that the example in Python leads",
        .enabled(if: Workers.hasNumPy, "python3-numpy is not installed"))
    func conversation() throws {
        let document = try String(contentsOfFile: Workers.path("Plugins/PROTOCOL.md"), encoding: .utf8)
        func lines(_ arrow: String) -> [String] {
            document.split(separator: "\n").filter { $0.hasPrefix(arrow) }.map { String($0.dropFirst(2)) }
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Workers.path("Examples/plugins/python/theil_sen.py"))
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data((lines("→ ").joined(separator: "\n") + "\n").utf8))
        try input.fileHandleForWriting.close()
        let answered = try #require(String(data: output.fileHandleForReading.readDataToEndOfFile(), encoding: .utf8))
        let answers = answered.split(separator: "\n").map(String.init)
        #expect(lines("→ ").count == 5 && answers.count == 4)
        for (answer, written) in zip(answers, lines("← ")) {
            func object(_ text: String) throws -> NSDictionary? {
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
            }
            #expect(try object(answer) == object(written))
        }
    }

    @Test("The example in Swift, which is a package of its own, passes the conformance suite")
    func swift() throws {
        try conformance(
            [try #require(Workers.executable("ExampleWorker"))],
            Self.cases + [ConformanceCase("long memory", parameters: ["half-life": .number(20)])])
    }

    @Test("A share of priors that is no number is a fault of the C library's fit, in a sentence")
    func badShare() throws {
        let (library, source) = (TemporaryFile(), TemporaryFile())
        let code = try String(contentsOfFile: Workers.path("Examples/plugins/c/median_growth.c"), encoding: .utf8)
        try code.replacing("    return fitted;", with: "    fit->prior_share = 0.0 / 0.0;\n    return fitted;")
            .write(toFile: source.path + ".c", atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: source.path + ".c") }
        #expect(
            Workers.succeeds(
                "clang", "-std=c11", "-shared", "-fPIC", "-I", Workers.path("Sources/CPluginHost/include"), "-o",
                library.path, source.path + ".c", "-lm"))
        let model = try #require(try CLibrary(path: library.path).models.first)
        let context = FitContext(
            history: History(firstYear: 2015, values: [100, 110, 121, 133.1]), forecastYears: 2019...2020)
        let fault = #expect(throws: WireFault.self) { try model.fit(WireContext(context)) }
        #expect(fault?.message.en.hasSuffix("nan, and must lie in 0...1") == true)
    }

    @Test("The C interface hands everything over: what the example makes of it is the median of past growth")
    func c() throws {
        let library = TemporaryFile()
        #expect(
            Workers.succeeds(
                "clang", "-std=c11", "-O2", "-shared", "-fPIC", "-o", library.path,
                Workers.path("Examples/plugins/c/median_growth.c"), "-lm"))
        var server = Server(models: try CLibrary(path: library.path).models)
        func answer(_ request: WireRequest) throws -> WireAnswer {
            try WireCoding.read(WireAnswer.self, from: try #require(server.answer(try WireCoding.line(request))))
        }
        let hello = try answer(WireRequest(.hello, id: 1))
        #expect(hello.models?.map(\.id) == ["median-growth"])
        var fit = WireRequest(.fit, id: 2)
        fit.fit = 5
        fit.model = "median-growth"
        fit.context = WireContext(
            FitContext(
                history: History(firstYear: 2015, values: [100, 110, 121, 133.1, 146.41]), forecastYears: 2020...2021))
        #expect(try answer(fit).parameterNormalCount == 1)
        var project = WireRequest(.project, id: 3)
        project.fit = 5
        project.outputs = 1
        project.years = 2
        project.draws = 2
        project.innovations = WireCoding.base64([0, 0, 0, 0])
        project.parameterNormals = WireCoding.base64([0, 0])
        let paths = try #require(try answer(project).paths.flatMap(WireCoding.doubles))
        let growth = [161.051, 161.051, 177.1561, 177.1561]
        #expect(zip(paths, growth).allSatisfy { abs($0 - $1) < 1e-9 })
        // The same numbers in shared memory, behind innovations and normals.
        let file = TemporaryFile()
        let shared = SharedTable(owning: open(file.path, O_RDWR | O_CREAT, 0o600))
        try shared.resize(to: 10)
        var sharing = project
        (sharing.innovations, sharing.parameterNormals) = (nil, nil)
        sharing.sharedMemory = shared.path
        #expect(try answer(sharing) == WireAnswer(id: 3))
        #expect(try shared.read(4, at: 6) == paths)
        var release = WireRequest(.release, id: 4)
        release.fits = [5]
        #expect(try answer(release).error == nil)
        #expect(try answer(project).error?.text.en == "there is no such fit")
    }
}
