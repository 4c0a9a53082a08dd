import Foundation
import Testing

@testable import TianmuCharts

@Suite("Golden files")
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    @Test("Every sample chart is written as its golden file says", arguments: Sample.all)
    func golden(sample: Sample) throws {
        let file = Self.folder.appendingPathComponent("\(sample.name).svg")
        let svg = sample.chart.svg()
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(svg.utf8).write(to: file)
            Issue.record("Recorded \(file.lastPathComponent): look at it, then run again without RECORD_SNAPSHOTS")
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(svg == golden, "differs from \(file.lastPathComponent); RECORD_SNAPSHOTS=1 records it anew")
    }

    @Test("Every golden file belongs to a sample")
    func noLeftovers() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Sample.all.map { "\($0.name).svg" }))
    }
}
