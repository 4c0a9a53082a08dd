import Foundation
import Testing

/// Nothing that a user wrote is lost, and there is never half of a result.
@Suite struct RunFolderTests {
    @Test("A run folder holds the scenario, the figures, the numbers, the charts and a manifest that lists them")
    func contents() throws {
        let example = try Example()
        #expect(try example.run("run", "example.yaml", "--draws", "256", "--out", "here").status == 0)
        let files = try example.folder.contents("here").filter { $0.contains(".") }
        #expect(
            Set(files).isSuperset(of: [
                "indicators.csv", "manifest.json", "plan.json", "scenario.yaml", "summary.json", "targets.csv",
                "charts/sheet.svg", "charts/probabilities.svg", "charts/fan-gdp.svg",
            ]))
        let manifest = try object(try example.folder.text("here/manifest.json"))
        #expect(Set(files) == Set((manifest["files"] as? [String] ?? []) + ["manifest.json"]))
        #expect(manifest["program"] as? String == "tianmu")
        #expect((manifest["draws"] as? [String: Any])?["seed"] as? Int == 1)
        #expect((manifest["inputs"] as? [Any])?.count == 2)
    }

    @Test("The scenario of a run folder, run again, gives the same numbers, wherever the folder stands")
    func runAgain() throws {
        let example = try Example()
        _ = try example.run("run", "example.yaml", "--draws", "256", "--out", "here")
        let other = try TemporaryFolder()
        try FileManager.default.moveItem(
            atPath: "\(example.folder.path)/here", toPath: "\(other.path)/there")
        let again = try Program.run(
            ["run", "scenario.yaml", "--draws", "256", "--no-folder", "--format", "json"], in: "\(other.path)/there")
        var first = try object(try other.text("there/summary.json"))
        var second = try object(again.output)
        #expect(again.error.isEmpty)
        first["scenario"] = nil
        second["scenario"] = nil
        #expect(NSDictionary(dictionary: first) == NSDictionary(dictionary: second))
    }

    @Test("The same run has the same folder, and another one another")
    func sameName() throws {
        let example = try Example()
        _ = try example.run("run", "example.yaml", "--draws", "256")
        let once = try example.folder.contents()
        let again = try example.run("run", "example.yaml", "--draws", "256", "--threads", "1")
        #expect(again.status == 0)
        #expect(again.error.contains("already"))
        #expect(try example.folder.contents() == once)
        _ = try example.run("run", "example.yaml", "--draws", "256", "--seed", "2")
        let runs = try FileManager.default.contentsOfDirectory(atPath: "\(example.folder.path)/runs")
        #expect(runs.count == 2)
        #expect(runs.allSatisfy { $0.hasPrefix("example-") })
    }

    @Test("An existing folder or file is left alone, with exit code 73 and before the work")
    func notOverwritten() throws {
        let example = try Example()
        try example.folder.write("mine", to: "here/note.txt")
        try example.folder.write("mine", to: "chart.svg")
        let run = try example.run("run", "example.yaml", "--out", "here")
        #expect(run.status == 73)
        #expect(run.output.isEmpty)
        #expect(run.errorLines == ["error: 'here' exists and was left alone; choose another name, or add --replace"])
        let chart = try example.run("chart", "sheet", "example.yaml", "--out", "chart.svg")
        #expect(chart.status == 73)
        #expect(try example.folder.text("chart.svg") == "mine")
        #expect(
            try example.folder.contents() == ["chart.svg", "example.yaml", "figures.csv", "here", "here/note.txt"])
    }

    @Test("--replace replaces a run folder and a file, and nothing else")
    func replacing() throws {
        let example = try Example()
        let run = ["run", "example.yaml", "--draws", "256", "--replace", "--out"]
        try example.folder.write("mine", to: "mine/note.txt")
        _ = try example.run("run", "example.yaml", "--draws", "512", "--out", "here")
        #expect(try example.run(run + ["here"]).status == 0)
        #expect(try object(try example.folder.text("here/summary.json"))["draws"] as? Int == 256)
        let before = try example.folder.contents()
        let refused = [
            "mine": "error: 'mine' holds 'note.txt', which no run wrote, and was left alone; "
                + "--replace replaces run folders only",
            "figures.csv": "error: 'figures.csv' is a file, not a folder, and was left alone",
        ]
        for (path, sentence) in refused {
            let outcome = try example.run(run + [path])
            #expect(outcome.status == 73)
            #expect(outcome.errorLines == [sentence])
        }
        let chart = try example.run(
            "chart", "sheet", "example.yaml", "--draws", "256", "--replace", "--out", "mine")
        #expect(chart.status == 73)
        #expect(chart.errorLines == ["error: 'mine' is a folder, not a file, and was left alone"])
        #expect(try example.folder.contents() == before)
        // A note that a user put among the results keeps them from being replaced.
        try example.folder.write("mine", to: "here/charts/note.txt")
        #expect(try example.run(run + ["here"]).status == 73)
        #expect(try example.folder.text("here/charts/note.txt") == "mine")
    }

    @Test("Where nothing can be written the reason is told, in exit code 73, and nothing is left behind")
    func unwritable() throws {
        let example = try Example()
        let before = try example.folder.contents()
        let run = try example.run("run", "example.yaml", "--draws", "256", "--out", "figures.csv/x")
        #expect(run.status == 73)
        #expect(
            run.errorLines.last
                == "error: cannot write 'figures.csv/x': part of the path is a file, not a folder")
        let chart = try example.run("chart", "sheet", "example.yaml", "--draws", "256", "--out", "nowhere/x.svg")
        #expect(chart.status == 73)
        #expect(chart.errorLines.last?.contains("there is no folder '") ?? false)
        #expect(try example.folder.contents() == before)
    }

    @Test("Ctrl-C ends a run at once, as a signal, and leaves nothing behind", arguments: [0.05, 0.5, 1.5])
    func interrupted(seconds: Double) throws {
        let folder = try TemporaryFolder()
        let start = Date()
        let outcome = try withExtendedLifetime(folder) {
            try Program.run(
                ["run", Program.path("Scenarios/linan/baseline.yaml"), "--draws", "67108864"], in: folder.path,
                interruptAfter: seconds)
        }
        // A shell shows it as exit code 130.
        #expect(outcome.wasKilled)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(Date().timeIntervalSince(start) < seconds + 5)
        #expect(try folder.contents() == [])
    }
}
