import Foundation
import Testing

/// Models from outside, as a planner meets them.
@Suite struct PluginTests {
    /// The example in Swift, built beside the command.
    private static func worker() throws -> String {
        let path = try Program.executable().deletingLastPathComponent().appendingPathComponent("ExampleWorker").path
        #expect(FileManager.default.isExecutableFile(atPath: path))
        return path
    }

    /// An example whose gdp is projected by a worker: a shell script of these lines, or the example in Swift.
    private static func example(script: String? = nil, model: String = "weighted-drift", deadlines: String = "") throws
        -> Example
    {
        let command = try script == nil ? "[\(worker())]" : "[sh, ./worker.sh]"
        let plugins = "plugins: {mine: {command: \(command)\(deadlines)}}\n"
        let example = try Example(
            replacing: (
                "indicators:\n  gdp: {model: damped-trend}", with: "\(plugins)indicators:\n  gdp: {model: \(model)}"
            ),
            figures: (
                "gdp,example,亿元,2018",
                with: "gdp,example,亿元,2017,500,=,actual,Yearbook,2018-03-01,\ngdp,example,亿元,2018"
            ))
        if let script { try example.folder.write(script, to: "worker.sh") }
        return example
    }

    @Test("A scenario runs with a model from outside, and the same run gives the same bytes")
    func run() throws {
        let example = try Self.example()
        let first = try example.run("run", "example.yaml", "--format", "json", "--no-folder", "--threads", "1")
        #expect(first.status == 0)
        #expect(first.error.isEmpty)
        #expect(try example.run("run", "example.yaml", "--format", "json", "--no-folder").output == first.output)
        let plan = try example.run("plan", "example.yaml", "--format", "json")
        #expect(plan.output.contains("\"weighted-drift\""))
        #expect(try example.run("check", "example.yaml").status == 0)
    }

    @Test("Every command that plans a scenario knows the models of its workers")
    func commands() throws {
        let example = try Self.example()
        for arguments in [
            ["audit", "example.yaml"], ["require", "example.yaml", "--draws", "64"],
            ["joint", "example.yaml", "--draws", "64"],
            ["chart", "fan", "example.yaml", "--indicator", "gdp", "--draws", "64"],
            ["compare", "example.yaml", "--indicator", "gdp", "--models", "weighted-drift,drift", "--draws", "64"],
        ] {
            let outcome = try example.run(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.error)")
        }
    }

    @Test("A what-if inherits the workers of the file that it extends, and the resolved file names them")
    func extends() throws {
        let example = try Self.example(script: "exec \(Self.worker())\n")
        try example.folder.write("tianmu: 1\nextends: ../example.yaml\n", to: "below/what-if.yaml")
        #expect(try example.run("run", "below/what-if.yaml", "--draws", "64", "--out", "here").status == 0)
        let resolved = try example.run("plan", "below/what-if.yaml", "--resolved").output
        #expect(resolved.contains("command: [sh, ./worker.sh]"))
        // What the worker is made of belongs to the run.
        #expect(try example.folder.text("here/manifest.json").contains("\"path\" : \"./worker.sh\""))
    }

    @Test(
        "A run that needs a model of a worker that crashes stops with 65, name, cause and last words, and writes nothing"
    )
    func crash() throws {
        let example = try Self.example(script: "read line; echo 'out of cheese' >&2; exit 3\n")
        let before = try example.folder.contents()
        let outcome = try example.run("run", "example.yaml")
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errorLines.last
                == "example.yaml:8:16: error: model 'weighted-drift' refuses 'gdp': the worker 'mine' ended with exit "
                + "code 3 at hello; its log ends: out of cheese")
        #expect(try example.folder.contents() == before)
    }

    /// A worker that says hello, fits, and is then as the rest of the script says.
    static func failing(_ rest: String) -> String {
        let model =
            #"{"id":"odd","title":"Odd","summary":"Odd","minimumObservations":1,"sources":["none"]}"#
        return """
            read line; echo '{"id":1,"protocol":1,"models":[\(model)]}'
            read line; echo '{"id":2}'
            \(rest)
            """
    }

    @Test(
        "A worker that fails in the middle of a run ends it with 65 and no file",
        arguments: [
            ("read line; kill -SEGV $$", "crashed (signal 11) in a projection"),
            ("read line; sleep 100", "gave no answer within 0.3 s in a projection"),
            (#"read line; echo '{"id":3,"paths":"AAAA"}'"#, "sent numbers that are no base64 in a projection"),
            ("read line; yes", "broke the protocol (not a JSON object on one line: 'y') in a projection"),
        ])
    func failsLater(rest: String, sentence: String) throws {
        let example = try Self.example(
            script: Self.failing(rest), model: "odd", deadlines: ", deadlines: {project: 0.3}")
        let before = try example.folder.contents()
        let outcome = try example.run("run", "example.yaml")
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.error.contains("error: model 'odd' fails for 'gdp': the worker 'mine' \(sentence)"),
            "\(outcome.error)")
        #expect(try example.folder.contents() == before)
    }

    @Test("In a comparison of models a broken worker is a refusal, and the others' results are those without it")
    func compare() throws {
        let broken = try Self.example(script: "exit 3\n")
        let models = ["compare", "example.yaml", "--indicator", "gdp", "--draws", "64", "--format", "csv", "--models"]
        let outcome = try broken.run(models + ["drift,weighted-drift,hold"])
        #expect(outcome.status == 0)
        let rows = outcome.output.split(separator: "\n")
        #expect(rows.contains { $0.hasPrefix("drift") } && rows.contains { $0.hasPrefix("hold") })
        let text = try broken.run(
            models.filter { $0 != "--models" } + ["--format", "json", "--models", "weighted-drift,drift"])
        #expect(text.output.contains("the worker 'mine' ended with exit code 3 at hello"))
        // The scenario's own model is another one, and the worker's is only asked for.
        let fine = try Self.example(script: "exit 3\n", model: "damped-trend")
        #expect(try fine.run(models + ["drift,weighted-drift"]).output.contains("drift"))
    }

    @Test(
        "A broken worker's model in an ensemble ends a run with 65, and is not left out as one that refuses is",
        arguments: [
            ("exit 3\n", "weighted-drift", "refuses 'gdp': its member 'weighted-drift' fails: the worker 'mine' ended"),
            (PluginTests.failing("read line; exit 3"), "odd", "fails for 'gdp': its member 'odd' fails: the worker"),
        ])
    func member(script: String, model: String, sentence: String) throws {
        let broken = try Self.example(script: script, model: "hold")
        try broken.folder.write(
            """
            tianmu: 1
            extends: example.yaml
            indicators: {gdp: {model: ensemble, members: {drift: 1, \(model): 1}}}

            """, to: "mixed.yaml")
        for command in ["plan", "run"] {
            let outcome = try broken.run(command, "mixed.yaml")
            #expect(outcome.status == 65)
            #expect(outcome.output.isEmpty)
            #expect(outcome.error.contains("model 'ensemble' \(sentence)"), "\(outcome.error)")
        }
    }

    @Test(
        "A worker that fails in a fit behind pooled intervals or revisions ends a run, and moves no number",
        arguments: [
            (
                "pool: {gdp: panel.csv}\n", "actual",
                "the intervals of 'gdp' cannot be pooled: the worker 'mine' ended with exit code 3 in a fit"
            ),
            (
                "revisions: {levels: 2}\n", "preliminary",
                "model 'odd' fails for revisions of 'gdp': the worker 'mine' ended with exit code 3 in a fit"
            ),
        ])
    func behind(line: String, kind: String, sentence: String) throws {
        // The first fit goes well, and no other one.
        let script =
            Self.failing("").split(separator: "\n")[0]
                + """

                while read line; do
                  case "$line" in *'"type":"fit"'*) ;; *) exit 4 ;; esac
                  if [ -e once ]; then exit 3; fi
                  touch once; echo '{"id":2}'
                done
                """
        let example = try Self.example(script: String(script), model: "odd")
        let scenario = try example.folder.text("example.yaml")
        try example.folder.write(scenario.replacing("targets:", with: "\(line)targets:"), to: "example.yaml")
        let figures = try example.folder.text("figures.csv")
        try example.folder.write(
            figures.replacing("2020,600,=,actual", with: "2020,600,=,\(kind)"), to: "figures.csv")
        let rows = (2001...2012).map { "a,\($0),\(100 + $0 % 7 * 9)\nb,\($0),\(90 + $0 % 5 * 11)\n" }
        try example.folder.write("series,year,value\n" + rows.joined(), to: "panel.csv")
        let outcome = try example.run("run", "example.yaml", "--no-folder")
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(sentence), "\(outcome.error)")
    }

    @Test("A backtest of an ensemble with a broken worker's model has no forecasts and counts the cause")
    func backtestEnsemble() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "series,year,value\n" + (2001...2012).map { "a,\($0),\(100 + ($0 - 2000) * ($0 - 1999))\n" }.joined(),
            to: "panel.csv")
        try folder.write("plugins: {mine: {command: [sh, ./w.sh]}}\n", to: "plugins.yaml")
        try folder.write("exit 4\n", to: "w.sh")
        let outcome = try folder.run([
            "backtest", "panel.csv", "--horizon", "2", "--models", "ensemble,drift", "--members",
            "drift,weighted-drift", "--draws", "64", "--plugins", "plugins.yaml", "--format", "json",
        ])
        #expect(outcome.status == 0, "\(outcome.error)")
        let models = try #require(try object(outcome.output)["models"] as? [[String: Any]])
        for model in models {
            let failures = try #require(model["failures"] as? [[String: Any]])
            let cause = failures.first?["cause"] as? [String: String]
            let reason = "its member 'weighted-drift' fails: the worker 'mine' ended with exit code 4 at hello"
            #expect(cause?["en"] == (model["model"] as? String == "ensemble" ? reason : nil))
        }
    }

    @Test("The scenario of a run folder runs again from where it lies")
    func again() throws {
        let example = try Self.example(script: "exec \(Self.worker())\n")
        #expect(try example.run("run", "example.yaml", "--draws", "64", "--out", "out/here").status == 0)
        let before = try example.folder.text("out/here/targets.csv")
        let outcome = try example.run("run", "out/here/scenario.yaml", "--draws", "64", "--out", "again")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(try example.folder.text("again/targets.csv") == before)
    }

    @Test("A worker whose program is 'tianmu' is this one where there is none in PATH")
    func itself() throws {
        let folder = try TemporaryFolder()
        try folder.write("plugins: {mine: {command: [tianmu, plugin, host, ./none.so]}}\n", to: "plugins.yaml")
        let outcome = try Program.run(
            ["models", "--plugins", "plugins.yaml"], in: folder.path, environment: ["PATH": "/usr/bin:/bin"])
        #expect(outcome.error.contains("the library './none.so' cannot be loaded"), "\(outcome.error)")
    }

    @Test("A backtest counts what a broken worker does as failures of its model, and the others' scores stand")
    func backtest() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "series,year,value\n" + (2001...2012).map { "a,\($0),\(100 + ($0 - 2000) * ($0 - 1999))\n" }.joined(),
            to: "panel.csv")
        try folder.write("plugins: {mine: {command: [\(Self.worker())]}}\n", to: "good.yaml")
        try folder.write("plugins: {mine: {command: [sh, ./w.sh]}}\n", to: "bad.yaml")
        try folder.write("exit 4\n", to: "w.sh")
        func test(_ plugins: String) throws -> [NSDictionary] {
            let outcome = try folder.run([
                "backtest", "panel.csv", "--horizon", "2", "--models", "drift,weighted-drift", "--draws", "64",
                "--plugins", plugins, "--format", "json",
            ])
            #expect(outcome.status == 0, "\(outcome.error)")
            return (try object(outcome.output)["models"] as? [NSDictionary]) ?? []
        }
        let (good, bad) = (try test("good.yaml"), try test("bad.yaml"))
        #expect(good.count == 2 && bad.count == 2)
        #expect(good[0] == bad[0])
        let failures = try #require(bad[1]["failures"] as? [[String: Any]])
        let cause = failures[0]["cause"] as? [String: String]
        #expect(failures.count == 1)
        #expect(cause?["en"] == "the worker 'mine' ended with exit code 4 at hello")
    }

    @Test(
        "A worker ends with the command, and what it started too, even when that is killed",
        arguments: ["[sh, ./w.sh]", "[sh, -c, 'sh ./w.sh; true']"], [SIGKILL, SIGTERM, SIGINT])
    func parentDies(command: String, signal: Int32) throws {
        let folder = try TemporaryFolder()
        try folder.write("plugins: {mine: {command: \(command)}}\n", to: "plugins.yaml")
        try folder.write("trap '' TERM; echo $$ > pid; exec sleep 1000\n", to: "w.sh")
        let process = Process()
        process.executableURL = try Program.executable()
        process.arguments = ["models", "--plugins", "plugins.yaml"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var pid: Int32?
        for _ in 0..<1000 where pid == nil {
            Thread.sleep(forTimeInterval: 0.01)
            pid = (try? folder.text("pid")).flatMap { Int32($0.split(separator: "\n").first ?? "") }
        }
        let worker = try #require(pid)
        #expect(kill(worker, 0) == 0)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        var isGone = false
        for _ in 0..<500 where !isGone {
            let status = (try? String(contentsOfFile: "/proc/\(worker)/stat", encoding: .utf8)) ?? ""
            isGone = status.isEmpty || status.contains(") Z ")
            Thread.sleep(forTimeInterval: 0.01)
        }
        #expect(isGone)
    }

    @Test("No worker is started for commands that need no models, nor one that nobody names")
    func notStarted() throws {
        let example = try Self.example(script: "touch started\nexit 1\n", model: "hold")
        try example.folder.write("touch stranger\n", to: "plugins/stranger.sh")
        for arguments in [["schema"], ["models"], ["--help"]] { #expect(try example.run(arguments).status == 0) }
        #expect(try !example.folder.contents().contains("started"))
        #expect(try example.run("check", "example.yaml").status == 0)
        #expect(try example.folder.contents().contains("started"))
        #expect(try !example.folder.contents().contains("stranger"))
    }

    @Test(
        "What is wrong with the plugins of a file is told with its place",
        arguments: [
            ("{mine: {comand: [x]}}", "unknown key 'comand' in 'plugin'; did you mean 'command'?"),
            ("{mine: {command: []}}", "expected a list of one word or more, found an empty list"),
            ("{mine: {command: x}}", "expected a list of one word or more, found 'x'"),
            ("{mine: {command: [x], deadlines: {fit: 0}}}", "expected a number in 0.01...3600.0, found '0'"),
            ("{'': {command: [x]}}", "an entry of 'plugins' has no name"),
            ("{mine: {}}", "'plugin' lacks 'command'"),
        ])
    func faults(plugins: String, sentence: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("plugins: \(plugins)\n", to: "plugins.yaml")
        let outcome = try folder.run(["models", "--plugins", "plugins.yaml"])
        #expect(outcome.status == (plugins.hasPrefix("{''") ? 0 : 65))
        #expect(outcome.error.hasPrefix("plugins.yaml:1:"))
        #expect(outcome.error.contains(sentence), "\(outcome.error)")
    }
}
