import TestSupport
import Testing
import TianmuAnalysis
import TianmuEngine
import TianmuModel
import TianmuNumerics

@Suite struct SweepTests {
    private func sweeper(_ spans: [String], design: SweepDesign = .factorial, threads: Int = 1) throws -> Sweeper {
        try Sweeper(
            plan: Pipeline.plan(WhatIfScenarios.everything), spans: spans.map { try LeverSpan(parsing: $0) },
            design: design, threads: threads)
    }

    @Test("Every point has exactly the numbers of a run of its own")
    func equalsRuns() async throws {
        let sweep = try await sweeper(["demand=-1:1:1", "rural=0:2:2"]).sweep()
        #expect(sweep.points.map(\.levers) == [[-1, 0], [-1, 2], [0, 0], [0, 2], [1, 0], [1, 2]])
        for point in sweep.points {
            var plan = sweep.plan
            for (lever, value) in zip(sweep.levers, point.levers) { plan.levers[lever].value = value }
            let summary = try await Pipeline.assess(plan).summary
            #expect(point.probabilities == summary.targets.map(\.probability))
            #expect(point.all == summary.joint.all)
            #expect(point.medians.map(\.value) == summary.targets.map(\.forecast.median))
        }
        #expect(sweep.movedTargets == [0, 1, 2])
        #expect(Set(sweep.points.map { $0.probabilities[3].value }).count == 1)
    }

    @Test("The error of a median is near that of the run, which finds it in another way")
    func medianErrors() async throws {
        let sweep = try await sweeper(["demand=0"]).sweep()
        let summary = try await Pipeline.assess(sweep.plan).summary
        for (median, target) in zip(sweep.points[0].medians, summary.targets) {
            let other = target.forecast.quantiles[4].standardError
            #expect(median.standardError > other / 3 && median.standardError < other * 3)
        }
    }

    @Test("The number of threads, and where a sweep was interrupted, change no bit")
    func sameAtAnyThreadCount() async throws {
        let spans = ["demand=-2:2:0.25", "rural=0:4:1"]
        let one = try await sweeper(spans).sweep()
        let four = try await sweeper(spans, threads: 4).sweep()
        let resumed = try await sweeper(spans, threads: 3).sweep(kept: Array(one.points.prefix(37)))
        #expect(one.points == four.points)
        #expect(one.points == resumed.points)
    }

    @Test("A file gives back the points it was written from, but not to another sweep")
    func file() async throws {
        let sweeper = try sweeper(["demand=-1:1:0.5"])
        let points = try await sweeper.sweep().points
        let text = SweepFile(sweeper, ingredients: ["x"]).text(points)
        #expect(try SweepFile(sweeper, ingredients: ["x"]).points(in: text) == points)
        let cut = String(text.dropLast(7))
        #expect(try SweepFile(sweeper, ingredients: ["x"]).points(in: cut) == Array(points.dropLast()))
        #expect(throws: WhatIfRefusal.self) { try SweepFile(sweeper, ingredients: ["y"]).points(in: text) }
        #expect(throws: WhatIfRefusal.self) { try SweepFile(sweeper, ingredients: ["x"]).points(in: "a,b\n1,2\n") }
        let wider = try self.sweeper(["demand=-1:1:0.25"])
        #expect(throws: WhatIfRefusal.self) { try SweepFile(wider, ingredients: ["x"]).points(in: text) }
    }

    @Test("A Latin hypercube visits each part of each lever exactly once; so do Sobol points in powers of two")
    func stratification() {
        let designs = [
            SweepDesign.latinHypercube(dimensions: 3, count: 100, seed: 7),
            SweepDesign.sobolPoints(dimensions: 3, count: 128, seed: 7),
        ]
        for points in designs {
            for dimension in 0..<3 {
                let parts = points.map { Int($0[dimension] * Double(points.count)) }
                #expect(parts.sorted() == Array(0..<points.count))
            }
        }
        #expect(designs[0] != SweepDesign.latinHypercube(dimensions: 3, count: 100, seed: 8))
    }

    @Test("Spans are read with their steps, and values are as round as they were written")
    func spans() throws {
        #expect(try LeverSpan(parsing: "a=0:0.3:0.1").values == [0, 0.1, 0.2, 0.3])
        #expect(try LeverSpan(parsing: "a=0:1:0.3").values == [0, 0.3, 0.6, 0.9])
        #expect(try LeverSpan(parsing: "a=-1:1").values.count == 11)
        #expect(try LeverSpan(parsing: "a=1.5").values == [1.5])
        for wrong in ["a", "=1", "a=", "a=1:x", "a=2:1", "a=0:1:0", "a=0:1:-1", "a=0:1:0.1:2", "a=0:1:1e-9", "a=inf"] {
            #expect(throws: WhatIfRefusal.self, "\(wrong)") { try LeverSpan(parsing: wrong) }
        }
    }

    @Test("A sweep that cannot be is refused with what is allowed")
    func refusals() throws {
        func refusal(_ spans: [String]) -> String? {
            do {
                _ = try sweeper(spans)
                return nil
            } catch { return (error as? WhatIfRefusal)?.message.en }
        }
        #expect(refusal(["demnad=0:1"]) == "there is no lever 'demnad'; did you mean 'demand'?")
        #expect(refusal(["demand=0:9"])?.contains("the range that the scenario allows, -3.0 to 3.0") == true)
        #expect(refusal(["demand=0:1", "demand=0:1"]) == "the lever 'demand' is given twice")
        #expect(refusal(["demand=-3:3:0.001", "rural=0:4:0.001"])?.contains("at most 1000000 are allowed") == true)
    }
}
