import CohortModels
import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting

/// Reference values by NumPy and SciPy: single years by `PchipInterpolator` of the sums below each age, Gompertz's k by
/// `brentq` and `quad`, a Leslie matrix of 111 ages.
@Suite struct CohortComponentTests {
    static let groups: [Double] = [
        4.1, 4.6, 4.4, 4.9, 6.2, 8.1, 9.7, 8.4, 7.3, 8.6, 8.9, 7.2, 5.1, 4.9, 3.3, 2.0, 1.3, 1.0,
    ]
    static let ages = ParameterValue.yearly(
        Dictionary(uniqueKeysWithValues: groups.enumerated().map { (5 * $0.offset, $0.element) }))
    static let basis: [String: ParameterValue] = [
        "ages": ages, "fertility": .number(1.1), "life-expectancy": .number(79), "infant-mortality": .number(4),
        "childbearing-age": .number(29.5), "childbearing-sd": .number(5.2), "female-share": .number(48.5),
    ]
    static let closed: [String: ParameterValue] = [
        "migration": .number(0), "migration-sd": .number(0), "life-gain": .number(0),
    ]
    /// Of the quadrature behind k.
    static let tolerance = 1e-8

    func fit(
        _ given: [String: ParameterValue], histories: [[Double]] = [[63.46]], years: Int
    ) throws -> FittedCohortComponent {
        let model = CohortComponentModel()
        return try model.fit(
            FitContext(
                outputs: histories.enumerated().map { number, values in
                    OutputContext(
                        indicator: IndicatorID(["total", "working", "old"][number]),
                        history: History(firstYear: 2021 - values.count, values: values))
                },
                parameters: try model.descriptor.resolve(Self.basis.merging(given) { $1 }),
                forecastYears: 2021...2020 + years))
    }

    /// Years of one output with zero normals.
    func point(_ model: FittedCohortComponent, outputs: Int = 1, years: Int) -> ProjectionTable {
        var table = ProjectionTable(
            outputCount: outputs, yearCount: years, drawCount: 1, parameterNormalCount: model.parameterNormalCount,
            seed: nil)
        table.project(model)
        return table
    }

    @Test("Total, working ages and old are those of a Leslie matrix in NumPy")
    func reference() throws {
        let model = try fit(
            [
                "fertility-change": .number(0.01), "life-gain": .number(0.12), "migration": .number(0.8),
                "migration-sd": .number(0),
            ], years: 10)
        let table = point(model, years: 10)
        #expect(
            isClose(
                [0, 4, 9].map { table.path(yearIndex: $0)[0] },
                [64.35927292490024, 67.68485132384662, 71.33290794294913], tolerance: Self.tolerance))
        // Each group begins at its own last observation: twice what the structure says.
        let start = [44.202517026636166, 11.709054171642414]
        let later = [44.3881996989564, 17.66809091449771]
        let grouped = try fit(
            [
                "fertility-change": .number(0.01), "life-gain": .number(0.12), "migration": .number(0.8),
                "migration-sd": .number(0),
            ], histories: [[63.46], [50], [11]], years: 10)
        let paths = point(grouped, outputs: 3, years: 10)
        for group in 0..<2 {
            let ratio =
                paths.path(output: group + 1, yearIndex: 9)[0] / paths.path(output: group + 1, yearIndex: 0)[0]
            #expect(abs(ratio / (later[group] / start[group]) - 1) < Self.tolerance)
        }
        #expect(grouped.report.notes.contains { $0.en.contains("'working'") })
    }

    @Test("A closed population changes by its births less its deaths")
    func conservation() throws {
        // births − deaths by NumPy, from the same life table and ages
        let change = 0.5543866995771438 - 0.46547483277198154
        let total = point(try fit(Self.closed, years: 1), years: 1).paths[0]
        #expect(abs(total - 63.46 - change) < 63.46 * Self.tolerance)
        // Whoever comes or goes adds to that.
        for migrants in [2.5, -1.5] {
            let moved = point(
                try fit(Self.closed.merging(["migration": .number(migrants)]) { $1 }, years: 1), years: 1)
            #expect(abs(moved.paths[0] - total - migrants) < 63.46 * Self.tolerance)
        }
    }

    @Test("With constant fertility and mortality growth becomes the Leslie matrix's largest eigenvalue")
    func stableGrowth() throws {
        let model = try fit(Self.closed.merging(["fertility": .number(2.6)]) { $1 }, years: 700)
        let table = point(model, years: 700)
        // np.linalg.eigvals
        let growth = table.path(yearIndex: 699)[0] / table.path(yearIndex: 698)[0]
        #expect(abs(growth - 1.0076296057360612) < 1e-8)
    }

    @Test("Migration not given is what past growth exceeds natural growth by")
    func impliedMigration() throws {
        let total = (0...10).map { 58 * Double.pow(63.46 / 58, Double($0) / 10) }
        let model = try fit([:], histories: [total], years: 1)
        let migration = try #require(model.report.estimates.first { $0.name == "migration" })
        #expect(abs(migration.value / (100 * 0.007531135389914345) - 1) < 1e-6)
        let first = point(model, years: 1).paths[0]
        #expect(abs(first / 63.46 - Double.pow(63.46 / 58, 0.1)) < 1e-9)
    }

    @Test("Uncertain migrants spread the total by as many people, and no age is ever below zero")
    func uncertainMigration() throws {
        let model = try fit(
            [
                "migration": .quantiles(p10: -4, p50: 1, p90: 6), "migration-sd": .number(0),
                "fertility": .quantiles(p10: 0.8, p50: 1.1, p90: 1.5),
                "life-gain": .quantiles(p10: 0, p50: 0.15, p90: 0.3),
            ], histories: [[63.46], [44], [11]], years: 6)
        var table = ProjectionTable(
            outputCount: 3, yearCount: 6, drawCount: 600, parameterNormalCount: model.parameterNormalCount, seed: 6)
        table.project(model)
        let first = table.path(yearIndex: 0)
        // Births and survival hardly vary in a year: sd of migrants 5/1.2816.
        let sd = StatisticalExpectation.variance(of: first).estimate.squareRoot()
        #expect(abs(sd / (5 / 1.2815515655446004) - 1) < 0.1)
        #expect(table.paths.allSatisfy { $0 > 0 })
    }

    @Test("Ages that do not begin at 0, too few of them, and two kinds of migration are refused")
    func refusals() throws {
        #expect(throws: ParameterFaults.self) { try fit(["ages": .yearly([5: 1, 10: 2, 20: 1])], years: 1) }
        #expect(throws: ParameterFaults.self) { try fit(["ages": .yearly([0: 1, 10: -2, 20: 1])], years: 1) }
        #expect(throws: ModelRefusal.self) { try fit(["ages": .yearly([0: 1, 60: 2])], years: 1) }
        #expect(throws: ModelRefusal.self) {
            try fit(["migration": .number(1), "migration-rate": .number(1)], years: 1)
        }
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "total", have: 1, need: 2)) {
            try fit([:], years: 1)
        }
    }
}
