import Foundation
import TestSupport
import Testing
import TianmuAnalysis
import TianmuAnalysisReport
import TianmuEngine
import TianmuModel
import TianmuScenario

/// The what-if examples of Scenarios/linan/README.md, on the shipped files.
@Suite struct LinanWhatIfTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios/linan").path

    private func scenario(_ name: String = "baseline") throws -> Scenario {
        try ScenarioReader.read(path: "\(Self.folder)/\(name).yaml")
    }

    private func plan() throws -> Plan {
        try Planner.plan(scenario(), registry: Pipeline.registry, options: PlanOptions(drawCount: 2048))
    }

    @Test(
        "Half a chance of 900 takes about 0.6 points more growth, and 80 % for the income ratio one point in the country"
    )
    func seek() async throws {
        let plan = try plan()
        func value(_ target: String, _ probability: Double, _ lever: String) async throws -> SeekResult {
            try await Seeker.seek(
                SeekQuestion(
                    target: try plan.target(named: target), probability: probability,
                    levers: [try LeverSpan(parsingRange: lever)]), in: plan)
        }
        let demand = try await value("gdp", 0.5, "demand")
        #expect(abs(demand.move.values[0] - 0.59) < 0.05 && demand.errors[0] < 0.05)
        let rural = try await value("urban_rural_ratio", 0.8, "rural_boost")
        #expect(abs(rural.move.values[0] - 1.04) < 0.1 && rural.errors[0] < 0.1)
        #expect(try await value("resident_income", 0.8, "demand").ending == .alreadyMet)
        #expect(try await value("urban_rural_ratio", 0.9, "digital_push").ending == .withoutEffect)
        #expect(try await value("digital_core_revenue", 0.9, "demand=0:1").ending == .beyondReach)
    }

    @Test("A sweep of the rural programme moves the income ratio, and leaves total output alone")
    func sweep() async throws {
        let sweep = try await Sweeper(
            plan: plan(), spans: [LeverSpan(parsing: "rural_boost=0:2:0.5")], design: .factorial
        ).sweep()
        let ratio = try sweep.plan.target(named: "urban_rural_ratio")
        let shares = sweep.points.map { $0.probabilities[ratio].value }
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
        #expect(sweep.mostMovedTarget == ratio)
        #expect(!sweep.movedTargets.contains(try sweep.plan.target(named: "gdp")))
    }

    @Test("Growth decides about output; Sobol indices of the income ratio are refused, for wages are correlated")
    func sensitivity() async throws {
        let plan = try plan()
        let tornado = await Tornado.make(plan, target: try plan.target(named: "gdp"))
        let first = try #require(tornado.bars.first { $0.input.lever == nil })
        #expect(first.input.title.en.contains("growth") || first.input.title.en.contains("inflation"))
        #expect(first.probabilitySpan > 0.3)
        let ratio = try plan.target(named: "urban_rural_ratio")
        let refusal = await #expect(throws: WhatIfRefusal.self) { try await VarianceShares.sobol(plan, target: ratio) }
        #expect(refusal?.message.en.contains("'urban_income' and 'rural_income'") == true)
        let sobol = try await VarianceShares.sobol(plan, target: try plan.target(named: "gdp"))
        guard case .sobol(let indices) = sobol.method else { return }
        let sum = indices.first.reduce(0) { $0 + $1.value }
        #expect(sum > 0.9 && sum < 1.05)
    }

    @Test("From the baseline to weak demand, demand and prices carry the whole change")
    func change() async throws {
        let change = try await ChangeDecomposition.make(
            scenario(), scenario("weak-demand"), target: 0, registry: Pipeline.registry,
            options: PlanOptions(drawCount: 1024))
        #expect(Set(change.contributions.map(\.part.kind)) == [.lever("demand"), .lever("prices")])
        let total = change.to.probability.value - change.from.probability.value
        #expect(abs(change.contributions.reduce(0) { $0 + $1.probability } - total) < 1e-9)
        #expect(total < -0.2)
    }
}
