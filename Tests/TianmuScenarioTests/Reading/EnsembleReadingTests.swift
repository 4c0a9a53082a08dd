import Testing
import TianmuModel

@testable import TianmuScenario

/// `members` and `weights` from file to entries, and in the schema for editors.
@Suite struct EnsembleReadingTests {
    private func yaml(_ method: String) -> String {
        """
        tianmu: 1
        years: {base: 2020, through: 2025}
        indicators:
          a: {unit: 元, base: {value: 1, reason: test}, model: ensemble, \(method)}

        """
    }

    private func read(_ method: String, child: String? = nil) throws -> Scenario {
        let folder = try TemporaryFolder()
        let path = try folder.write("base.yaml", yaml(method))
        guard let child else { return try ScenarioReader.read(path: path) }
        return try ScenarioReader.read(
            path: folder.write("child.yaml", "tianmu: 1\nextends: base.yaml\nindicators: {a: {\(child)}}\n"))
    }

    private func use(_ scenario: Scenario) throws -> ModelUse {
        #expect(scenario.diagnostics == [])
        guard case .model(let use) = scenario.indicators[0].method else { throw TestFailure() }
        return use
    }

    private struct TestFailure: Error {}

    @Test("A member is a name, a weight, or a record of weight, parameters and grounds")
    func shapes() throws {
        let list = try use(read("members: [drift, theta]"))
        #expect(list.members.map(\.model.value) == ["drift", "theta"] && list.members.allSatisfy { $0.weight == nil })
        let long = try use(
            read(
                "weights: equal, members: {drift: 2, theta: {}, "
                    + "damped-trend: {weight: 0.5, parameters: {damping: 0.8, sd: {p10: 1, p50: 2, p90: 4}}, reason: so}}"
            ))
        #expect(long.members.map { $0.weight?.value } == [2, nil, 0.5])
        #expect(long.members[2].parameters["damping"]?.value == .number(0.8))
        #expect(long.members[2].parameters["sd"]?.value == .quantiles(p10: 1, p50: 2, p90: 4))
        #expect(long.members[2].parameters["damping"]?.position.column == 153)
        #expect(long.members[2].grounds.reason?.en == "so")
        #expect(long.weights?.value == .equal)
    }

    @Test("A file that extends another changes one key of a member and leaves the others, whichever form either has")
    func extending() throws {
        let base = "members: {drift: 2, theta: 1, damped-trend: {weight: 3, parameters: {damping: 0.8, sd: 2}}}"
        let child = "members: {drift: {parameters: {x: 1}}, theta: ~, damped-trend: 5, naive: {}}"
        let members = try use(read(base, child: child)).members
        #expect(members.map(\.model.value) == ["drift", "damped-trend", "naive"])
        #expect(members.map { $0.weight?.value } == [2, 5, nil])
        #expect(members.map { $0.parameters.keys.sorted() } == [["x"], ["damping", "sd"], []])
        let deeper = try use(read(base, child: "members: {damped-trend: {parameters: {sd: 4}}}")).members
        #expect(deeper[2].parameters.mapValues(\.value) == ["damping": .number(0.8), "sd": .number(4)])
        #expect(deeper[2].weight?.value == 3)
        // A list says who the members are; another model has none.
        #expect(try use(read(base, child: "members: [theta]")).members.count == 1)
        let other = try use(read(base + ", weights: equal", child: "model: hold"))
        #expect(other.members.isEmpty && other.weights == nil)
    }

    @Test("What is no member and no weight is told where it stands")
    func faults() throws {
        func fault(_ method: String) throws -> String {
            try read(method).diagnostics.map { "\($0.position?.column ?? 0): \($0.message.en)" }.joined(separator: "\n")
        }
        #expect(try fault("members: 3") == "74: expected a list, or models with weights, found '3'")
        #expect(
            try fault("members: {drift: 0}")
                == "82: expected a weight above 0, up to 1000000, or keys with values, found '0'")
        #expect(
            try fault("members: {drift: {wieght: 1}}") == "83: unknown key 'wieght' in 'member'; did you mean 'weight'?"
        )
        #expect(
            try fault("members: {drift: {weight: -1}}") == "91: expected a weight above 0, up to 1000000, found '-1'")
        #expect(
            try fault("members: {drift: , theta: 1}")
                == "75: the member 'drift' is empty; with default parameters and no weight it reads 'drift: {}'")
        #expect(
            try fault("members: [drift], weights: stackd")
                == "92: expected one of equal, shrunk, stacked, found 'stackd'; did you mean 'stacked'?")
    }

    @Test("The editors' schema knows who can be a member, and the parameters of each")
    func schema() throws {
        func model(_ id: ModelID, outputs: ClosedRange<Int> = 1...1, drivers: [DriverDescriptor] = [])
            -> ModelDescriptor
        {
            ModelDescriptor(
                id: id, title: LocalizedText(id.name), summary: LocalizedText(""), minimumObservations: 1,
                outputs: outputs,
                parameters: [ParameterDescriptor("\(id)-x", range: 0...2, explanation: LocalizedText("x"))],
                drivers: drivers, sources: [])
        }
        let schema = ScenarioJSONSchema.schema(
            models: [
                model("one"), model("two"), model("many", outputs: 2...3),
                model("led", drivers: [DriverDescriptor("by", isRequired: true, explanation: LocalizedText(""))]),
            ], language: .en)
        func at(_ path: [String], _ value: JSONValue?) -> JSONValue? {
            path.reduce(value) { value, key in
                switch value {
                case .object(let object): object[key]
                case .array(let items): Int(key).flatMap { items.indices.contains($0) ? items[$0] : nil }
                default: nil
                }
            }
        }
        let indicator = at(["properties", "indicators", "additionalProperties", "anyOf", "0"], schema)
        #expect(at(["properties", "weights", "enum"], indicator) == ["equal", "shrunk", "stacked"])
        let members = at(["properties", "members", "anyOf"], indicator)
        #expect(at(["0", "items", "enum"], members) == ["one", "two"])
        #expect(at(["1", "additionalProperties"], members) == .bool(false))
        guard case .object(let named) = at(["1", "properties"], members) else { throw TestFailure() }
        #expect(named.keys.sorted() == ["one", "two"])
        let forms = at(["anyOf"], named["two"])
        #expect(at(["0", "exclusiveMinimum"], forms) == .integer(0) && at(["2", "type"], forms) == "null")
        let member = at(["1", "properties"], forms)
        let field = ScenarioSchema.member.fields.map(\.key).sorted()
        guard case .object(let keys) = member else { throw TestFailure() }
        #expect(keys.keys.sorted() == field && field == ["parameters", "reason", "source", "weight"])
        #expect(at(["parameters", "properties", "two-x", "maximum"], member) == .number(2))
        #expect(at(["parameters", "additionalProperties"], member) == .bool(false))
    }
}
