import Foundation
import TestSupport
import Testing
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuEngine
import TianmuModel
import TianmuReport

/// What sweeps, searches and sensitivities say in words, and what programs read.
@Suite struct WhatIfWordingTests {
    @Test("Each ending of a search is a sentence of its own, in both languages")
    func endings() async throws {
        func sentence(_ probability: Double, _ lever: String, target: Int = 0) async throws -> LocalizedText {
            SeekReport.sentence(try await WhatIfGallery.seek(target, probability, [lever]))
        }
        let found = try await sentence(0.7, "demand")
        #expect(
            found.en.contains("gives GRP >\u{A0}400 (100 million yuan) in 2025 a chance of 70.")
                && found.en.contains(" ± "))
        #expect(found.zh.hasPrefix("总需求 0.") && found.zh.contains("个百分点，2025 年地区生产总值 >\u{A0}400亿元的把握为 70."))
        #expect(try await sentence(0.05, "demand").en.hasPrefix("Nothing needs to move"))
        #expect(try await sentence(0.05, "demand").zh.hasPrefix("不用调整"))
        let beyond = try await sentence(0.95, "demand=0:0.5")
        #expect(beyond.en.hasPrefix("Beyond reach: nowhere over Demand 0…0.5"))
        #expect(beyond.zh.contains("够不到：总需求 0…0.5 的范围内") && beyond.zh.contains("最好在总需求 0.5 个百分点"))
        #expect(try await sentence(0.95, "tax").en.hasPrefix("No effect: over Tax effort 0…3"))
        #expect(try await sentence(0.95, "tax").zh.hasPrefix("没有作用"))
    }

    @Test("A sweep of nothing that matters says so, and a grid prints as a matrix")
    func sweeps() async throws {
        let still = try await WhatIfGallery.sweep(["tax=0:3:1"])
        #expect(SweepReport.sentence(still, 0).en.hasPrefix("None of these settings changes the chance of GRP"))
        let grid = try await WhatIfGallery.sweep(["demand=-1:1:1", "tax=0:3:1.5"])
        let text = SweepReport.text(of: grid, target: 1, language: .en)
        #expect(text.contains("Demand ↓  Tax effort →"))
        #expect(text.contains("9 settings of Demand, Tax effort"))
        var scattered = grid
        scattered.design = .sobol(count: 9)
        let other = scattered
        #expect(throws: ChartRefusal.self) { try SweepChart.chart(of: other, target: nil, language: .zh) }
    }

    @Test("Every page has a sentence and a row in both languages, JSON that reads back, and a table for programs")
    func pages() async throws {
        for (name, page) in try await WhatIfGallery.pages.value {
            for language in Language.allCases {
                #expect(page.sentence[language].count > 20)
                #expect(!page.table(language).rows.isEmpty, "\(name)")
                #expect(page.text(language).contains(page.heading[language]))
            }
            let widths = Set(page.plain.rows.map(\.count) + [page.plain.columns.count])
            #expect(widths.count == 1)
            let object = try JSONSerialization.jsonObject(with: Data(try page.json().utf8)) as? [String: Any]
            #expect(
                object?["target"] as? String
                    == (["sobol", "shapley", "morris"].contains(name) ? "revenue@2025" : "gdp@2025"))
            #expect((object?["method"] as? String) == (name == "change" ? "against" : name))
        }
    }

    @Test("JSON of a sweep and of a search carries every point and the ending")
    func json() async throws {
        func object(_ document: some Encodable) throws -> [String: Any] {
            let text = try JSONFormat.text(of: document)
            return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        }
        let sweep = try object(SweepDocument(try await WhatIfGallery.sweep(["demand=-1:1:0.5"]), scenario: "x.yaml"))
        let points = try #require(sweep["points"] as? [[String: Any]])
        #expect(points.count == 5 && (points[0]["probabilities"] as? [Any])?.count == 2)
        #expect(sweep["targets"] as? [String] == ["gdp@2025", "revenue@2025"])
        let seek = try object(SeekDocument(try await WhatIfGallery.seek(1, 0.8), scenario: "x.yaml"))
        #expect(seek["ending"] as? String == "found" && (seek["levers"] as? [Any])?.count == 2)
    }
}
