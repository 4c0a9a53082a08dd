import Testing
import TianmuAnalysis
import TianmuScenario

/// UN ESCAP's indices. Their notes print no example with numbers that could be found, so these are the cases that the
/// definitions fix: nothing done, all done, half done, moved away, for more and for less.
@Suite struct ProgressIndexTests {
    private let rounding = 1e-12

    @Test("Current status is 0 at the base, 10 at the target, and linear between and beyond, for more and for less")
    func currentStatus() throws {
        for (base, target, relation) in [(20.0, 80.0, TargetRelation.atLeast), (80, 20, .atMost)] {
            func status(_ share: Double) throws -> Double {
                try #require(
                    ProgressIndex.currentStatus(
                        base: base, now: base + share * (target - base), target: target, relation))
            }
            for share in [0, 0.25, 0.5, 1, 1.2, -0.3] { #expect(abs(try status(share) - 10 * share) < rounding) }
        }
    }

    @Test("Anticipated progress is the share of the way that will be missing: 0 on arrival, 100 without a step")
    func anticipated() throws {
        for (base, target, relation) in [(20.0, 80.0, TargetRelation.atLeast), (80, 20, .atMost)] {
            func missing(_ share: Double) throws -> Double {
                try #require(
                    ProgressIndex.anticipated(base: base, end: base + share * (target - base), target: target, relation)
                )
            }
            for (share, expected) in [(0.0, 100.0), (0.4, 60), (0.95, 5), (1, 0), (1.5, 0), (-0.2, 120)] {
                #expect(abs(try missing(share) - expected) < 1e-9)
            }
        }
    }

    @Test("What the dashboards ask for changes at 10 and at 100")
    func outlook() {
        let found = [0, 10, 10.001, 100, 100.001].map { ProgressIndex.Outlook(anticipated: $0) }
        #expect(found == [.maintain, .maintain, .accelerate, .accelerate, .reverse])
    }

    @Test("Without a way to go there is no index")
    func noWay() {
        #expect(ProgressIndex.currentStatus(base: 95.6, now: 94, target: 90, .atLeast) == nil)
        #expect(ProgressIndex.anticipated(base: 1.5, end: 1.7, target: 1.6, .atMost) == nil)
        #expect(ProgressIndex.anticipated(base: 2, end: 2, target: 2, .above) == nil)
        #expect(ProgressIndex.anticipated(base: .nan, end: 2, target: 2, .atLeast) == nil)
    }
}
