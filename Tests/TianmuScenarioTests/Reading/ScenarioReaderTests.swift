import Testing
import TianmuModel

@testable import TianmuScenario

@Suite struct ScenarioReaderTests {
    private let sound = """
        tianmu: 1
        years: {base: 2020, through: 2025}
        indicators:
          a: {unit: 元, base: {value: 1, reason: test}, model: hold}

        """

    /// What reading finds, and whether it could go on.
    private func faults(_ folder: TemporaryFolder, _ path: String) -> [String] {
        do throws(DiagnosticList) {
            return try ScenarioReader.read(path: path).diagnostics.map(folder.text)
        } catch {
            return error.diagnostics.map(folder.text)
        }
    }

    private func faults(_ yaml: String) throws -> [String] {
        let folder = try TemporaryFolder()
        return faults(folder, try folder.write("s.yaml", yaml))
    }

    @Test("A sound scenario is read without a word")
    func soundScenario() throws {
        let folder = try TemporaryFolder()
        try folder.write("figures.csv", "indicator,unit,year,value\na,元,2020,5\n")
        let path = try folder.write("s.yaml", sound + "title: {zh: 基准}\ndata: [./figures.csv]\nas-of: 2021-03-01\n")
        let scenario = try ScenarioReader.read(path: path)
        #expect(scenario.diagnostics == [])
        #expect(scenario.title == LocalizedText("基准"))
        #expect(scenario.years == Horizon(base: 2020, through: 2025))
        #expect(scenario.asOf == CalendarDate("2021-03-01"))
        #expect(scenario.figures.indicators == ["a"])
        #expect(scenario.inputs.map(\.path) == [path, folder.path + "figures.csv"])
        #expect(scenario.inputs.map(\.byteCount).allSatisfy { $0 > 0 })
        #expect(scenario.inputs[0].digest != scenario.inputs[1].digest)
    }

    @Test("FNV-1a digests are the published ones")
    func digests() {
        // Fowler, Noll, Vo: test vectors of draft-eastlake-fnv, 64 bits.
        #expect(Digest.fnv1a("".utf8) == "cbf29ce484222325")
        #expect(Digest.fnv1a("a".utf8) == "af63dc4c8601ec8c")
        #expect(Digest.fnv1a("foobar".utf8) == "85944171f73967e8")
    }

    @Test("A file that is no scenario is told in one sentence")
    func noScenario() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("scenario.yaml", sound)
        #expect(
            faults(folder, folder.path + "scenaro.yaml")
                == ["scenaro.yaml: error: the file does not exist; did you mean 'scenario.yaml'?"])
        #expect(faults(folder, path + "/x")[0].contains("the file does not exist"))
        #expect(faults(folder, String(folder.path.dropLast()))[0].hasSuffix("this is a folder, not a file"))
        #expect(faults(folder, try folder.write("empty.yaml", "")) == ["empty.yaml: error: the file is empty"])
        #expect(
            faults(folder, try folder.write("comment.yaml", "# only\n")) == [
                "comment.yaml:1:1: error: the file is empty"
            ])
        #expect(
            faults(folder, try folder.write("binary.yaml", bytes: [0x50, 0x4B, 0, 1]))
                == ["binary.yaml: error: the file is binary, not text"])
        #expect(
            faults(folder, try folder.write("wide.yaml", bytes: [0xFF, 0xFE, 0x61, 0]))
                == ["wide.yaml: error: the file is UTF-16; save it as UTF-8"])
        let clock = ContinuousClock()
        let large = try folder.writeSparse("large.yaml", byteCount: 100 << 20)
        let time = clock.measure {
            #expect(faults(folder, large) == ["large.yaml: error: the file is larger than the limit of 1 MiB"])
        }
        #expect(time < .seconds(2))
        let noMap = "error: a scenario file must consist of keys with values"
        #expect(faults(folder, try folder.write("word.yaml", "hello")) == ["word.yaml:1:1: \(noMap)"])
        #expect(faults(folder, try folder.write("list.yaml", "- a")) == ["list.yaml:1:1: \(noMap)"])
    }

    @Test("Unknown and missing keys, at every depth")
    func keys() throws {
        #expect(
            try faults(
                "tianmu: 1\nyear: {base: 2020, through: 2025}\nindicators: {a: {modle: hold, base: {value: 1}}}\n") == [
                    "s.yaml:2:1: error: unknown key 'year' in 'scenario'; did you mean 'years'?",
                    "s.yaml:3:18: error: unknown key 'modle' in 'indicator'; did you mean 'model'?",
                    "s.yaml:3:37: error: 'base' lacks 'reason' (Why)",
                    "s.yaml:1:1: error: 'scenario' lacks 'years' (Base year and last year)",
                ])
    }

    @Test("Values of the wrong kind say what is expected and what is there")
    func kinds() throws {
        let found = try faults(
            sound + """
                data: x
                targets: {a: 1}
                title: [a]
                as-of: yesterday
                region: {a: b}
                accept: [guess]
                levers: []
                draws: {count: "32", sampler: sobl, failed-share: 2, seed: -1, probabilities: smothed}
                correlations: {[a, b]: 2, [a, c]: x}
                links: [{from: a, to: b, elasticity: {p10: 1, p50: 2}}]
                """)
        #expect(
            found == [
                "s.yaml:5:7: error: expected a list, found 'x'",
                "s.yaml:6:10: error: expected a list, found keys with values",
                "s.yaml:7:8: error: expected text, or {zh: …, en: …}, found a list",
                "s.yaml:8:8: error: expected a date such as 2021-03-01, found 'yesterday'",
                "s.yaml:9:9: error: expected text, found keys with values",
                "s.yaml:10:10: error: expected one of actual, preliminary, estimate, found 'guess'; "
                    + "known: actual, preliminary, estimate",
                "s.yaml:11:9: error: expected keys with values, found an empty list",
                "s.yaml:12:16: error: expected a whole number in 16...100000000, found quoted '32'",
                "s.yaml:12:31: error: expected one of sobol, sobol-principal, philox, antithetic, "
                    + "found 'sobl'; did you mean 'sobol'?",
                "s.yaml:12:51: error: expected a number in 0.0...1.0, found '2'",
                "s.yaml:12:60: error: expected a whole number in 0...9223372036854775807, found '-1'",
                "s.yaml:12:79: error: expected one of counted, smoothed, found 'smothed'; did you mean 'smoothed'?",
                "s.yaml:13:24: error: expected a number in -1.0...1.0, or keys with values, found '2'",
                "s.yaml:13:35: error: expected a number in -1.0...1.0, or keys with values, found 'x'",
                "s.yaml:14:38: error: expected a number, or {p10, p50, p90}, found keys with values",
            ])
    }

    @Test("Numbers that are none", arguments: [".nan", "nan", ".inf", "1e999", "\"1\"", "~x"])
    func notANumber(_ text: String) throws {
        let found = try faults(sound.replacing("value: 1", with: "value: \(text)"))
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("s.yaml:4:30: error: expected a finite number, found "))
    }

    @Test(
        "Years that are none", arguments: ["0", "20200", "-9000000000000000000", "9000000000000000000", "2020.5", "x"])
    func years(_ year: String) throws {
        #expect(
            try faults(sound.replacing("base: 2020", with: "base: \(year)")) == [
                "s.yaml:2:15: error: expected a whole number in 1900...2200, found '\(year)'"
            ])
        let lever = "levers: {x: {to: a, from: \(year), value: 1}}\n"
        #expect(try faults(sound + lever).count == 1)
        #expect(try faults(sound.replacing("value: 1", with: "value: 1, year: \(year)")).count == 1)
    }

    @Test("A horizon that does not begin, or does not end")
    func horizon() throws {
        #expect(
            try faults(sound.replacing("2025", with: "2020")) == [
                "s.yaml:2:30: error: the last year 2020 must come after the base year 2020"
            ])
        #expect(
            try faults(sound.replacing("2025", with: "2121")) == [
                "s.yaml:2:30: error: at most 100 years can be projected"
            ])
        #expect(try faults(sound.replacing("2025", with: "2120")) == [])
    }

    @Test("A target has one relation")
    func relations() throws {
        let sentence = "error: a target has exactly one of 'above', 'at-least', 'below', 'at-most'"
        #expect(
            try faults(sound + "targets: [{indicator: a, year: 2021}, {indicator: a, year: 2021, above: 1, below: 2}]")
                == [
                    "s.yaml:5:11: \(sentence)", "s.yaml:5:39: \(sentence)",
                ])
    }

    @Test("An indicator has a model or a formula; nothing in place of one is none")
    func methods() throws {
        let both = sound.replacing("model: hold", with: "model: hold, formula: 2 * a")
        #expect(try faults(both) == ["s.yaml:4:70: error: 'a' cannot have both 'model' and 'formula'"])
        #expect(try faults(both.replacing("model: hold", with: "model: ~")) == [])
    }

    @Test("A chain of files is merged, with paths seen from the file that names them")
    func extending() throws {
        let folder = try TemporaryFolder()
        try folder.write("figures.csv", "indicator,unit,year,value\na,元,2020,5\n")
        try folder.write("base.yaml", sound + "data: [figures.csv]\n")
        try folder.write("middle.yaml", "extends: ./base.yaml\nindicators: {a: {model: elicited}}\n")
        let path = try folder.write("s.yaml", "extends: middle.yaml\nyears: {through: 2022}\ntitle: What if\n")
        let scenario = try ScenarioReader.read(path: path)
        #expect(scenario.diagnostics == [])
        #expect(scenario.years == Horizon(base: 2020, through: 2022))
        #expect(scenario.figures.indicators == ["a"])
        #expect(
            scenario.inputs.map { $0.path.replacing(folder.path, with: "") } == [
                "s.yaml", "middle.yaml", "base.yaml", "figures.csv",
            ])
        guard case .model(let use) = scenario.indicators[0].method else {
            Issue.record("no model")
            return
        }
        #expect(use.model.position.file == folder.path + "middle.yaml")
    }

    @Test("Faults in a file that is extended are told in that file, once")
    func faultsInParent() throws {
        let folder = try TemporaryFolder()
        try folder.write("base.yaml", sound + "titel: x\ndraws: {count: 3}\n")
        let path = try folder.write("s.yaml", "extends: base.yaml\nnotes: y\n")
        #expect(
            faults(folder, path) == [
                "s.yaml:2:1: error: unknown key 'notes' in 'scenario'; did you mean 'note'?",
                "base.yaml:5:1: error: unknown key 'titel' in 'scenario'; did you mean 'title'?",
                "base.yaml:6:16: error: expected a whole number in 16...100000000, found '3'",
            ])
    }

    @Test("A circle of files, and one that is missing")
    func circles() throws {
        let folder = try TemporaryFolder()
        let first = try folder.write("one.yaml", "extends: two.yaml\n")
        try folder.write("two.yaml", "extends: ./x/../one.yaml\n")
        #expect(
            faults(folder, first) == [
                "two.yaml:1:10: error: 'extends' goes in a circle or over 16 files: one.yaml → two.yaml → one.yaml"
            ])
        let itself = try folder.write("itself.yaml", "extends: itself.yaml\n")
        #expect(faults(folder, itself)[0].hasPrefix("itself.yaml:1:10: error: 'extends' goes in a circle"))
        let missing = try folder.write("missing.yaml", "extends: oen.yaml\n")
        #expect(
            faults(folder, missing) == [
                "missing.yaml:1:10: error: 'oen.yaml': the file does not exist; did you mean 'one.yaml'?"
            ])
        let data = try folder.write("data.yaml", sound + "data: [nothing.csv]\n")
        #expect(faults(folder, data) == ["data.yaml:5:8: error: 'nothing.csv': the file does not exist"])
    }

    @Test("Paths between files")
    func paths() {
        #expect(FilePath.resolve("b.yaml", besides: "a.yaml") == "b.yaml")
        #expect(FilePath.resolve("../data/b.csv", besides: "x/y/a.yaml") == "x/data/b.csv")
        #expect(FilePath.resolve("../../b.csv", besides: "x/a.yaml") == "../b.csv")
        #expect(FilePath.resolve("/b.csv", besides: "x/a.yaml") == "/b.csv")
        #expect(FilePath.resolve("./b.csv", besides: "/x/./a.yaml") == "/x/b.csv")
    }
}
