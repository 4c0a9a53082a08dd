import Testing
import TianmuModel

@testable import TianmuScenario

@Suite struct ExtendingTests {
    private func merged(_ parent: String, _ child: String) throws -> SourceNode {
        let (tree, diagnostics) = try mergedWithFaults(parent, child)
        #expect(diagnostics == [])
        return tree
    }

    private func mergedWithFaults(_ parent: String, _ child: String) throws -> (SourceNode, [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        let tree = Extending.merge(
            try YAMLReader.read(text: child, path: "child.yaml"),
            into: try YAMLReader.read(text: parent, path: "parent.yaml"), as: ScenarioSchema.scenario,
            reporting: &diagnostics)
        return (tree, diagnostics)
    }

    /// A node as one line of YAML in flow style.
    private func flow(_ node: SourceNode?) -> String {
        guard let node else { return "nothing" }
        switch node.content {
        case .null: return "~"
        case .scalar(let text, _): return text
        case .list(let items): return "[\(items.map(flow).joined(separator: ", "))]"
        case .map(let entries):
            return "{\(entries.map { "\($0.key.value): \(flow($0.value))" }.joined(separator: ", "))}"
        }
    }

    @Test("Maps merge key by key; everything keeps the place that it came from")
    func maps() throws {
        let tree = try merged(
            "years: {base: 2020, through: 2025}\ndraws: {count: 64}\n", "# below\ndraws: {seed: 3, count: 32}\n")
        #expect(flow(tree) == "{years: {base: 2020, through: 2025}, draws: {count: 32, seed: 3}}")
        #expect(tree["years"]?["base"]?.position == SourcePosition(file: "parent.yaml", line: 1, column: 15))
        #expect(tree["draws"]?["count"]?.position == SourcePosition(file: "child.yaml", line: 2, column: 25))
        #expect(tree["draws"]?.entries.map(\.key.position.file) == ["child.yaml", "child.yaml"])
    }

    @Test("Nothing as a value removes what is inherited")
    func removal() throws {
        let tree = try merged(
            "indicators: {a: {model: hold, unit: 元}, b: {model: hold}}\nnote: x\n",
            "indicators: {a: {unit: ~}, b: ~}\nnote: ~\n")
        #expect(flow(tree) == "{indicators: {a: {model: hold}}}")
    }

    @Test("Lists with an identity merge item by item, new items at the end")
    func keyedLists() throws {
        let tree = try merged(
            """
            targets:
              - {indicator: a, year: 2025, above: 1, kind: binding}
              - {indicator: b, year: 2025, above: 2}
            """,
            """
            targets:
              - {indicator: b, year: 2024, above: 5}
              - {indicator: a, year: 2025, above: 3}
            """)
        #expect(
            flow(tree["targets"]) == "[{indicator: a, year: 2025, above: 3, kind: binding}, "
                + "{indicator: b, year: 2025, above: 2}, {indicator: b, year: 2024, above: 5}]")
        let first = try #require(tree["targets"]?.items.first)
        #expect(first["above"]?.position.file == "child.yaml")
        #expect(first["kind"]?.position.file == "parent.yaml")
    }

    @Test("A floor and a ceiling of one year are two targets: each is changed by its own direction, both by none")
    func directions() throws {
        let parent = "targets: [{indicator: a, year: 2025, at-least: 1}, {indicator: a, year: 2025, at-most: 9}]\n"
        func targets(_ parent: String, _ child: String) throws -> String {
            flow(try merged(parent, "targets: [{indicator: a, year: 2025, \(child)}]\n")["targets"])
        }
        let (floor, ceiling) = ("{indicator: a, year: 2025, at-least: 1", "{indicator: a, year: 2025, at-most: 9")
        #expect(try targets(parent, "below: 8") == "[\(floor)}, {indicator: a, year: 2025, below: 8}]")
        #expect(try targets(parent, "above: 2") == "[{indicator: a, year: 2025, above: 2}, \(ceiling)}]")
        #expect(try targets(parent, "kind: binding") == "[\(floor), kind: binding}, \(ceiling), kind: binding}]")
        #expect(try targets(parent, "drop: true") == "[]")
        #expect(try targets(parent, "at-most: 9, drop: true") == "[\(floor)}]")
        let one = "targets: [{indicator: a, year: 2025, at-least: 1}]\n"
        for both in [["at-least: 1", "at-most: 9"], ["at-most: 9", "at-least: 1"]] {
            let items = both.map { "{indicator: a, year: 2025, \($0)}" }
            #expect(
                flow(try merged(one, "targets: [\(items.joined(separator: ", "))]\n")["targets"])
                    == "[\(items.joined(separator: ", "))]")
        }
    }

    @Test("drop takes an item out, and only that one")
    func drop() throws {
        let tree = try merged(
            "links: [{from: a, to: b, elasticity: 1}, {from: a, to: b, lag: 1, elasticity: 2}]\n"
                + "shocks: [{name: {zh: 洪水, en: Flood}, year: 2022}, {name: Drought, year: 2023}]\n",
            "links: [{from: a, to: b, lag: 1, drop: true}]\nshocks: [{name: {zh: 洪水, en: Flood}, drop: true}]\n")
        #expect(flow(tree["links"]) == "[{from: a, to: b, elasticity: 1}]")
        #expect(flow(tree["shocks"]) == "[{name: Drought, year: 2023}]")
    }

    @Test("A drop that finds nothing is told")
    func unmatchedDrop() throws {
        let (tree, diagnostics) = try mergedWithFaults(
            "links: [{from: a, to: b, elasticity: 1}]", "links: [{from: a, to: b, lag: 1, drop: true}]")
        #expect(flow(tree["links"]) == "[{from: a, to: b, elasticity: 1}]")
        #expect(
            diagnostics.map { $0.text(.en) } == [
                "child.yaml:1:9: error: there is nothing to drop that has from: a, to: b, lag: 1"
            ])
    }

    @Test("A lag of 0 is the same whether or not it is written, and a name the same in either language")
    func sameness() throws {
        let tree = try merged(
            "links: [{from: a, to: b, elasticity: 1}]\nshocks: [{name: {zh: 洪水, en: Flood}, year: 2022}]",
            "links: [{from: a, to: b, lag: 0, elasticity: 2}]\nshocks: [{name: Flood, year: 2023}]")
        #expect(flow(tree["links"]) == "[{from: a, to: b, elasticity: 2, lag: 0}]")
        #expect(flow(tree["shocks"]) == "[{name: Flood, year: 2023}]")
    }

    @Test("Another relation takes the place of the inherited one")
    func relations() throws {
        let tree = try merged(
            "targets: [{indicator: a, year: 2025, above: 900, kind: binding}]",
            "targets: [{indicator: a, year: 2025, at-most: 1.6}]")
        #expect(flow(tree["targets"]) == "[{indicator: a, year: 2025, kind: binding, at-most: 1.6}]")
    }

    @Test("The same model keeps the inherited parameters; another drops them")
    func models() throws {
        let parent = "indicators: {a: {unit: 元, model: hold, parameters: {value: 3, sd: 1}}}"
        #expect(
            flow(try merged(parent, "indicators: {a: {model: hold, parameters: {sd: 2}}}")["indicators"])
                == "{a: {unit: 元, model: hold, parameters: {value: 3, sd: 2}}}")
        #expect(
            flow(try merged(parent, "indicators: {a: {parameters: {sd: 2}}}")["indicators"])
                == "{a: {unit: 元, model: hold, parameters: {value: 3, sd: 2}}}")
        #expect(
            flow(try merged(parent, "indicators: {a: {model: elicited, parameters: {p10: 1}}}")["indicators"])
                == "{a: {unit: 元, model: elicited, parameters: {p10: 1}}}")
        #expect(
            flow(try merged(parent, "indicators: {a: {model: damped-trend}}")["indicators"])
                == "{a: {unit: 元, model: damped-trend}}")
    }

    @Test("A formula takes the place of a model with its parameters, and a model that of a formula")
    func methods() throws {
        #expect(
            flow(
                try merged(
                    "indicators: {a: {unit: 元, model: hold, parameters: {sd: 1}}}", "indicators: {a: {formula: 2 * b}}")[
                        "indicators"]) == "{a: {unit: 元, formula: 2 * b}}")
        #expect(
            flow(
                try merged("indicators: {a: {unit: 元, formula: 2 * b}}", "indicators: {a: {model: hold}}")["indicators"]
            )
                == "{a: {unit: 元, model: hold}}")
        // Who gives both has made a mistake that the reader shall see.
        #expect(
            flow(try merged("indicators: {a: {unit: 元}}", "indicators: {a: {model: hold, formula: b}}")["indicators"])
                == "{a: {unit: 元, model: hold, formula: b}}")
        // Taking nothing away from a formula leaves it.
        #expect(
            flow(try merged("indicators: {a: {formula: b}}", "indicators: {a: {model: ~}}")["indicators"])
                == "{a: {formula: b}}")
    }

    @Test("Indicators called model, formula or above are indicators like others")
    func names() throws {
        let tree = try merged(
            "indicators: {formula: {model: hold}, parameters: {model: hold}}\nshocks: [{name: x, effect: {below: 1}}]",
            "indicators: {model: {model: hold}}\nshocks: [{name: x, effect: {above: 1}}]")
        #expect(flow(tree["indicators"]) == "{formula: {model: hold}, parameters: {model: hold}, model: {model: hold}}")
        #expect(flow(tree["shocks"]) == "[{name: x, effect: {below: 1, above: 1}}]")
    }

    @Test("Lists without an identity, and values of different kinds, are replaced")
    func replacement() throws {
        let tree = try merged("data: [a.csv, b.csv]\ntitle: {zh: 甲, en: A}\n", "data: [c.csv]\ntitle: B\n")
        #expect(flow(tree) == "{data: [c.csv], title: B}")
    }
}
