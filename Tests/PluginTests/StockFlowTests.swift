import StockFlowModels
import Testing
import TianmuModel
import TianmuTesting

/// Reference values by SciPy 1.17: `poisson.ppf`, `nbinom.ppf`, `binom.ppf` and `betabinom.ppf` at `norm.cdf(z)`.
@Suite struct StockFlowTests {
    static let normals = [-3, -1.5, -0.5, 0, 0.5, 1.5, 3]
    /// Neither rates nor counts vary but by chance.
    static let chance: [String: ParameterValue] = ["entry-variation": .number(0), "exit-variation": .number(0)]

    func context(
        _ histories: [[Double]], _ given: [String: ParameterValue], years: Int = 1
    ) throws -> FitContext {
        FitContext(
            outputs: histories.enumerated().map { number, values in
                OutputContext(
                    indicator: IndicatorID(["stock", "entries", "exits"][number]),
                    history: History(firstYear: 2021 - values.count, values: values))
            },
            parameters: try StockFlowModel().descriptor.resolve(given), forecastYears: 2021...2020 + years)
    }

    func fit(
        _ histories: [[Double]], _ given: [String: ParameterValue], years: Int = 1
    ) throws -> FittedStockFlow {
        try StockFlowModel().fit(try context(histories, given, years: years))
    }

    func table(
        _ model: FittedStockFlow, outputs: Int = 1, years: Int = 1, draws: Int, seed: UInt64?
    ) -> ProjectionTable {
        ProjectionTable(
            outputCount: outputs, yearCount: years, drawCount: draws,
            parameterNormalCount: model.parameterNormalCount, seed: seed)
    }

    @Test(
        "Entries are as far out as their normals: Poisson, negative binomial, few and many",
        arguments: [
            (3.7, 0.0, [0.0, 1, 3, 4, 5, 7, 11], 0.0), (6.5, 60, [0, 1, 4, 6, 8, 14, 28], 0),
            (250, 0, [204, 226, 242, 250, 258, 274, 299], 1),
            (2000, 20, [1003, 1433, 1780, 1973, 2180, 2634, 3424], 8),
        ])
    func entries(mean: Double, variation: Double, expected: [Double], tolerance: Double) throws {
        let model = try fit(
            [[10]],
            ["entries": .number(mean), "exit-rate": .number(0), "entry-variation": .number(variation)])
        var table = table(model, draws: Self.normals.count, seed: nil)
        table.innovations = Self.normals
        table.project(model)
        #expect(zip(table.paths, expected).allSatisfy { abs($0 - 10 - $1) <= tolerance }, "\(table.paths)")
    }

    @Test(
        "Exits are as far out as their normals: binomial, beta-binomial, few and many, rare and common",
        arguments: [
            (25.0, 12.0, 0.0, [0.0, 1, 2, 3, 4, 6, 9], 0.0), (25, 12, 50, [0, 0, 2, 3, 4, 7, 12], 0),
            (40, 90, 0, [29, 33, 35, 36, 37, 39, 40], 0), (5000, 7, 0, [297, 323, 341, 350, 359, 377, 405], 1),
            (5000, 7, 30, [110, 204, 290, 340, 395, 521, 746], 5),
        ])
    func exits(stock: Double, rate: Double, variation: Double, expected: [Double], tolerance: Double) throws {
        let model = try fit(
            [[stock]],
            ["entries": .number(0), "exit-rate": .number(rate), "exit-variation": .number(variation)])
        var table = table(model, draws: Self.normals.count, seed: nil)
        // After the four rates; a high normal is a high stock.
        table.parameterNormals.replaceSubrange(
            4 * Self.normals.count..<5 * Self.normals.count, with: Self.normals.map { -$0 })
        table.project(model)
        #expect(zip(table.paths, expected).allSatisfy { abs(stock - $0 - $1) <= tolerance }, "\(table.paths)")
    }

    @Test("With known rates a small stock has the mean and variance of its recursion")
    func moments() throws {
        let given: [String: ParameterValue] = ["entries": .number(1.3), "exit-rate": .number(15)]
        let model = try fit([[12]], given.merging(Self.chance) { $1 }, years: 5)
        var table = table(model, years: 5, draws: 8000, seed: 11)
        table.project(model)
        var (mean, variance) = (12.0, 0.0)
        for year in 0..<5 {
            // Var N' = (1−q)² Var N + q(1−q) E N + μ
            variance = 0.85 * 0.85 * variance + 0.15 * 0.85 * mean + 1.3
            mean = 0.85 * mean + 1.3
            let samples = table.path(yearIndex: year)
            #expect(StatisticalExpectation.mean(of: samples).isWithin(4, of: mean))
            #expect(StatisticalExpectation.variance(of: samples).isWithin(4, of: variance))
        }
    }

    @Test("A history of entries gives a negative binomial predictive, one of exits a beta-binomial")
    func predictive() throws {
        let model = try fit([[20, 22, 21, 24], [3, 5, 2, 4], [1, 2, 3, 1]], Self.chance)
        var table = table(model, outputs: 3, draws: 8000, seed: 4)
        table.project(model)
        // nbinom.cdf(k, 0.5 + 14, 4/5), k = 0...8
        let entries = [
            0.03933732386813734, 0.15341556308573542, 0.3302368338730125, 0.5247402317390177, 0.6949307048717724,
            0.8208716549900104, 0.9027332725668651, 0.9506807914333085, 0.9764525828240219,
        ]
        for (k, expected) in entries.enumerated() {
            let share = StatisticalExpectation.share(
                of: table.path(output: 1, yearIndex: 0), upTo: Double(k), expected: expected)
            #expect(share.isWithin(4, of: expected), "\(k): \(share)")
        }
        // betabinom.cdf(k, 24, 0.5 + 6, 0.5 + 63 − 6), k = 0...5; the exits of 2017 have no stock before them.
        let exits = [
            0.11294384596143175, 0.33181639217240455, 0.5692724564578944, 0.757825679478644, 0.879168802035546,
            0.9457885555961982,
        ]
        for (k, expected) in exits.enumerated() {
            let share = StatisticalExpectation.share(
                of: table.path(output: 2, yearIndex: 0), upTo: Double(k), expected: expected)
            #expect(share.isWithin(4, of: expected), "\(k): \(share)")
        }
    }

    @Test("In every draw stocks are whole numbers and change by entries less exits")
    func identity() throws {
        let model = try fit([[3, 4, 6], [1, 2, 3], [1, 1, 1]], [:], years: 8)
        var table = table(model, outputs: 3, years: 8, draws: 300, seed: 9)
        table.project(model)
        var before = [Double](repeating: 6, count: 300)
        for year in 0..<8 {
            let rows = (0..<3).map { table.path(output: $0, yearIndex: year) }
            for draw in 0..<300 {
                #expect(rows[0][draw] == before[draw] + rows[1][draw] - rows[2][draw])
                #expect(rows[0][draw] >= 0 && rows[0][draw] == rows[0][draw].rounded())
            }
            before = rows[0]
        }
    }

    @Test("Entries implied by a stock that stays make it stay, however uncertain the exit rate")
    func implied() throws {
        let stocks = [Double](repeating: 1000, count: 12)
        let model = try fit(
            [stocks], ["exit-rate": .quantiles(p10: 3, p50: 8, p90: 15)].merging(Self.chance) { $1 }, years: 3)
        var table = table(model, years: 3, draws: 4000, seed: 2)
        table.project(model)
        let samples = table.path(yearIndex: 2)
        // Without the tie between exits and entries the sd would be 3 · 1000 · 5 % = 150.
        #expect(abs(StatisticalExpectation.mean(of: samples).estimate - 1000) < 5)
        #expect(StatisticalExpectation.variance(of: samples).estimate.squareRoot() < 40)
        #expect(model.report.notes.contains { $0.en.contains("implied") })
    }

    @Test("A unit of ten thousand counts ten thousand")
    func unit() throws {
        let given: [String: ParameterValue] = [
            "entries": .number(0.5), "exit-rate": .number(0), "per-unit": .number(10_000), "growth": .number(10),
            "entry-variation": .number(0),
        ]
        let model = try fit([[3.2]], given, years: 2)
        var table = table(model, years: 2, draws: 1, seed: nil)
        table.project(model)
        #expect(isClose(table.paths, [3.7, 4.25], tolerance: 1e-4))
        #expect(model.report.notes.isEmpty)
        #expect(model.report.priorShare == 1)
    }

    @Test("A missing exit rate, two rates of entries, a percentage and a negative count are refused by name")
    func refusals() throws {
        #expect(throws: ModelRefusal.badParameter(.missing(name: "exit-rate", unit: "percent per year"))) {
            try fit([[5, 6]], [:])
        }
        #expect(throws: ModelRefusal.self) {
            try fit([[5]], ["entries": .number(1), "entry-rate": .number(1), "exit-rate": .number(1)])
        }
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "stock", have: 1, need: 2)) {
            try fit([[5]], ["exit-rate": .number(1)])
        }
        #expect(throws: ModelRefusal.self) {
            try fit([[-5]], ["entries": .number(1), "exit-rate": .number(1)])
        }
        var percent = try context([[5]], ["entries": .number(1), "exit-rate": .number(1)])
        percent.outputs[0].measure = .percent
        #expect(throws: ModelRefusal.self) { try StockFlowModel().fit(percent) }
    }
}
