import Foundation
import Testing

/// What scripts rely on: `tianmu run SCENARIO --format json`.
@Suite struct JSONContractTests {
    /// One run of the baseline for all of these tests.
    private static let baseline = Result {
        try Program.run([
            "run", Program.path("Scenarios/linan/baseline.yaml"), "--draws", "256", "--no-folder", "--format", "json",
        ])
    }

    /// JSONSerialization may be some units in the last place off when it reads a number.
    private static let readingTolerance = 1e-14

    private func document() throws -> [String: Any] { try object(try Self.baseline.get().output) }

    @Test("A run prints one JSON object with scenario, seed, draws, targets, joint and indicators")
    func topLevel() throws {
        let document = try document()
        #expect(document["scenario"] as? String == Program.path("Scenarios/linan/baseline.yaml"))
        #expect(document["seed"] as? Int == 14)
        #expect(document["draws"] as? Int == 256)
        let joint = try #require(document["joint"] as? [String: Any])
        #expect((0...1).contains(try #require(joint["all"] as? Double)))
        #expect((document["targets"] as? [Any])?.count == 20)
        #expect((document["indicators"] as? [Any])?.count ?? 0 > 20)
    }

    @Test("Every target has its eleven keys, of the right types and in order of size")
    func targets() throws {
        let targets = try #require(try document()["targets"] as? [[String: Any]])
        let verdicts = ["safe", "likely", "within reach", "stretched", "out of reach"]
        for target in targets {
            #expect(target["indicator"] is String)
            #expect(target["year"] is Int)
            #expect([">", ">=", "<", "<="].contains(target["relation"] as? String ?? ""))
            #expect(target["value"] is Double)
            #expect(target["unit"] is String)
            let p10 = try #require(target["p10"] as? Double)
            let median = try #require(target["median"] as? Double)
            let p90 = try #require(target["p90"] as? Double)
            #expect(p10 <= median && median <= p90)
            #expect((0...1).contains(try #require(target["probability"] as? Double)))
            #expect((0...0.5).contains(try #require(target["standardError"] as? Double)))
            #expect(verdicts.contains(target["verdict"] as? String ?? ""))
        }
    }

    @Test("Every indicator has an id, a unit and years with mean, sd and five quantiles in order")
    func indicators() throws {
        for indicator in try #require(try document()["indicators"] as? [[String: Any]]) {
            #expect(indicator["id"] is String)
            #expect(indicator["unit"] is String)
            for year in try #require(indicator["years"] as? [[String: Any]]) {
                #expect(year["year"] is Int)
                #expect(year["mean"] is Double)
                #expect(try #require(year["sd"] as? Double) >= 0)
                let quantiles = try ["p05", "p10", "p50", "p90", "p95"].map { try #require(year[$0] as? Double) }
                #expect(quantiles == quantiles.sorted())
            }
        }
    }

    @Test("What a run prints is what the schema of it says, key by key")
    func schema() throws {
        let schema = try object(try Program.text("Sources/TianmuReport/Documents/run.schema.json"))
        let checker = SchemaChecker(root: schema)
        #expect(checker.faults(of: try document()) == [])
        // The checker notices what departs.
        var broken = try document()
        broken["seed"] = "fourteen"
        broken["more"] = 1
        broken["draws"] = nil
        #expect(
            Set(checker.faults(of: broken)) == ["$.seed: not [\"integer\"]", "$.more: unknown", "$.draws: missing"])
    }

    @Test("Where probabilities are smoothed, each says whether it is, or why it is counted; else none says anything")
    func smoothed() throws {
        let output = try Program.run([
            "run", Program.path("Scenarios/linan/baseline.yaml"), "--draws", "256", "--no-folder", "--format", "json",
            "--sampler", "sobol-principal", "--probabilities", "smoothed",
        ]).output
        let document = try object(output)
        let schema = try object(try Program.text("Sources/TianmuReport/Documents/run.schema.json"))
        #expect(SchemaChecker(root: schema).faults(of: document) == [])
        let targets = try #require(document["targets"] as? [[String: Any]])
        for target in targets {
            let isCounted = target["estimator"] as? String == "counted"
            #expect(isCounted == (target["countedBecause"] != nil))
        }
        #expect(targets.contains { $0["estimator"] as? String == "smoothed" })
        #expect((document["joint"] as? [String: Any])?["estimator"] is String)
        for target in try #require(try self.document()["targets"] as? [[String: Any]]) {
            #expect(target["estimator"] == nil && target["countedBecause"] == nil)
        }
    }

    @Test("The schema requires every key of the contract")
    func schemaRequires() throws {
        let schema = try object(try Program.text("Sources/TianmuReport/Documents/run.schema.json"))
        func required(_ path: String...) -> Set<String> {
            var node = schema
            for step in path { node = node[step] as? [String: Any] ?? [:] }
            return Set(node["required"] as? [String] ?? [])
        }
        #expect(required().isSuperset(of: ["scenario", "seed", "draws", "targets", "joint", "indicators"]))
        #expect(
            required("properties", "targets", "items").isSuperset(of: [
                "indicator", "year", "relation", "value", "unit", "median", "p10", "p90", "probability",
                "standardError",
                "verdict",
            ]))
        #expect(required("properties", "joint").contains("all"))
        #expect(required("properties", "indicators", "items").isSuperset(of: ["id", "unit", "years"]))
        #expect(
            required("properties", "indicators", "items", "properties", "years", "items").isSuperset(of: [
                "year", "mean", "sd", "p05", "p10", "p50", "p90", "p95",
            ]))
    }

    @Test("The CSV of a run has plain numbers, and the same ones as the JSON")
    func csv() throws {
        let outcome = try Program.run([
            "run", Program.path("Scenarios/linan/baseline.yaml"), "--draws", "256", "--no-folder", "--format", "csv",
        ])
        let table = rows(ofCSV: outcome.output)
        let header = try #require(table.first)
        let targets = try #require(try document()["targets"] as? [[String: Any]])
        #expect(table.count == targets.count + 1)
        for (row, target) in zip(table.dropFirst(), targets) {
            #expect(row.count == header.count)
            let cells = Dictionary(uniqueKeysWithValues: zip(header, row))
            #expect(cells["indicator"] == target["indicator"] as? String)
            for key in ["value", "median", "p10", "p90", "probability", "standardError"] {
                let inCSV = try #require(cells[key].flatMap { Double($0) })
                let inJSON = try #require(target[key] as? Double)
                #expect(abs(inCSV - inJSON) <= Self.readingTolerance * abs(inJSON))
            }
        }
    }

    @Test(
        "All that prints tables prints CSV with as many cells in each row as in the header, and JSON that parses",
        arguments: [
            ["plan", "example.yaml"], ["models"], ["models", "damped-trend"], ["check", "example.yaml"],
            ["compare", "example.yaml", "example.yaml", "--draws", "256"],
            ["compare", "example.yaml", "--indicator", "gdp", "--models", "all", "--draws", "256"],
            ["models", "--compare", "example.yaml", "gdp", "--draws", "64"],
        ])
    func formats(arguments: [String]) throws {
        let example = try Example()
        let table = rows(ofCSV: try example.run(arguments + ["--format", "csv"]).output)
        #expect(table.count >= 1)
        #expect(Set(table.map(\.count)).count == 1)
        let json = try example.run(arguments + ["--format", "json"])
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output.utf8)) }
    }
}
