import Foundation
import Testing

/// A plan under way: Lin'an as of the end of 2022, which ships, and a small one.
@Suite struct EvaluateTests {
    private static let baseline = Program.path("Scenarios/linan/baseline.yaml")

    private func targets(_ arguments: [String]) throws -> [[String: Any]] {
        let outcome = try Program.run(arguments + ["--format", "json", "--draws", "1024"])
        #expect(outcome.status == 0, "\(outcome.error)")
        return try #require(try object(outcome.output)["targets"] as? [[String: Any]])
    }

    @Test("Lin'an at the end of 2022: output and the income ratio are on schedule, the others have no new figure")
    func linan() throws {
        let targets = try targets(["evaluate", Self.baseline, "--as-of", "2022-12-31"])
        #expect(targets.count == 20)
        let gdp = try #require(targets.first { $0["indicator"] as? String == "gdp" })
        #expect((gdp["latest"] as? [String: Any])?["value"] as? Double == 658.4)
        #expect((gdp["latestSource"] as? [String: Any])?["published"] as? String == "2022-10-08")
        // 58.4 of the 300 from 600 to 900, after one year of five.
        #expect(abs((gdp["progress"] as? Double ?? 0) - 58.4 / 300) < 1e-12)
        #expect(gdp["word"] as? String == "on schedule")
        #expect(gdp["earlierProbability"] as? Double != gdp["probability"] as? Double)
        let ratio = try #require(targets.first { $0["indicator"] as? String == "urban_rural_ratio" })
        let (base, latest) = (59760.0 / 35816, 65377.0 / 39506)
        #expect(abs((ratio["progress"] as? Double ?? 0) - (base - latest) / (base - 1.6)) < 1e-9)
        #expect(ratio["word"] as? String == "on schedule")
        let words = targets.compactMap { $0["word"] as? String }
        #expect(words.count { $0 == "no figure yet" } == 18)
    }

    @Test("The scorecard of Lin'an's forecast finds the news that moved a target, and says how it did")
    func scorecard() throws {
        let outcome = try Program.run([
            "scorecard", Self.baseline, "--as-of", "2022-12-31", "--format", "json", "--draws", "1024",
        ])
        let document = try object(outcome.output)
        let scores = try #require(document["scores"] as? [[String: Any]])
        let gdp = try #require(scores.first { $0["indicator"] as? String == "gdp" })
        #expect(gdp["year"] as? Int == 2021 && gdp["isInside80"] as? Bool == true)
        // README.md of the scenario: total fiscal revenue came out far above.
        let fiscal = try #require(scores.first { $0["indicator"] as? String == "fiscal_revenue_total" })
        #expect(fiscal["isInside80"] as? Bool == false && fiscal["pit"] as? Double ?? 0 > 0.99)
        let targets = try #require(document["targets"] as? [[String: Any]])
        let news = try #require(document["news"] as? [[String: Any]])
        let moved = try #require(targets.first { $0["indicator"] as? String == "urban_rural_ratio" })
        let cause = try #require((moved["causes"] as? [[String: Any]])?.first?["news"] as? Int)
        #expect(["urban_income", "rural_income"].contains((news[cause]["indicators"] as? [String])?.first))
    }

    @Test("Further files join the scenario's own, and a part of a year tightens that year")
    func furtherFiles() throws {
        let example = try Example(replacing: ("years:", with: "as-of: 2021-06-01\nyears:"))
        try example.folder.write(
            """
            indicator,region,unit,year,period,value,kind,source,published
            gdp,example,亿元,2021,,640,preliminary,Report,2022-03-01
            gdp,example,亿元,2021,1-9,450,preliminary,Report,2021-10-20
            gdp,example,亿元,2022,1-9,468,preliminary,Report,2022-10-20
            """, to: "more.csv")
        let arguments = ["evaluate", "example.yaml", "--data", "more.csv", "--format", "json", "--draws", "1024"]
        let before = try object(try example.run(arguments + ["--as-of", "2022-06-01"]).output)
        let after = try object(try example.run(arguments + ["--as-of", "2022-12-31"]).output)
        func expected(_ document: [String: Any]) -> Double {
            (document["targets"] as? [[String: Any]])?.first?["expected"] as? Double ?? .nan
        }
        // Four per cent more in nine months, where the trend had more: less is expected.
        #expect(expected(after) < expected(before) - 0.02)
    }

    @Test(
        "Days that do not fit are refused with what there is",
        arguments: [
            (
                ["evaluate", baseline, "--as-of", "2021-03-01"], 65,
                "is not later than the scenario's own day, 2021-03-01"
            ),
            (["scorecard", baseline, "--as-of", "2020-12-31"], 65, "is not later than the scenario's own day"),
            (["evaluate", baseline], 64, "Missing expected argument '--as-of <as-of>'"),
            (["evaluate", baseline, "--as-of", "2022-13-01"], 64, "must be a day such as 2022-12-31"),
            (["evaluate", baseline, "--as-of", "2022-12-31", "--tolerance", "9"], 64, "must lie in 0...5, not 9.0"),
            (["scorecard", baseline, "--as-of", "2022-12-31", "--indicator", "gdp"], 64, "goes with '--chart'"),
            (
                ["evaluate", baseline, "--as-of", "2022-12-31", "--data", "no.csv"], 65,
                "no.csv: error: the file does not exist"
            ),
        ])
    func refusals(arguments: [String], status: Int, sentence: String) throws {
        let outcome = try Program.run(arguments)
        #expect(Int(outcome.status) == status)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(sentence), "\(outcome.error)")
    }
}
