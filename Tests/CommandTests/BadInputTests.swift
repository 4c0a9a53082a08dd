import Foundation
import Testing

/// Bad input of every kind: exit code 65, one clear sentence with its place, nothing written.
@Suite struct BadInputTests {
    @Test(
        "A fault in the scenario ends in exit code 65 and one sentence with file, line and column",
        arguments: [
            (
                "figures.csv", "figure.csv",
                "4:8: error: 'figure.csv': the file does not exist; did you mean 'figures.csv'?"
            ),
            (
                "region: example", "region: exmaple",
                "3:9: error: the figures files have no region 'exmaple'; did you mean 'example'?"
            ),
            ("through: 2025", "through: 0", "5:30: error: expected a whole number in 1900...2200, found '0'"),
            ("base: 2020", "base: 0", "5:15: error: expected a whole number in 1900...2200, found '0'"),
            ("through: 2025", "through: 2019", "5:30: error: the last year 2019 must come after the base year 2020"),
            ("above: 12", "above: .nan", "11:46: error: expected a finite number, found '.nan'"),
            (
                "{indicator: per_head", "{indicator: per_haed",
                "11:17: error: a target names the unknown indicator 'per_haed'; did you mean 'per_head'?"
            ),
            ("year: 2025", "year: 2031", "11:33: error: the target's year 2031 is outside 2021...2025"),
            (
                "gdp / population", "per_head",
                "9:33: error: formulas depend on each other in the same year: per_head → per_head; "
                    + "use previous(...) in one of them"
            ),
            ("gdp / population", "gdp + population", "9:37: error: '亿元' and '万人' cannot be added or compared"),
            ("gdp / population", "gdp / (population", "9:50: error: expected ')', not the end"),
            ("unit: 万元", "unit: 人", "9:32: error: the formula gives '元/人' but the indicator's unit is '人'"),
            (
                "population: {model: hold}", "population: {model: damped-trend}",
                "8:23: error: model 'damped-trend' refuses 'population': 'population' has 1 observation, "
                    + "the model needs at least 2"
            ),
            ("model: hold", "model: hodl", "8:23: error: unknown model 'hodl'; did you mean 'hold'?"),
            (
                "model: hold", "model: hold, base: {value: -5, reason: none}",
                "8:23: error: model 'hold' refuses 'population': 'population' is a level and cannot be held at -5.0, below 0"
            ),
        ])
    func scenarioFault(piece: String, fault: String, sentence: String) throws {
        let example = try Example(replacing: (piece, with: fault))
        let outcome = try example.run("run", "example.yaml")
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorLines == ["example.yaml:" + sentence])
        #expect(try example.folder.contents() == ["example.yaml", "figures.csv"])
    }

    @Test(
        "A fault in the figures ends in exit code 65 and one sentence",
        arguments: [
            (",54,", ",nan,", "figures.csv:5:28: error: value 'nan' is not a finite number"),
            (",2019,", ",0,", "figures.csv:3:16: error: '0' is not a year from 1900 to 2200"),
            (
                ",54,", ",-54,",
                "example.yaml:8:23: error: model 'hold' refuses 'population': 'population' is a level and cannot be "
                    + "held at -54.0, below 0"
            ),
        ])
    func figuresFault(piece: String, fault: String, sentence: String) throws {
        let example = try Example(figures: (piece, with: fault))
        let outcome = try example.run("run", "example.yaml")
        #expect(outcome.status == 65)
        #expect(outcome.errorLines == [sentence])
    }

    @Test("A wrong unit in row 40 of the figures is told with that row")
    func wrongUnitFarBelow() throws {
        let more = (6...39).map { "gdp,example,亿元,\(1960 + $0),\(100 + $0),=,actual,Yearbook,2010-01-01,\n" }.joined()
        let example = try Example()
        try example.folder.write(
            Example.figures + "\n" + more + "gdp,example,公斤,2009,500,=,actual,Yearbook,2010-01-01,\n", to: "figures.csv"
        )
        let outcome = try example.run("check", "example.yaml", "--format", "csv")
        #expect(outcome.status == 65)
        #expect(rows(ofCSV: outcome.output).dropFirst().map { Array($0[1...2]) } == [["figures.csv", "40"]])
        #expect(outcome.output.contains("'公斤' does not convert to '亿元'"))
    }

    @Test("What is no scenario at all ends in exit code 65 and one sentence")
    func noScenario() throws {
        let folder = try TemporaryFolder()
        let bomb = "ab".map { "\($0): &\($0) [1, 1, 1, 1, 1, 1, 1, 1, 1]\n" }.joined()
        let aliases = (0..<60).map { "k\($0): [*a, *b]\n" }.joined()
        try folder.write("", to: "empty.yaml")
        try folder.write("tianmu: 1\u{0}\u{1}\u{2}", to: "binary.yaml")
        try folder.write(bomb + aliases, to: "bomb.yaml")
        try folder.write("[1, 2]", to: "list.yaml")
        try folder.write("tianmu: 1\nextends: circle.yaml\n", to: "circle.yaml")
        let large = FileHandle(forWritingAtPath: try folder.write("", to: "large.yaml"))
        try large?.truncate(atOffset: 100_000_000)
        let expected = [
            "empty.yaml": "empty.yaml: error: the file is empty",
            "binary.yaml": "binary.yaml: error: the file is binary, not text",
            "bomb.yaml": "bomb.yaml:23:1: error: more than 40 aliases (*…); write the values out, or use 'extends'",
            "list.yaml": "list.yaml:1:1: error: a scenario file must consist of keys with values",
            "circle.yaml":
                "circle.yaml:2:10: error: 'extends' goes in a circle or over 16 files: circle.yaml → circle.yaml",
            "large.yaml": "large.yaml: error: the file is larger than the limit of 1 MiB",
        ]
        for (file, sentence) in expected {
            let outcome = try folder.run(["run", file])
            #expect(outcome.status == 65, "\(file)")
            #expect(outcome.errorLines == [sentence])
        }
    }

    @Test("What no draw can compute is an error with its cause")
    func incomputable() throws {
        let outcome = try Example(replacing: ("gdp / population", with: "gdp / (population - population)"))
            .run("run", "example.yaml", "--draws", "256")
        #expect(outcome.status == 65)
        #expect(
            outcome.errorLines == [
                "error: 'per_head' in 2021 cannot be computed in 256 of 256 draws (division by zero), "
                    + "more than the allowed share 0.001 (draws: failed-share)"
            ])
    }

    @Test("A file with ten faults has all ten told in order of its lines, in text, JSON and CSV")
    func tenFaults() throws {
        let fixture = Program.path("Tests/TianmuEngineTests/Fixtures/ten-faults.yaml")
        let text = try Program.run(["check", fixture])
        #expect(text.status == 65)
        let lines = text.output.split(separator: "\n")
        #expect(lines.last == "\(fixture): 10 errors, 0 warnings")
        let numbers = lines.dropLast().compactMap { Int($0.dropFirst(fixture.count + 1).prefix { $0 != ":" }) }
        #expect(numbers.count == 10)
        #expect(numbers == numbers.sorted())
        let json = try Program.run(["check", fixture, "--format", "json"])
        let entries = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        #expect(entries?.compactMap { $0["line"] as? Int } == numbers)
        let table = rows(ofCSV: try Program.run(["check", fixture, "--format", "csv"]).output)
        #expect(table.first == ["severity", "file", "line", "column", "message"])
        #expect(table.dropFirst().map { $0[2] } == numbers.map(String.init))
    }

    @Test("A missing OpenBLAS is neither bad input nor our fault, and the message tells what to install")
    func missingLibrary() throws {
        let baseline = Program.path("Scenarios/linan/baseline.yaml")
        for command in ["run", "check", "plan"] {
            let outcome = try Program.run([command, baseline], environment: ["TIANMU_OPENBLAS": "/nowhere.so"])
            #expect(outcome.status == 69)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errorLines.count == 1)
            #expect(outcome.error.contains("apt-get install -y libopenblas-dev"))
        }
    }
}
