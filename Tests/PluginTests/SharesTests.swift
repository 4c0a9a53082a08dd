import ShareModels
import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting

@Suite struct SharesTests {
    /// Rows of years, one value a share.
    func context(_ rows: [[Double]], _ parameters: [String: ParameterValue] = [:]) throws -> FitContext {
        FitContext(
            outputs: rows[0].indices.map { share in
                OutputContext(
                    indicator: IndicatorID("share-\(share + 1)"), measure: .percent,
                    history: History(firstYear: 2021 - rows.count, values: rows.map { $0[share] }))
            },
            parameters: try SharesModel().descriptor.resolve(parameters), forecastYears: 2021...2030)
    }

    @Test("The shares sum to the total in every draw of every year")
    func sum() throws {
        let model = try SharesModel().fit(try context([[8.4, 45.3, 46.3], [8.1, 44.1, 47.8], [7.6, 43.9, 48.5]]))
        var table = ProjectionTable(
            outputCount: 3, yearCount: 10, drawCount: 200, parameterNormalCount: model.parameterNormalCount, seed: 5)
        table.project(model)
        for year in 0..<10 {
            let shares = (0..<3).map { table.path(output: $0, yearIndex: year) }
            for draw in 0..<200 {
                #expect(abs(shares[0][draw] + shares[1][draw] + shares[2][draw] - 100) < 1e-10)
            }
        }
    }

    @Test("Without prior the log-ratios drift on as they did, by hand")
    func drift() throws {
        let model = try SharesModel().fit(try context([[20, 80], [25, 75]], ["prior-weight": .number(0)]))
        var table = ProjectionTable(
            outputCount: 2, yearCount: 1, drawCount: 1, parameterNormalCount: model.parameterNormalCount, seed: nil)
        table.project(model)
        // Odds 0.25 → 1/3, so 4/9 next: share 4/13.
        #expect(isClose(table.paths, [400.0 / 13, 900.0 / 13], tolerance: 1e-13))
        #expect(model.report.priorShare == 0)
    }

    @Test("A sum within 0.5 % of the total is scaled and noted, one further off refused")
    func sums() throws {
        let near = try SharesModel().fit(try context([[20.1, 80.2]]))
        #expect(near.report.notes.contains { $0.en.contains("2020") })
        let far = try context([[21, 80]])
        #expect(throws: ModelRefusal.self) { try SharesModel().fit(far) }
    }

    @Test("Shares that end in different years are refused")
    func lastYears() throws {
        var context = try context([[20, 80], [25, 75]])
        context.outputs[1].history = History(firstYear: 2019, values: [80])
        #expect(throws: ModelRefusal.self) { try SharesModel().fit(context) }
    }
}
