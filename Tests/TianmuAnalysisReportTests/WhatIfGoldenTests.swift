import Foundation
import Testing
import TianmuCharts

@Suite("Golden charts of analyses")
struct WhatIfGoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    @Test(
        "Every chart of a what-if, a backtest and models on one indicator is drawn as its golden files say, in both languages"
    )
    func golden() async throws {
        let pictures = try await WhatIfGallery.pictures() + BacktestGallery.pictures()
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            for picture in pictures {
                try Data(picture.chart.svg().utf8).write(to: Self.folder.appendingPathComponent("\(picture.name).svg"))
            }
            Issue.record("Recorded \(pictures.count) charts: look at them, then run again without RECORD_SNAPSHOTS")
            return
        }
        for picture in pictures {
            let golden = try String(
                contentsOf: Self.folder.appendingPathComponent("\(picture.name).svg"), encoding: .utf8)
            // Compared outside of the macro, which would print both files.
            let isSame = picture.chart.svg() == golden
            #expect(isSame, "differs from \(picture.name).svg; RECORD_SNAPSHOTS=1 records it anew")
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(pictures.map { "\($0.name).svg" }))
    }
}
