import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuScenario

/// Whatever is wrong with a scenario is told with its place and a way out.
@Suite struct PlanningFaultTests {
    /// Three indicators with a model, one with a formula; `rest` begins in line 10.
    private func faults(_ rest: String) -> [String] {
        Pipeline.faults(
            """
            tianmu: 1
            years: {base: 2020, through: 2022}
            draws: {count: 32}
            # In line 5 the indicators begin.
            indicators:
              alpha: {unit: 元, base: {value: 1, reason: test}, model: hold}
              beta: {unit: 元, base: {value: 1, reason: test}, model: hold}
              gamma: {unit: percent, base: {value: 1, reason: test}, model: hold}
              sum: {unit: 元, formula: alpha + beta}
            \(rest)
            """)
    }

    @Test("The scenario that the others are made from is sound")
    func sound() { #expect(faults("") == []) }

    @Test("A model that nobody knows, or its parameters")
    func models() {
        let found = faults(
            """
              a: {unit: 元, base: {value: 1, reason: test}, model: hodl}
              b: {unit: 元, base: {value: 1, reason: test}, model: hold, parameters: {valeu: 1, sd: 101}}
              c: {unit: 元, base: {value: 1, reason: test}, model: elicited, parameters: {p10: 3, p50: 2}}
              d: {unit: 元, base: {value: -1, reason: test}, model: random-walk-drift, parameters: {drift: 1, sd: 1}}
            """)
        #expect(
            found == [
                "scenario.yaml:10:55: error: unknown model 'hodl'; did you mean 'hold'?",
                "scenario.yaml:11:74: error: model 'hold': unknown parameter 'valeu'; did you mean 'value'?",
                "scenario.yaml:11:84: error: model 'hold': parameter 'sd' is 101, outside its range 0...100 percent",
                "scenario.yaml:12:77: error: model 'elicited': parameter 'p90' (percent per year (level); "
                    + "percent (percentage)) is missing",
                "scenario.yaml:13:56: error: model 'random-walk-drift' refuses 'd': 'd' is -1.0 in 2020, must be above 0",
            ])
    }

    @Test("Too few figures, and why: only a bound is known, or the figures came later")
    func tooFewFigures() {
        let found = Pipeline.faults(
            """
            tianmu: 1
            data: [figures.csv]
            as-of: 2021-03-01
            years: {base: 2020, through: 2022}
            indicators:
              bounded: {model: hold}
              later: {model: hold}
              short: {model: damped-trend}
              # What follows from a formula needs its base as much.
              bounded2: {figures: bounded, formula: previous(bounded2)}
              later2: {figures: later, formula: previous(later2)}
            """,
            figures: """
                indicator,unit,year,value,relation,published
                bounded,元,2020,600,>=,2021-02-01
                later,元,2020,600,=,2021-12-01
                short,元,2020,600,=,2021-02-01
                """)
        let bound = "is known, which is no level; assume one with 'base'"
        let late = "(1 later figure is not used); assume one with 'base'"
        #expect(
            found == [
                "scenario.yaml:6:20: error: model 'hold' refuses 'bounded': 'bounded' has 0 observations, the model needs "
                    + "at least 1; only '>= 600 元' is known for 2020, which is no level: assume one with 'base'",
                "scenario.yaml:7:18: error: model 'hold' refuses 'later': 'later' has 0 observations, the model needs "
                    + "at least 1; 1 later figure is not used (as-of)",
                "scenario.yaml:8:18: error: model 'damped-trend' refuses 'short': 'short' has 1 observation, the model "
                    + "needs at least 2",
                "scenario.yaml:10:50: error: the formula needs 'bounded2' in 2020, and there is none: only '>= 600 元' \(bound)",
                "scenario.yaml:11:46: error: the formula needs 'later2' in 2020, and there is none \(late)",
            ])
    }

    @Test("An indicator that nobody knows, or that follows from a formula, wherever it is named")
    func names() {
        let found = faults(
            """
            targets: [{indicator: sun, year: 2021, above: 1}]
            links: [{from: alpa, to: beta, elasticity: 1}, {from: alpha, to: sum, elasticity: 1}]
            shocks: [{name: Flood, year: 2021, probability: 1, effect: {bta: 1, sum: 1}}]
            levers: {one: {to: gama, from: 2021, value: 1}, two: {to: sum, from: 2021, value: 1}}
            correlations: {[alpha, betta]: 0.5, [sum, alpha]: 0.5}
            """)
        func unknown(_ place: String, _ what: String, _ name: String, _ nearest: String) -> String {
            "scenario.yaml:\(place): error: \(what) names the unknown indicator '\(name)'; did you mean '\(nearest)'?"
        }
        func formula(_ place: String, _ what: String) -> String {
            "scenario.yaml:\(place): error: \(what) cannot move 'sum', which follows from a formula; move one of its terms"
        }
        #expect(
            found == [
                unknown("10:23", "a target", "sun", "sum"),
                unknown("11:16", "a link", "alpa", "alpha"),
                formula("11:66", "a link"),
                unknown("12:61", "a shock", "bta", "beta"),
                formula("12:69", "a shock"),
                unknown("13:20", "a lever", "gama", "gamma"),
                formula("13:59", "a lever"),
                unknown("14:16", "a correlation", "betta", "beta"),
                formula("14:37", "a correlation"),
            ])
    }

    @Test("Years outside the horizon")
    func years() {
        let found = faults(
            """
            targets: [{indicator: alpha, year: 2020, above: 1}, {indicator: alpha, year: 2023, above: 1}]
            shocks: [{name: Flood, year: 2023, probability: 1, effect: {alpha: 1}}]
            levers: {one: {to: alpha, from: 2020, value: 1}, two: {to: alpha, from: 2022, through: 2021, value: 1}}
            """)
        #expect(
            found == [
                "scenario.yaml:10:36: error: the target's year 2020 is outside 2021...2022",
                "scenario.yaml:10:78: error: the target's year 2023 is outside 2021...2022",
                "scenario.yaml:11:30: error: the year 2023 is outside 2021...2022",
                "scenario.yaml:12:33: error: the year 2020 is outside 2021...2022",
                "scenario.yaml:12:73: error: it begins in 2022, after it ends in 2021",
            ])
    }

    @Test("Units that do not convert, in a formula, a target and a base")
    func units() {
        let found = faults(
            """
              a: {unit: 万人, formula: alpha + beta}
              b: {unit: 元, base: {value: 1, unit: 人, reason: test}, model: hold}
              c: {unit: 元, formula: alpha + gamma}
            targets: [{indicator: alpha, year: 2021, above: 1, unit: percent}]
            """)
        #expect(
            found == [
                "scenario.yaml:11:39: error: '人' does not convert to '元'",
                "scenario.yaml:10:26: error: the formula gives '元' but the indicator's unit is '万人'",
                "scenario.yaml:12:31: error: '元' and 'percent' cannot be added or compared; a rate multiplies, "
                    + "as in x * (1 + p/100)",
                "scenario.yaml:13:58: error: 'percent' does not convert to '元'",
            ])
    }

    @Test("Formulas that read each other in one year, and links that follow each other")
    func circles() {
        let formulas = faults("  a: {unit: 元, formula: b + 1}\n  b: {unit: 元, formula: a * 2}")
        #expect(
            formulas == [
                "scenario.yaml:10:25: error: formulas depend on each other in the same year: a → b → a "
                    + "(scenario.yaml:10:25, scenario.yaml:11:25); use previous(...) in one of them"
            ])
        let repair = "give one of the links 'lag: 1'"
        #expect(
            faults("links: [{from: alpha, to: beta, elasticity: 1}, {from: beta, to: alpha, elasticity: 1}]") == [
                "scenario.yaml:10:8: error: links and formulas depend on each other in the same year (alpha, beta); "
                    + repair
            ])
        #expect(
            faults("links: [{from: sum, to: beta, elasticity: 1}]") == [
                "scenario.yaml:10:8: error: links and formulas depend on each other in the same year (beta, sum); \(repair)"
            ])
        #expect(faults("links: [{from: sum, to: beta, elasticity: 1, lag: 1}]") == [])
        #expect(
            faults("links: [{from: alpha, to: alpha, elasticity: 1}]") == [
                "scenario.yaml:10:16: error: a link goes from an indicator to itself"
            ])
    }

    @Test("A formula whose base is missing is told once, not at all that read it")
    func missingBase() {
        #expect(
            faults(
                """
                  a: {unit: 元, formula: previous(a) * 2}
                  b: {unit: 元, formula: a + alpha}
                  c: {unit: 元, model: nobody}
                  d: {unit: 元, formula: c + 1}
                """) == [
                    "scenario.yaml:12:23: error: unknown model 'nobody'; known: random-walk-drift, damped-trend, "
                        + "constant-growth, hold, plan-path, elicited, urbanisation, shares, ensemble",
                    "scenario.yaml:10:34: error: the formula needs 'a' in 2020, and there is none; assume one with 'base'",
                ])
    }

    @Test("An indicator with a model and a formula, or with neither, or without unit")
    func methods() {
        #expect(
            faults("  a: {unit: 元, model: hold, formula: alpha}\n  b: {unit: 元}\n  c: {formula: alpha}") == [
                "scenario.yaml:10:38: error: 'a' cannot have both 'model' and 'formula'",
                "scenario.yaml:12:3: error: 'c' has no 'unit', and the figures files do not have it",
                "scenario.yaml:11:3: error: 'b' has neither 'model' nor 'formula' and belongs to no group",
            ])
    }

    @Test("What could not be read is told where it stands, and not again as missing")
    func unreadable() {
        #expect(
            faults(
                """
                  a: {unit: 元, base: {value: .nan, reason: test}, model: hold}
                  b: {unit: 元, formula: [alpha]}
                  c: {unit: 元, formula: a + b}
                """) == [
                    "scenario.yaml:10:30: error: expected a finite number, found '.nan'",
                    "scenario.yaml:11:25: error: expected text, found a list",
                ])
    }

    @Test("A link that is given twice, whether or not it says its lag of 0")
    func links() {
        #expect(
            faults(
                "links: [{from: alpha, to: beta, elasticity: 1}, {from: alpha, to: beta, lag: 0, elasticity: 1}, "
                    + "{from: alpha, to: beta, lag: 1, elasticity: 1}]") == [
                    "scenario.yaml:10:49: error: the link from 'alpha' to 'beta' with lag 0 is given twice"
                ])
    }

    @Test("Members of a group")
    func groups() {
        let found = faults(
            """
              s: {unit: percent, base: {value: 50, reason: test}}
              t: {unit: percent, base: {value: 50, year: 2019, reason: test}}
            groups:
              one: {indicators: [s, t], model: shares}
              two: {indicators: [alpha, w], model: shares}
            """)
        #expect(
            found == [
                "scenario.yaml:14:22: error: 'alpha' has a model, a formula or another group already",
                "scenario.yaml:14:29: error: a group names the unknown indicator 'w'; did you mean 's'?",
                "scenario.yaml:13:36: error: the members' last figures are of different years: 2019, 2020",
                "scenario.yaml:14:40: error: model 'shares' refuses 'alpha': the model takes 2 to 50 indicators, not 1",
            ])
    }

    @Test("A member of a group cannot take another model by itself")
    func groupMemberByOption() throws {
        let scenario = try Pipeline.read(
            """
            tianmu: 1
            years: {base: 2020, through: 2021}
            indicators:
              s: {unit: percent, base: {value: 50, reason: test}}
              t: {unit: percent, base: {value: 50, reason: test}}
            groups: {one: {indicators: [s, t], model: shares}}
            """)
        let options = PlanOptions(models: ["s": "hold"])
        let list = #expect(throws: DiagnosticList.self) {
            try Planner.plan(scenario, registry: Pipeline.registry, options: options)
        }
        #expect(
            list?.diagnostics.map(\.message.en) == [
                "'s' is projected by the group 'one' and cannot take the model 'hold' by itself"
            ])
    }

    @Test("Correlations of an indicator with itself, given twice, or with a key that is no pair")
    func correlationKeys() {
        #expect(
            faults("correlations: {[alpha, alpha]: 0.5, [alpha, beta]: 0.1, [beta, alpha]: 0.2, alpha: 0.3}") == [
                "scenario.yaml:10:77: error: the key of a correlation reads [a, b] or a ~ b",
                "scenario.yaml:10:16: error: an indicator's correlation with itself is always 1",
                "scenario.yaml:10:57: error: the correlation of 'beta' and 'alpha' is given twice",
            ])
    }

    @Test(
        "Correlations that contradict each other name the nearest that do not, and these are accepted",
        arguments: [(0.9, 0.9, -0.9), (0.95, 0.3, 0.81), (-0.77, 0.68, 0.53), (1, 1, 0), (0.99, -0.5, 0.123)])
    func correlationMatrix(_ ab: Double, _ ag: Double, _ bg: Double) throws {
        let pairs = ["[alpha, beta]", "[alpha, gamma]", "[beta, gamma]"]
        func written(_ values: [Double]) -> String {
            "correlations: {" + zip(pairs, values).map { "\($0): \($1)" }.joined(separator: ", ") + "}"
        }
        let found = faults(written([ab, ag, bg]))
        let message = try #require(found.first)
        #expect(found.count == 1)
        #expect(
            message.hasPrefix("scenario.yaml:10:15: error: the correlations contradict each other: their matrix is not")
        )
        // Taken over word by word, with what the message does not name left as it was.
        let suggested = zip(pairs, [ab, ag, bg]).map { pair, value in
            message.range(of: "\(pair): ").flatMap { range in
                Double(message[range.upperBound...].prefix { "-.0123456789".contains($0) })
            } ?? value
        }
        #expect(suggested != [ab, ag, bg])
        #expect(faults(written(suggested)) == [], "\(message)")
    }

    @Test("More targets than a set can hold")
    func tooManyTargets() {
        func targets(_ count: Int) -> String {
            "targets:\n" + (0..<count).map { "  - {indicator: alpha, year: 2021, above: \($0)}\n" }.joined()
        }
        #expect(faults(targets(65)) == ["scenario.yaml:11:3: error: there are 65 targets, at most 64 are allowed"])
        #expect(faults(targets(64)) == [])
    }

    @Test("Quantiles that are too lopsided")
    func skew() {
        #expect(
            faults("links: [{from: alpha, to: beta, elasticity: {p10: 1, p50: 1.0001, p90: 100}}]") == [
                "scenario.yaml:10:9: error: p50 is more than 1000 times as far from one of p10 and p90 as from the other"
            ])
        #expect(
            faults("links: [{from: alpha, to: beta, elasticity: {p10: 1, p50: 1, p90: 100}}]") == [
                "scenario.yaml:10:45: error: expected p10 < p50 < p90, found keys with values"
            ])
    }

    @Test("An assumed base after the base year, and a lever outside its range")
    func values() {
        #expect(
            faults("  a: {unit: 元, base: {value: 1, year: 2021, reason: test}, model: hold}") == [
                "scenario.yaml:10:39: error: an assumed level belongs to the base year 2020 or before, not 2021"
            ])
        #expect(
            faults("levers: {boost: {to: alpha, from: 2021, value: 3, range: [0, 2]}}") == [
                "scenario.yaml:10:48: error: lever 'boost' is 3.0, outside its range 0.0...2.0"
            ])
    }

    @Test("Sentences are there in both languages, at the same places")
    func languages() {
        let yaml = "tianmu: 1\nyears: {base: 2020, through: 2022}\nindicators: {a: {unit: 元, model: hodl}}\n"
        #expect(Pipeline.faults(yaml, language: .zh) == ["scenario.yaml:3:34: 错误: 未知模型“hodl”；是否指“hold”？"])
    }
}
