import Foundation
import Testing

/// The help and the documents say what the program does.
@Suite struct DocumentTests {
    private static let commands = [
        "run",
        "check",
        "plan",
        "models",
        "compare",
        "chart",
        "audit",
        "require",
        "joint",
        "condition",
        "sweep",
        "seek",
        "sensitivity",
        "evaluate",
        "scorecard",
        "backtest",
        "merge",
        "schema",
        "plugin",
    ]

    @Test("The commands that these tests know are those of the program")
    func commandList() throws {
        let help = try Program.run(["--help"]).output
        let list = try #require(help.range(of: "SUBCOMMANDS:\n"))
        // Names stand at the margin of two; what explains them, further in.
        let names = help[list.upperBound...].split(separator: "\n")
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(names == Self.commands)
    }

    @Test("The help of every command has examples that fit a line and work as printed", arguments: [""] + commands)
    func examples(command: String) throws {
        let help = try Program.run(command.isEmpty ? ["--help"] : ["help", command]).output
        let examples = help.split(separator: "\n").filter { $0.hasPrefix("  tianmu ") }.map(String.init)
        #expect(!examples.isEmpty)
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/Scenarios", withDestinationPath: Program.path("Scenarios"))
        for (name, parent) in [("my", "baseline"), ("base", "baseline"), ("weak", "weak-demand")] {
            try folder.write("tianmu: 1\nextends: Scenarios/linan/\(parent).yaml\n", to: "\(name).yaml")
        }
        try folder.write(
            "series,year,value\n"
                + (2001...2009).map { "a/gdp,\($0),\(($0 - 1990) * $0 % 97)\na/jobs,\($0),\(9 + $0 % 7)\n" }.joined(),
            to: "panel.csv")
        let worker = try Program.executable().deletingLastPathComponent().appendingPathComponent("ExampleWorker").path
        try folder.write("plugins: {mine: {command: [\(worker)]}}\n", to: "plugins.yaml")
        for example in examples {
            var arguments = Self.arguments(of: example)
            // Fewer draws than the example asks for: the last of two options counts.
            let drawing = [
                "run", "compare", "chart", "require", "joint", "condition", "sweep", "seek", "sensitivity", "evaluate",
                "scorecard", "backtest",
            ]
            if drawing.contains(arguments.first ?? "") {
                arguments += ["--draws", "64"]
            }
            let outcome = try folder.run(arguments)
            #expect(outcome.status == 0, "\(example): \(outcome.error)")
            #expect(!outcome.output.isEmpty || arguments.contains("--out"))
        }
    }

    /// What follows `tianmu`, up to a comment, a pipe or the name of a file.
    private static func arguments(of example: String) -> [String] {
        let line = String(example.dropFirst(2))
        let end = line.range(of: "  ")?.lowerBound ?? line.endIndex
        let words = line[..<end].split(separator: " ").map(String.init)
        return Array(words.dropFirst().prefix { $0 != "|" && $0 != ">" })
    }

    @Test("The README shows every command, and its two marked commands are those that CI runs")
    func readme() throws {
        let readme = try Program.text("README.md")
        let help = try Program.run(["--help"]).output
        for command in Self.commands {
            #expect(readme.contains("tianmu \(command)"))
            #expect(help.contains("  \(command) "))
        }
        let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
        for (name, part) in [("main", "tianmu run Scenarios/linan/baseline.yaml"), ("test", "swift test")] {
            let mark = try #require(lines.firstIndex { $0 == "<!-- command: \(name) -->" })
            #expect(lines[mark + 2].hasPrefix("apt-get install -y libopenblas-dev && "))
            #expect(lines[mark + 2].contains(part))
        }
        for code in ["0 done", "64 usage", "65 bad input", "69 a library is missing", "70 our fault", "73 an output"] {
            #expect(readme.contains(code))
            #expect(help.replacing("\n", with: " ").contains(code))
        }
    }

    @Test("Files that the README names are there")
    func readmeFiles() throws {
        let readme = try Program.text("README.md")
        let links = readme.matches(of: /\]\(([^)#]+)\)/).map { String($0.1) }.filter { !$0.hasPrefix("http") }
        #expect(links.count > 4)
        for link in links { #expect(FileManager.default.fileExists(atPath: Program.path(link)), "\(link)") }
    }

    @Test("Every key of a scenario file stands in the guide to scenarios")
    func keys() throws {
        let guide = try Program.text("Scenarios/README.md")
        let schema = try object(try Program.run(["schema"]).output)
        // Members of an ensemble are named by their models.
        let models = try Program.run(["models", "--format", "csv"]).output.split(separator: "\n")
            .compactMap { $0.split(separator: ",").first.map(String.init) }
        #expect(models.contains("damped-trend"))
        let keys = Self.keys(of: schema).subtracting(models)
        #expect(keys.isSuperset(of: ["as-of", "elasticity", "recovery", "at-least", "failed-share"]))
        for key in keys.sorted() {
            let isThere =
                guide.contains("`\(key)`") || guide.contains("\(key):") || guide.contains("{\(key)")
                || guide.contains(" \(key)}") || guide.contains(", \(key),") || guide.contains("`\(key),")
            #expect(isThere, "\(key)")
        }
    }

    /// The names of all properties, but for the parameters of models, which have a page of their own.
    private static func keys(of value: Any) -> Set<String> {
        if let array = value as? [Any] { return array.reduce(into: []) { $0.formUnion(keys(of: $1)) } }
        guard let node = value as? [String: Any] else { return [] }
        var found: Set<String> = []
        for (name, child) in node {
            if name == "properties", let properties = child as? [String: Any] {
                for (key, property) in properties {
                    found.insert(key)
                    if key != "parameters" { found.formUnion(keys(of: property)) }
                }
            } else {
                found.formUnion(keys(of: child))
            }
        }
        return found
    }

    @Test("Every model, and every parameter of it, stands in the guide to models")
    func models() throws {
        let guide = try Program.text("Plugins/README.md")
        let json = try Program.run(["models", "--format", "json"]).output
        let models = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(models.count >= 8)
        for model in models {
            let id = try #require(model["id"] as? String)
            #expect(guide.contains("`\(id)`"), "\(id)")
            let page = try Program.run(["models", id]).output
            for parameter in model["parameters"] as? [[String: Any]] ?? [] {
                let name = try #require(parameter["name"] as? String)
                #expect(page.contains(name))
            }
        }
    }
}
