import Testing
import TianmuModel
import TianmuTesting

@Suite struct ConformanceSuiteTests {
    static let lawsOfClosedForms: [Law] = [.zeroNormalsGiveThePointForecast, .exactMoments, .exactQuantiles]

    @Test("Lawful models pass")
    func lawful() {
        for report in [ConformanceSuite(model: SteadyWalk()).run(), ConformanceSuite(model: ExactWalk()).run()] {
            #expect(report.isPassed, "\(report)")
            #expect(report.results.count == Law.allCases.count)
        }
    }

    @Test(
        "A model that breaks one law fails exactly that law",
        arguments: Law.allCases.filter { !lawsOfClosedForms.contains($0) && $0 != .twinsAgree })
    func broken(law: Law) {
        let report = ConformanceSuite(model: SteadyWalk(broken: law)).run()
        #expect(report.brokenLaws == [law], "\(report)")
    }

    @Test("Closed forms that are wrong fail exactly their law", arguments: lawsOfClosedForms)
    func brokenForms(law: Law) {
        let report = ConformanceSuite(model: ExactWalk(broken: law)).run()
        #expect(report.brokenLaws == [law], "\(report)")
    }

    @Test("A twin that gives other paths fails exactly its law, and one that gives the same passes")
    func twins() {
        #expect(ConformanceSuite(model: SteadyWalk(), twin: SteadyWalk()).run().isPassed)
        let report = ConformanceSuite(model: SteadyWalk(), twin: SteadyWalk(broken: .scaleEquivariance)).run()
        #expect(report.brokenLaws == [.twinsAgree], "\(report)")
    }

    @Test("Parameters of a case that the descriptor refuses fail and say so")
    func badCase() {
        let suite = ConformanceSuite(
            model: SteadyWalk(), cases: [ConformanceCase("wrong", parameters: ["drfit": .number(1)])])
        let report = suite.run(laws: [.codable])
        #expect(report.failures.first?.failure?.contains("did you mean 'drift'?") == true)
        #expect(report.description.contains("wrong"))
    }

    @Test("A suite without cases has not passed")
    func empty() {
        #expect(!ConformanceSuite(model: SteadyWalk(), cases: []).run().isPassed)
    }
}
