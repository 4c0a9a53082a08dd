import Foundation
import Testing

/// `tianmu models --compare` as a user runs it.
@Suite struct ModelComparisonTests {
    private let command = ["models", "--compare", "example.yaml", "gdp", "--draws", "64"]

    @Test("A table for people, an object for programs and a CSV tell the same models")
    func formats() throws {
        let example = try Example()
        let text = try example.run(command)
        #expect(text.status == 0 && text.error.isEmpty)
        #expect(text.output.contains("scenario (damped-trend)"))
        #expect(text.output.contains("\nensemble ") && text.output.contains("ensemble: weight of damped-trend 1.00"))
        #expect(text.output.contains("Refused\n"))
        #expect(text.output.contains("projects several indicators at once"))
        #expect(try example.run(command + ["--lang", "zh"]).output.contains("中位数与 80% 预测区间"))
        let json = try object(try example.run(command + ["--format", "json"]).output)
        let models = try #require(json["models"] as? [[String: Any]])
        let refusals = try #require(json["refusals"] as? [[String: Any]])
        #expect(models.count > 5 && refusals.count > 3)
        #expect(models.allSatisfy { ($0["forecast"] as? [Any])?.count == 5 })
        let table = rows(ofCSV: try example.run(command + ["--format", "csv"]).output)
        #expect(table.count == 1 + 5 * models.count + refusals.count)
    }

    @Test("A scenario may have the usual ensemble without members, and change to it")
    func usualEnsemble() throws {
        let example = try Example()
        try example.folder.write(
            "tianmu: 1\nextends: example.yaml\nindicators: {gdp: {model: ensemble}}\n", to: "usual.yaml")
        let run = try example.run("run", "usual.yaml", "--no-folder", "--draws", "64")
        #expect(run.status == 0, "\(run.error)")
        let text = try example.run("models", "--compare", "usual.yaml", "gdp", "--draws", "64")
        #expect(text.status == 0 && text.output.contains("scenario (ensemble)"), "\(text.error)")
        let compared = try example.run(
            "compare", "example.yaml", "--indicator", "gdp", "--models", "ensemble,drift", "--draws", "64")
        #expect(compared.status == 0 && !(compared.output + compared.error).contains("ensemble: refused"))
        // Six regions and twenty years: no member refuses.
        let shipped = try Program.run(
            ["models", "--compare", Program.path("Scenarios/hangzhou/baseline.yaml"), "gdp", "--draws", "64"])
        #expect(shipped.output.contains("\nensemble "))
    }

    @Test("An ensemble stands among the models with its weights, and with what they rest on")
    func ensemble() throws {
        let example = try Example()
        let panel = (1...6).map { number in
            (2001...2014).map { "s\(number),\($0),\(50 + ($0 - 2000) * (4 + number) + $0 * number % 7)\n" }.joined()
        }
        try example.folder.write("series,year,value\n" + panel.joined(), to: "panel.csv")
        try example.folder.write(
            """
            tianmu: 1
            extends: example.yaml
            indicators: {gdp: {model: ensemble, members: [drift, damped-trend], weights: shrunk}}
            pool: {gdp: panel.csv}

            """, to: "weighted.yaml")
        let weighted = ["models", "--compare", "weighted.yaml", "gdp", "--draws", "64"]
        let text = try example.run(weighted)
        #expect(text.status == 0, "\(text.error)")
        let words = text.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("scenario (ensemble): weight of damped-trend 0."))
        #expect(words.contains("past forecasts behind the weights 270,"))
        #expect(words.contains("scenario (ensemble): an ensemble of the scenario's own, not tested here"))
        let json = try object(try example.run(weighted + ["--format", "json"]).output)
        let models = try #require(json["models"] as? [[String: Any]])
        let fit = try #require(models.first?["fit"] as? [String: Any])
        let notes = try #require(fit["notes"] as? [[String: String]])
        #expect(notes.contains { $0["zh"]?.contains("6 个序列") == true && $0["en"]?.contains("6 series") == true })
        let plan = try object(try example.run("plan", "weighted.yaml", "--format", "json").output)
        let planned = try #require(plan["models"] as? [[String: Any]]).first { $0["id"] as? String == "ensemble" }
        let members = try #require(planned?["members"] as? [[String: Any]])
        #expect(members.map { $0["id"] as? String } == ["damped-trend", "drift"])
    }

    @Test("--chart draws a row for each model, and never over a file without --replace")
    func chart() throws {
        let example = try Example()
        #expect(try example.run(command + ["--chart", "m.svg"]).status == 0)
        let svg = try example.folder.text("m.svg")
        for name in ["scenario (damped-trend)", "drift", "CRPS"] { #expect(svg.contains(name)) }
        #expect(try example.run(command + ["--chart", "m.svg"]).status == 73)
    }

    @Test("A formula is named, and models stand in its place; an unknown indicator gets its nearest name")
    func indicators() throws {
        let example = try Example()
        let formula = try example.run("models", "--compare", "example.yaml", "per_head", "--draws", "64")
        #expect(formula.status == 0 && formula.output.contains("gdp / population"))
        #expect(formula.output.contains("\nscenario (formula) "))
        let unknown = try example.run("models", "--compare", "example.yaml", "gpd")
        #expect(unknown.status == 65)
        #expect(unknown.errorLines == ["error: there is no indicator 'gpd'; did you mean 'gdp'?"])
    }

    @Test(
        "Options that only a comparison knows are refused without it, and a comparison needs an indicator",
        arguments: [
            (["models", "--chart", "a.svg"], "'--chart' goes with '--compare'."),
            (["models", "theta", "--horizon", "3"], "'--horizon' goes with '--compare'."),
            (["models", "--compare", "a.yaml"], "Name an indicator: '--compare SCENARIO INDICATOR'."),
            (["models", "--compare", "a.yaml", "gdp", "--horizon", "0"], "'--horizon' must lie in 1...50, not 0."),
            (
                ["models", "--compare", "a.yaml", "gdp", "--plugins", "p.yaml"],
                "'--compare' and '--plugins' exclude each other: a scenario names its workers."
            ),
        ])
    func usage(arguments: [String], sentence: String) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.error.contains(sentence))
    }
}
