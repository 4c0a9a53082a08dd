import Foundation
import Testing

/// `--shard` and `tianmu merge` as a user runs them.
@Suite struct ShardTests {
    private let draws = ["--draws", "300", "--seed", "9"]

    /// Runs all shards of a command; returns the names of their parts.
    private func parts(of command: [String], count: Int, in folder: TemporaryFolder) throws -> [String] {
        try (1...count).map { number in
            let path = "\(number)-of-\(count).part"
            let outcome = try folder.run(command + ["--shard", "\(number)/\(count)", "--out", path])
            #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.error)")
            #expect(outcome.error.contains("Shard \(number)/\(count) written to \(path)"))
            return path
        }
    }

    /// Every file below a folder, by path.
    private func files(_ folder: TemporaryFolder, _ name: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for path in try folder.contents(name) where path.contains(".") {
            files[path] = try folder.text("\(name)/\(path)")
        }
        return files
    }

    @Test("Shards of a run merge into its table, JSON, CSV and folder, byte for byte", arguments: [1, 2, 7])
    func run(count: Int) throws {
        let example = try Example()
        let run = ["run", "example.yaml"] + draws
        let parts = try parts(of: run, count: count, in: example.folder)
        for format in [[], ["--lang", "zh"], ["--format", "json"], ["--format", "csv"]] {
            let plain = try example.run(run + format + ["--no-folder"])
            let merged = try example.run(["merge"] + parts.reversed() + format + ["--no-folder"])
            #expect(plain.status == 0 && merged.status == 0, "\(merged.error)")
            #expect(merged.output == plain.output)
        }
        #expect(try example.run(run).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(example.folder.path)/runs")
        let plain = try files(example.folder, "runs")
        #expect(names.count == 1 && plain.count > 8)
        try FileManager.default.removeItem(atPath: "\(example.folder.path)/runs")
        #expect(try example.run(["merge"] + parts).status == 0)
        #expect(try files(example.folder, "runs") == plain)
        #expect(try example.run(["merge"] + parts + ["--out", "here", "--threads", "1"]).status == 0)
        #expect(
            try files(example.folder, "here").keys.sorted()
                == plain.keys.map { String($0.dropFirst(names[0].count + 1)) }.sorted())
    }

    @Test("Shards of a shipped scenario merge into its JSON")
    func shipped() throws {
        let folder = try TemporaryFolder()
        let run = ["run", Program.path("Scenarios/linan/baseline.yaml"), "--draws", "512"]
        let parts = try parts(of: run, count: 3, in: folder)
        let rest = ["--format", "json", "--no-folder"]
        #expect(try folder.run(["merge"] + parts + rest).output == folder.run(run + rest).output)
    }

    @Test("So do shards in principal order with smoothed probabilities, with the setting named in the part")
    func smoothed() throws {
        let example = try Example()
        let run = ["run", "example.yaml"] + draws + ["--sampler", "sobol-principal", "--probabilities", "smoothed"]
        let parts = try parts(of: run, count: 3, in: example.folder)
        for format in [[], ["--format", "json"], ["--format", "csv"]] {
            let plain = try example.run(run + format + ["--no-folder"])
            let merged = try example.run(["merge"] + parts + format + ["--no-folder"])
            #expect(plain.status == 0 && merged.status == 0, "\(merged.error)")
            #expect(merged.output == plain.output)
        }
    }

    @Test("Shards of a sweep merge into its points, file and chart")
    func sweep() throws {
        let folder = try TemporaryFolder()
        let sweep = [
            "sweep", Program.path("Scenarios/linan/baseline.yaml"), "--lever", "demand=-1:1:0.5", "--draws", "128",
        ]
        let parts = try parts(of: sweep, count: 3, in: folder)
        let plain = try folder.run(sweep + ["--out", "plain.csv", "--chart", "plain.svg"])
        let merged = try folder.run(["merge"] + parts + ["--out", "merged.csv", "--chart", "merged.svg"])
        #expect(merged.status == 0 && merged.output == plain.output, "\(merged.error)")
        #expect(try folder.text("merged.csv") == folder.text("plain.csv"))
        #expect(try folder.text("merged.svg") == folder.text("plain.svg"))
    }

    @Test("Shards of a backtest merge into its table, forecasts and chart", arguments: [1, 2, 7])
    func backtest(count: Int) throws {
        let folder = try TemporaryFolder()
        let rows = (0..<40).flatMap { series in
            (0..<7).map { "s\(series),\(2001 + $0),\(50 + ($0 * 31 + series * 7) % 17)\n" }
        }
        try folder.write("series,year,value\n" + rows.joined(), to: "panel.csv")
        let test = ["backtest", "panel.csv", "--horizon", "2", "--models", "drift,theta,ensemble", "--draws", "50"]
        let parts = try parts(of: test, count: count, in: folder)
        func files(_ name: String) -> [String] {
            ["--forecasts", "\(name).csv", "--chart", "\(name).svg", "--pit", "\(name)-pit.svg"]
        }
        let plain = try folder.run(test + files("plain"))
        let merged = try folder.run(["merge"] + parts + files("merged"))
        #expect(merged.status == 0 && merged.output == plain.output, "\(merged.error)")
        #expect(try folder.text("merged.csv") == folder.text("plain.csv"))
        #expect(try folder.text("merged.svg") == folder.text("plain.svg"))
        #expect(try folder.text("merged-pit.svg") == folder.text("plain-pit.svg"))
        let json = ["--format", "json"]
        #expect(try folder.run(["merge"] + parts + json).output == folder.run(test + json).output)
    }

    @Test("A missing shard, a broken part and changed figures end in exit code 65, and the shard can be run alone")
    func faults() throws {
        let example = try Example()
        let run = ["run", "example.yaml"] + draws
        var parts = try parts(of: run, count: 3, in: example.folder)
        func refusal(_ parts: [String], _ options: [String] = ["--no-folder"]) throws -> [String] {
            let outcome = try example.run(["merge"] + parts + options)
            #expect(outcome.status == 65 && outcome.output.isEmpty)
            return outcome.errorLines
        }
        let missing = try #require(try refusal([parts[0], parts[2]]).first)
        #expect(missing.hasPrefix("error: shard 2 of 3 is missing; run it alone: tianmu run example.yaml --draws 300"))
        #expect(try refusal(parts + [parts[0]]).first?.contains("shard 1 of 3 is given 2 times") == true)
        #expect(try refusal(["1-of-4.part"]).first?.contains("the file does not exist") == true)
        // What the message says to type is what makes the part again.
        let words = missing.split(separator: ": ").last?.split(separator: " ").dropFirst().map(String.init) ?? []
        #expect(try example.run(words).status == 0)
        parts[1] = "2.part"
        #expect(try example.run(["merge"] + parts + ["--no-folder"]).status == 0)
        let handle = FileHandle(forUpdatingAtPath: "\(example.folder.path)/2.part")
        try handle?.truncate(atOffset: (try handle?.seekToEnd() ?? 0) - 9)
        #expect(try refusal(parts).first?.hasPrefix("2.part: error: the part is truncated: ") == true)
        parts[1] = "2-of-3.part"
        let figures = try example.folder.text("figures.csv")
        try example.folder.write(figures.replacing(",600,", with: ",601,"), to: "figures.csv")
        #expect(
            try refusal(parts) == [
                "example.yaml: error: the inputs have changed since the parts were made: figures.csv; "
                    + "restore them, or run all shards again"
            ])
        // The same files in another place will do.
        try example.folder.write(figures, to: "moved/figures.csv")
        try example.folder.write(try example.folder.text("example.yaml"), to: "moved/example.yaml")
        #expect(try example.run(["merge"] + parts + ["--scenario", "moved/example.yaml", "--no-folder"]).status == 0)
    }

    @Test("Conditions are not sharded, and say so")
    func conditions() throws {
        let example = try Example(replacing: ("targets:", with: "given: {gdp: {2023: 700}}\ntargets:"))
        let outcome = try example.run(["run", "example.yaml", "--shard", "1/2", "--out", "1.part"])
        #expect(outcome.status == 65)
        #expect(
            outcome.errorLines.last?.contains("a scenario with conditions ('given') cannot be cut into shards") == true)
        #expect(try example.folder.contents() == ["example.yaml", "figures.csv"])
    }

    @Test("--timings tells the time of every step on standard error and changes no byte of the result")
    func timings() throws {
        let example = try Example()
        let run = ["run", "example.yaml"] + draws
        let plain = try example.run(run)
        let timed = try example.run(run + ["--timings", "--out", "here"])
        #expect(timed.output == plain.output)
        for step in ["read", "fit models", "simulate: first pass", "charts", "write the folder", "The kernel"] {
            #expect(timed.error.contains(step))
        }
        let json = try example.run(run + ["--timings", "--format", "json", "--no-folder"])
        let timings = try object(try #require(json.errorLines.last))
        #expect((timings["total"] as? Double ?? 0) > 0)
        #expect((0...1).contains(timings["kernelShare"] as? Double ?? -1))
        #expect((timings["timings"] as? [String: Double])?["firstPass"] != nil)
        let parts = try parts(of: run, count: 2, in: example.folder)
        #expect(
            try example.run(["merge"] + parts + ["--timings", "--no-folder"]).error.contains("simulate: quantiles"))
    }

    @Test("A sweep and a backtest tell their times too, on standard error")
    func timingsElsewhere() throws {
        let example = try Example()
        let baseline = Program.path("Scenarios/linan/baseline.yaml")
        let sweep = ["sweep", baseline, "--lever", "demand=-1:1:1", "--draws", "128"]
        let timed = try example.run(sweep + ["--timings"])
        #expect(timed.output == (try example.run(sweep)).output)
        #expect(timed.error.contains("runs of the sweep"))
        try example.folder.write(
            "series,year,value\n" + (0..<12).map { "a,\(2000 + $0),\(100 + $0 * $0)\n" }.joined(), to: "panel.csv")
        let json = try example.run(
            ["backtest", "panel.csv", "--horizon", "2", "--models", "drift", "--format", "json", "--timings"])
        let timings = try object(try #require(json.errorLines.last))
        #expect((timings["timings"] as? [String: Double])?["origins"] != nil)
        #expect(try example.run(sweep + ["--timings", "--shard", "1/2", "--out", "1.part"]).status == 64)
    }
}
