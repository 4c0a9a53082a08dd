import TestSupport
import Testing
import TianmuEngine
import TianmuModel
import TianmuScenario

/// Grows by `elasticity` times the growth of its driver: without any spread of its own.
private struct FollowingModel: GrowthModel {
    struct Fitted: FittedModel {
        var start: Double
        var elasticity: Double
        var driverYears: [Int]
        var siblings: [String]
        var parameterNormalCount: Int { 0 }
        var report: FitReport { FitReport(observationCount: 1, priorShare: 0) }

        func project(_ block: ProjectionBlock) {
            for year in 0..<block.yearCount {
                let (now, before) = (block.driver(0, yearIndex: year), block.driver(0, yearIndex: year - 1))
                for draw in 0..<block.drawCount {
                    let last = year == 0 ? start : block.path(yearIndex: year - 1)[draw]
                    block.path(yearIndex: year)[draw] = last * (1 + elasticity * (now[draw] / before[draw] - 1))
                }
            }
        }
    }

    let descriptor = ModelDescriptor(
        id: "following", title: LocalizedText("following"), summary: LocalizedText("follows its driver"),
        minimumObservations: 1,
        parameters: [ParameterDescriptor("elasticity", default: .number(1), explanation: LocalizedText("elasticity"))],
        drivers: [
            DriverDescriptor("leader", measure: .level, explanation: LocalizedText("what it follows")),
            DriverDescriptor("aside", isRequired: false, explanation: LocalizedText("not used")),
        ], usesSiblings: true, sources: ["this test"])

    func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted {
        let output = try context.singleOutput()
        let history = try output.requireHistory(of: 1)
        return Fitted(
            start: history.last?.value ?? 0, elasticity: context.parameters.number("elasticity") ?? 1,
            driverYears: context.drivers[0].history.years, siblings: output.siblings.map(\.name))
    }
}

@Suite struct DriverTests {
    private static let registry = ModelRegistry(Pipeline.registry.models + [FollowingModel()])

    private func plan(_ indicators: String, tail: String = "", figures: String = "") throws -> Plan {
        let scenario = try Pipeline.read(
            """
            tianmu: 1
            years: {base: 2020, through: 2023}
            draws: {count: 4096, seed: 5}
            \(figures.isEmpty ? "" : "data: [figures.csv]\nregion: here")
            indicators:
            \(indicators)
            \(tail)
            """, figures: figures)
        return try Planner.plan(scenario, registry: Self.registry)
    }

    private func faults(_ indicators: String, tail: String = "") -> [String] {
        do {
            _ = try plan(indicators, tail: tail)
            return []
        } catch let list as DiagnosticList {
            return list.diagnostics.map { $0.message.en }
        } catch {
            return ["\(error)"]
        }
    }

    private let leader = """
          leader: {unit: 亿元, base: {value: 100, reason: test}, model: elicited, parameters: {p10: 2, p50: 5, p90: 8}}
        """

    @Test("A model reads its driver's path draw by draw: with elasticity 1 their ratio never moves")
    func ratioStays() async throws {
        let plan = try plan(
            """
            \(leader)
              follower: {unit: 亿元, base: {value: 20, reason: test}, model: following, drivers: {leader: total}}
              total: {unit: 亿元, formula: leader * 2}
              ratio: {unit: ratio, formula: follower / total}
            """,
            // What moves the driver moves the follower.
            tail: """
                shocks: [{name: a, year: 2022, probability: 0.3, effect: {leader: {p10: -4, p50: -2, p90: -1}}}]
                levers: {push: {to: leader, unit: points per year, from: 2021, value: 1}}
                """)
        let assessment = try await Pipeline.assess(plan)
        for year in 2021...2023 {
            let ratio = try #require(assessment.summary.year("ratio", year))
            #expect(abs(ratio.minimum - 0.1) < 1e-12 && abs(ratio.maximum - 0.1) < 1e-12)
            let follower = try #require(assessment.summary.year("follower", year))
            #expect(follower.sd.value > 0.1)
        }
        #expect(plan.stages.count == 2)
        #expect(plan.order.count == 4)
    }

    @Test("Moving a lever on drawn blocks gives what drawing with the lever moved gives, through drivers too")
    func leversReachFollowers() throws {
        var plan = try plan(
            """
            \(leader)
              follower: {unit: 亿元, base: {value: 20, reason: test}, model: following, drivers: {leader: total}}
              total: {unit: 亿元, formula: leader * 2}
              other: {unit: 亿元, base: {value: 20, reason: test}, model: following, drivers: {leader: aside}}
              aside: {unit: 亿元, base: {value: 9, reason: test}, model: elicited, parameters: {p10: 2, p50: 5, p90: 8}}
            """, tail: "levers: {push: {to: leader, unit: points per year, from: 2021, value: 0}}")
        func evaluator(_ scope: EvaluationScope) -> BlockEvaluator {
            BlockEvaluator(
                plan: plan, source: plan.draws.sampler.source(seed: 1), central: CentralPath(plan: plan), scope: scope)
        }
        func values(_ evaluator: BlockEvaluator, _ slot: Int) -> [Double] {
            (0..<plan.grid.count).flatMap { row in
                Array(UnsafeBufferPointer(start: evaluator.values(slot: slot, row: row), count: 100)).map {
                    $0.isNaN ? -1 : $0
                }
            }
        }
        let scope = EvaluationScope(plan: plan, freeLevers: [0])
        #expect(Set(scope.moved) == [0, 1, 2])
        let moved = evaluator(scope)
        moved.evaluate(replicate: 0, first: 0, count: 100)
        let before = (0..<5).map { values(moved, $0) }
        moved.reevaluate(leverValues: [2], count: 100)
        let after = (0..<5).map { values(moved, $0) }
        moved.reevaluate(leverValues: [0], count: 100)
        #expect((0..<5).map { values(moved, $0) } == before)
        plan.levers[0].value = 2
        let drawn = evaluator(EvaluationScope(plan: plan))
        drawn.evaluate(replicate: 0, first: 0, count: 100)
        #expect((0..<5).map { values(drawn, $0) } == after)
        #expect(after[1] != before[1] && after[3] == before[3])
    }

    @Test("A model may follow a model that follows")
    func chain() async throws {
        let plan = try plan(
            """
              third: {unit: 亿元, base: {value: 3, reason: test}, model: following, drivers: {leader: second}}
              second: {unit: 亿元, base: {value: 2, reason: test}, model: following, drivers: {leader: leader}}
            \(leader)
              ratio: {unit: ratio, formula: third / leader}
            """)
        let ratio = try #require(try await Pipeline.assess(plan).summary.year("ratio", 2023))
        #expect(abs(ratio.minimum - 0.03) < 1e-12 && abs(ratio.maximum - 0.03) < 1e-12)
        #expect(plan.stages.map(\.models.count) == [1, 1, 1])
    }

    @Test("The history of a driver holds figures, and what its formula makes of figures")
    func history() throws {
        let rows = (2016...2020).map { "here,a,亿元,\($0),\(100 + $0),book,2021" }
        let others = ["west", "east"].flatMap { region in (2018...2020).map { "\(region),b,亿元,\($0),5,book,2021" } }
        let plan = try plan(
            """
              a: {model: random-walk-drift}
              twice: {unit: 亿元, formula: 2 * a}
              b: {base: {value: 7, reason: test}, model: following, drivers: {leader: twice}}
            """,
            figures: (["region,indicator,unit,year,value,source,published"] + rows + others).joined(separator: "\n"))
        let fitted = try #require(
            plan.models.first { $0.descriptor.id == "following" }?.fitted as? FollowingModel.Fitted)
        #expect(fitted.driverYears == Array(2016...2020))
        #expect(fitted.siblings == ["east", "west"])
    }

    @Test("Everything that is wrong with drivers is told, with the nearest known name")
    func faultsAreTold() {
        #expect(
            faults("  a: {unit: 亿元, base: {value: 1, reason: t}, model: following}")
                == ["model 'following': the driver 'leader' is missing ('drivers')"])
        let wrong = faults(
            """
            \(leader)
              a: {unit: 亿元, base: {value: 1, reason: t}, model: following, drivers: {leder: leader, leader: leadr}}
              b: {unit: 亿元, base: {value: 1, reason: t}, model: following, drivers: {leader: b}}
              c: {unit: percent, model: elicited, parameters: {p10: 1, p50: 2, p90: 3}, drivers: {leader: leader}}
              d: {unit: 亿元, base: {value: 1, reason: t}, model: following, drivers: {leader: c}}
            """)
        #expect(
            wrong == [
                "model 'following': has no driver 'leder'; did you mean 'leader'?",
                "'drivers' names the unknown indicator 'leadr'; did you mean 'leader'?",
                "model 'following': 'b' cannot drive itself",
                "model 'elicited': reads no other indicators, so there is no 'leader'",
                "model 'following': 'leader' must be a level, and 'c' is not",
            ])
    }

    @Test("A driver that depends on what it drives is refused, and so is one without a value in the year before")
    func circlesAndGaps() {
        let circle = faults(
            """
              a: {unit: 亿元, base: {value: 1, reason: t}, model: following, drivers: {leader: b}}
              b: {unit: 亿元, base: {value: 1, reason: t}, formula: previous(a) + previous(b)}
            """)
        #expect(circle == ["a driver depends on what it drives (a); drivers are projected before what they drive"])
        let gap = faults(
            """
              share: {unit: percent, model: elicited, parameters: {p10: 1, p50: 2, p90: 3}}
              index: {unit: ratio, formula: share / 100}
              a: {unit: 亿元, base: {value: 1, reason: t}, model: following, drivers: {leader: index}}
            """)
        #expect(gap.contains { $0.contains("needs its driver 'index' in 2020") }, "\(gap)")
    }
}
