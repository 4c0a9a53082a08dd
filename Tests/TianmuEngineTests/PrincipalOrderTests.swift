import Glibc
import TestSupport
import Testing
import TianmuModel
import TianmuNumerics

@testable import TianmuEngine

@Suite struct PrincipalOrderTests {
    /// Of slopes that were measured by differences.
    private let tolerance = 1e-7

    private func plan(_ indicators: String, years: Int = 5, rest: String = "", draws: Int = 4096) throws -> Plan {
        try Pipeline.plan(
            """
            tianmu: 1
            years: {base: 2020, through: \(2020 + years)}
            draws: {count: \(draws), seed: 3, sampler: sobol-principal}
            indicators:
            \(indicators)
            \(rest)
            """)
    }

    private let walk = """
          a: {unit: percent, base: {value: 0, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
          b: {unit: percent, base: {value: 0, reason: test}, model: random-walk-drift, parameters: {drift: 0, sd: 1}}
        """

    @Test("The components of a random walk are those of its covariance min(s, t)")
    func randomWalk() throws {
        let plan = try plan(String(walk.prefix(while: { $0 != "\n" })))
        let order = try #require(plan.principalOrder)
        // Eigenvalues 1/(4 sin²((2k − 1)π/(4n + 2))), which sum to n(n + 1)/2 (Glasserman 2004, §3.1).
        let eigenvalues = (1...5).map { 1 / (4 * pow(sin(Double(2 * $0 - 1) * Double.pi / 22), 2)) }
        #expect(order.varianceShares.count == 5)
        for (share, eigenvalue) in zip(order.varianceShares, eigenvalues) {
            #expect(abs(share - eigenvalue / 15) < tolerance)
        }
    }

    @Test("Correlation r gives two random walks the components' shares (1 ± r)/2 of one alone")
    func correlated() throws {
        let order = try #require(try plan(walk, rest: "correlations: {[a, b]: 0.6}").principalOrder)
        let alone = (1...5).map { 1 / (4 * pow(sin(Double(2 * $0 - 1) * Double.pi / 22), 2)) / 15 }
        let expected = alone.flatMap { [0.8 * $0, 0.2 * $0] }.sorted(by: >)
        for (share, truth) in zip(order.varianceShares, expected) { #expect(abs(share - truth) < tolerance) }
    }

    @Test("The rotation is orthogonal, so that the normals stay independent standard normals")
    func orthogonal() throws {
        let order = try #require(try plan(walk, rest: "correlations: {[a, b]: 0.6}").principalOrder)
        let product = try order.algebra.multiply(order.rotation, order.rotation.transposed)
        for (element, one) in zip(product.elements, Matrix.identity(product.rows).elements) {
            #expect(abs(element - one) < 1e-12)
        }
    }

    @Test("One dimension by itself has the bits that it has in a block of all")
    func owned() throws {
        let plan = try plan(walk)
        let shared = plan.pointSource
        let block = shared.owned(capacity: BlockEvaluator.capacity)
        for dimension in (plan.principalOrder?.dimensions ?? []) + [1 << 20] {
            let (a, b) = (DrawTable(rowCount: 1, stride: 100), DrawTable(rowCount: 1, stride: 100))
            shared.fillNormals(dimension: dimension, replicate: 2, first: 64, into: a.row(0, count: 100))
            block.fillNormals(dimension: dimension, replicate: 2, first: 64, into: b.row(0, count: 100))
            #expect(Array(a.row(0, count: 100)) == Array(b.row(0, count: 100)))
        }
    }

    @Test("A five-year mean is nearer than in the scenario's own order")
    func gains() async throws {
        func spread(_ sampler: Sampler) async throws -> Double {
            var plan = try plan(walk, draws: 512)
            plan.draws.sampler = sampler
            var means = Moments()
            for seed in 1...60 as ClosedRange<UInt64> {
                plan.draws.seed = seed
                let summary = try await Pipeline.assess(plan).summary
                means.add(try #require(summary.year("a", 2025)).quantiles[4].value)
            }
            return means.variance
        }
        let (own, principal) = (try await spread(.sobol), try await spread(.sobolPrincipal))
        // F(59, 59) lies below 1.9 in 99 of 100 cases.
        #expect(own / principal > 1.9, "\(own) against \(principal)")
    }
}
