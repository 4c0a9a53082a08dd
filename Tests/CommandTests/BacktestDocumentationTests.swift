import Foundation
import Testing

/// `Documentation/backtest.md` against what the commands print: every key there, and none that is not.
@Suite struct BacktestDocumentationTests {
    /// A region of two indicators, so that nothing optional is missing.
    private static let panel =
        "series,year,value\n"
        + (0..<9).map { "x/a,\(2001 + $0),\(100 + 5 * $0 + $0 % 3)\nx/b,\(2001 + $0),\(30 + $0 * $0 % 7)\n" }.joined()
    private static let command = [
        "backtest", "panel.csv", "--horizon", "2", "--models", "drift,bvar,elasticity-bridge,ensemble", "--draws", "64",
        "--drivers", "elasticity-bridge.driver=a", "--group", "a,b", "--indicators", "a,b", "--parameters",
        "bvar.tightness=0.2", "--forecasts", "f.csv",
    ]

    /// By the title of the section: the keys in the first cells of its tables, below the paths in the heading above.
    private func documented() throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        var (section, paths) = ("", [""])
        for line in try Program.text("Documentation/backtest.md").split(separator: "\n") {
            if line.hasPrefix("## ") {
                (section, paths) = (line.dropFirst(3).filter { $0 != "`" }, [""])
            } else if line.hasPrefix("### ") {
                paths = line.matches(of: /`([^`]+)`/).map { "\($0.1)." }
                if paths.isEmpty { paths = [""] }
            } else if let key = line.firstMatch(of: /^\| `([^`]+)` \|/)?.1 {
                found[section, default: []].formUnion(paths.map { $0 + key })
            }
        }
        return found
    }

    /// Every path of a JSON value. Texts for people and numbers by the ids of models are leaves.
    private func paths(_ value: Any, below path: String = "") -> Set<String> {
        if let list = value as? [Any] {
            return list.reduce(into: []) { $0.formUnion(paths($1, below: path + "[]")) }
        }
        guard let object = value as? [String: Any], Set(object.keys) != ["zh", "en"], path != "weights" else {
            return []
        }
        return object.reduce(into: []) { all, entry in
            let own = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            all.insert(own)
            all.formUnion(paths(entry.value, below: own))
        }
    }

    private func columns(_ csv: String) -> Set<String> {
        Set((rows(ofCSV: csv).first ?? []).map { $0.replacing(/^pit_[0-9]+$/, with: "pit_N") })
    }

    /// Expects the keys on both sides to be the same.
    private func expect(_ printed: Set<String>, in section: String) throws {
        let documented = try #require(try documented()[section])
        let (lacking, outdated) = (printed.subtracting(documented).sorted(), documented.subtracting(printed).sorted())
        #expect(lacking == [], "not documented in \(section)")
        #expect(outdated == [], "documented in \(section), and not there")
    }

    @Test("Every key of a backtest's object, table and forecasts is documented, and none that is not there")
    func backtest() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.panel, to: "panel.csv")
        let json = try folder.run(Self.command + ["--format", "json"])
        #expect(json.status == 0, "\(json.error)")
        try expect(paths(try object(json.output)), in: "tianmu backtest --format json")
        try expect(columns(try folder.text("f.csv")), in: "tianmu backtest --forecasts FILE")
        let csv = try folder.run(Self.command + ["--format", "csv", "--replace"])
        try expect(columns(csv.output), in: "tianmu backtest --format csv")
    }

    @Test("Every key of models on one indicator is documented, and none that is not there")
    func models() throws {
        let rows = (0..<9).flatMap { number in
            ["example", "other"].map {
                "gdp,\($0),亿元,\(2009 + number),\(300 + 27 * number + number % 3),=,actual,Yearbook,2018-03-01,\n"
            }
        }
        let example = try Example(
            figures: ("gdp,example,亿元,2018", with: rows.joined() + "gdp,example,亿元,2018"))
        var printed: Set<String> = []
        for indicator in ["gdp", "per_head"] {
            let json = try example.run(
                "models", "--compare", "example.yaml", indicator, "--draws", "64", "--format", "json")
            if json.status == 0 { printed.formUnion(paths(try object(json.output))) }
        }
        try expect(printed, in: "tianmu models --compare --format json")
        let csv = try example.run("models", "--compare", "example.yaml", "gdp", "--draws", "64", "--format", "csv")
        try expect(columns(csv.output), in: "tianmu models --compare --format csv")
    }
}
