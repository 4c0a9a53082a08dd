import Foundation
import Testing
import TianmuTesting

@Suite struct StatisticalExpectationTests {
    @Test("Mean and variance of a sample carry their textbook standard errors")
    func moments() {
        let mean = StatisticalExpectation.mean(of: [1, 2, 3, 4])
        #expect(mean.estimate == 2.5 && abs(mean.standardError - (1.25 / 4).squareRoot()) < 1e-15)
        let variance = StatisticalExpectation.variance(of: [-1, 1, -1, 1])
        #expect(abs(variance.estimate - 4.0 / 3) < 1e-15 && variance.standardError == 0)
    }

    @Test("Normals of the source have mean 0, variance 1 and their quantiles, within four standard errors")
    func source() {
        var source = NormalSource(seed: 1)
        let sample = source.normals(20_000)
        #expect(StatisticalExpectation.mean(of: sample).isWithin(4, of: 0))
        #expect(StatisticalExpectation.variance(of: sample).isWithin(4, of: 1))
        #expect(
            StatisticalExpectation.share(of: sample, upTo: 1.2815515655446004, expected: 0.9).isWithin(4, of: 0.9))
        #expect(!StatisticalExpectation.mean(of: sample).isWithin(4, of: 0.05))
    }
}

@Suite struct SnapshotTests {
    @Test("Recording writes the file and fails on purpose; afterwards only a difference fails")
    func recording() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("golden-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(Snapshot.mismatch(of: "a\nb\n", golden: file, isRecording: false)?.contains("missing") == true)
        #expect(Snapshot.mismatch(of: "a\nb\n", golden: file, isRecording: true)?.contains("recorded") == true)
        #expect(Snapshot.mismatch(of: "a\nb\n", golden: file, isRecording: false) == nil)
        #expect(Snapshot.mismatch(of: "a\nc\n", golden: file, isRecording: false)?.contains("line 2") == true)
        #expect(Snapshot.mismatch(of: "a\nb", golden: file, isRecording: false)?.contains("line 3") == true)
    }
}
