import PanelModels
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct PooledGrowthTests {
    /// Points of growth of five regions, the first being the own one.
    static let growth: [[Double]] = [
        [6.1, 7.4, 5.2, 6.8, 7.9, 5.5], [9.2, 8.1, 10.3, 9.9, 7.7, 8.8], [4.2, 5.9, 3.8, 5.1, 6.4, 4.4],
        [7.0, 8.8, 6.1, 7.7, 9.1, 6.6], [5.5, 4.9, 6.8, 7.2, 6.0, 5.0],
    ]
    /// Errors that neither last nor are shared, of one size everywhere: what the textbook model assumes.
    static let independent: [String: ParameterValue] = [
        "common-share": .number(0), "persistence": .number(0), "spread": .choice("common"),
    ]

    /// A percentage that moves by `growth` points a year up to 2020.
    private static func series(_ growth: [Double]) -> History {
        let values = growth.reduce(into: [10.0]) { $0.append(($0.last ?? 0) + $1) }
        return History(firstYear: 2021 - values.count, values: values)
    }

    private static func fit(
        _ parameters: [String: ParameterValue], lengths: [Int] = [6, 6, 6, 6, 6]
    ) throws -> LinearForecast {
        let histories = zip(growth, lengths).map { series($0.suffix($1)) }
        return try fitted(
            PooledGrowthModel(), parameters, history: histories[0],
            siblings: histories.dropFirst().enumerated().map {
                SiblingSeries(name: "r\($0.offset)", history: $0.element)
            },
            measure: .percent)
    }

    private static func merged(_ parameters: [String: ParameterValue]) -> [String: ParameterValue] {
        independent.merging(parameters) { $1 }
    }

    /// `smf.mixedlm("g~1", df, groups="r").fit(reml=True)`, statsmodels 0.15, whose optimiser stops at 1e-8: mean 6.78,
    /// variances 1.1110667 and 2.2327942, region effect of the first −0.2739468. The error of its mean is from the inverse of
    /// Henderson's mixed model equations at these variances: `L@inv(A)*s2@L`, 0.17383246650659984.
    @Test("A balanced panel gives statsmodels' mixed model and Henderson's prediction error")
    func balanced() throws {
        let report = try Self.fit(Self.independent).report
        let found = ["growth", "panel-growth", "sd", "between-sd"].map(report.value)
        let expected = [6.506053228, 6.78, 1.1110666666666667.squareRoot(), 2.2327944444444445.squareRoot()]
        #expect(isClose(found, expected, tolerance: 1e-8))
        #expect(isClose([report.standardError("growth")], [0.4169322085262781], tolerance: 1e-8))
    }

    /// The same with the last 3, 6, 4, 5 and 6 years: mean 6.8582320, region 6.7523042 (statsmodels); to more digits by
    /// scipy's `minimize_scalar` of the restricted likelihood.
    @Test("An unbalanced panel gives statsmodels' best linear unbiased prediction")
    func unbalanced() throws {
        let report = try Self.fit(Self.independent, lengths: [3, 6, 4, 5, 6]).report
        let found = ["growth", "panel-growth", "own-weight"].map(report.value)
        #expect(isClose(found, [6.752304166178461, 6.8582320155426535, 0.84811022414685], tolerance: 1e-7))
    }

    @Test("With a known between variance it is the closed form; none pools fully, a huge one leaves the own mean")
    func limits() throws {
        func values(_ sd: Double) throws -> [Double] {
            let report = try Self.fit(Self.merged(["between-sd": .number(sd)])).report
            return ["growth", "own-weight"].map(report.value)
        }
        let own = 38.9 / 6
        #expect(try zip(values(0), [6.78, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(try isClose(values(1000), [own, 1], tolerance: 1e-6))
        let weight = 4 / (4 + 1.1110666666666669 / 6)
        #expect(try isClose(values(2), [6.78 + weight * (own - 6.78), weight], tolerance: 1e-12))
    }

    @Test("James and Stein's estimator is a special case")
    func jamesStein() throws {
        let means = Self.growth.map { $0.reduce(0, +) / 6 }
        let between = means.reduce(0) { $0 + ($1 - 6.78) * ($1 - 6.78) }
        func weight(_ method: String) throws -> Double {
            try Self.fit(Self.merged(["between": .choice(method)])).report.value("own-weight")
        }
        let noise = 1.1110666666666669 / 6
        #expect(
            try isClose(
                [weight("james-stein"), weight("moments")], [1 - 2 * noise / between, 1 - 4 * noise / between],
                tolerance: 1e-10))
    }

    @Test("A region with one figure grows as the panel does, and its mean is as uncertain as regions differ")
    func newRegion() throws {
        let report = try Self.fit(
            Self.merged(["between-sd": .number(1.5)]), lengths: [0, 6, 6, 6, 6]
        ).report
        let others = (53.999999999999996 + 29.8 + 45.3 + 35.4) / 24
        #expect(isClose([report.value("growth")], [others], tolerance: 1e-12))
        let within = report.value("sd") * report.value("sd") / 6
        let expected = (1.5 * 1.5 + (1.5 * 1.5 + within) / 4).squareRoot()
        #expect(isClose([report.standardError("growth")], [expected], tolerance: 1e-12))
        #expect(report.notes.contains { $0.en == "100 % of the growth is the mean of 4 other regions" })
    }

    @Test("Shocks that regions share leave more doubt about their mean than independent ones")
    func commonShocks() throws {
        let errors = try [0.0, 0.4, 0.9].map { share in
            try Self.fit(Self.merged(["common-share": .number(share), "between-sd": .number(0)]))
                .report.standardError("growth")
        }
        #expect(errors[0] < errors[1] && errors[1] < errors[2])
        // In the limit the panel says no more than one region: σ/√6, here 0.9 of it and a fifth of the rest.
        let expected = (1.1110666666666669 / 6 * (0.9 + 0.1 / 5)).squareRoot()
        #expect(isClose([errors[2]], [expected], tolerance: 1e-10))
        // Two regions that move together and one that moves against them: of three pairs one agrees, (1 − 2)/3 is below 0.
        let moves = [[3.0, 5, 3, 5], [4.0, 6, 4, 6], [7.0, 5, 7, 5]].map(Self.series)
        func share(_ others: [History]) throws -> Double {
            try fitted(
                PooledGrowthModel(), history: moves[0],
                siblings: others.enumerated().map { SiblingSeries(name: "r\($0.offset)", history: $0.element) },
                measure: .percent
            ).report.value("common-share")
        }
        #expect(try share([moves[1], moves[2]]) == 0)
        #expect(try share([moves[1], moves[1]]) == 0.95)
        // Five with and one against: of 15 pairs ten agree and five do not.
        #expect(try abs(share([moves[1], moves[1], moves[1], moves[1], moves[2]]) - 1.0 / 3) < 1e-12)
    }

    @Test("Only the last years count where 'years' says so")
    func recentYears() throws {
        let recent = try Self.fit(Self.merged(["years": .number(3)])).report
        let short = try Self.fit(Self.independent, lengths: [3, 3, 3, 3, 3]).report
        #expect(isClose([recent.value("growth")], [short.value("growth")], tolerance: 1e-12))
    }

    @Test("Without other regions it refuses and says what it needs")
    func noSiblings() {
        let model = PooledGrowthModel()
        #expect {
            try fitted(model, history: Self.series(Self.growth[0]))
        } throws: { error in
            (error as? ModelRefusal)?.message.en
                == "the figures files have yearly changes of 'indicator' for 0 other regions, the model needs at least 2"
        }
    }

    /// numpy and scipy: variances by Smyth's moments (`digamma`, `polygamma`, ν₀ = 1.0630643, s₀² = 0.4882809), then
    /// `minimize_scalar` and `brentq` of the restricted likelihood with these variances given.
    @Test("Regions whose growth is steadier than others' keep more of their own mean")
    func ownSpreads() throws {
        let histories = zip(Self.growth, [0.3, 4, 1, 2.5, 0.5]).map { growth, size in
            let mean = growth.reduce(0, +) / 6
            return Self.series(growth.map { mean + size * ($0 - mean) })
        }
        let report = try fitted(
            PooledGrowthModel(), Self.merged(["spread": .choice("shrunk")]), history: histories[0],
            siblings: histories.dropFirst().enumerated().map {
                SiblingSeries(name: "r\($0.offset)", history: $0.element)
            },
            measure: .percent
        ).report
        let found = ["growth", "panel-growth", "own-weight", "between-sd", "sd"].map(report.value)
        let expected = [
            6.476261907987155, 6.270148175743827, 0.9668296544368484, 0.9096858202581618, 0.4127309784853334,
        ]
        #expect(isClose(found, expected, tolerance: 1e-6))
        #expect(isClose([report.standardError("growth")], [0.1664802958987672], tolerance: 1e-6))
    }

    @Test("What the last year departs from the mean is left to ρ a year later, and what is known of it widens no band")
    func lastDeviation() throws {
        let parameters = Self.merged(["persistence": .number(0.4), "between-sd": .number(2)])
        let fit = try Self.fit(parameters)
        let (mean, last, level) = (fit.report.value("growth"), 5.5, 10 + 38.9)
        let left = [0.4, 0.56, 0.624]
        let expected = left.enumerated().map { level + Double($0.offset + 1) * mean + (last - mean) * $0.element }
        let medians = (0..<3).map { fit.exactQuantile(0.5, output: 0, yearIndex: $0) }
        #expect(isClose(medians, expected, tolerance: 1e-12))
        // One year ahead: the new shock's 1 − ρ², and the mean's error but for what the last deviation takes back.
        let freedom = fit.exactVariance(output: 0, yearIndex: 0)
        let independent = try Self.fit(Self.merged(["between-sd": .number(2)])).exactVariance(output: 0, yearIndex: 0)
        #expect(freedom < independent)
        // A region with one figure has no last deviation: the panel's growth goes on.
        let new = try Self.fit(parameters, lengths: [0, 6, 6, 6, 6])
        let growth = new.report.value("growth")
        let later = (0..<3).map { new.exactQuantile(0.5, output: 0, yearIndex: $0) }
        #expect(isClose(later, [10 + growth, 10 + 2 * growth, 10 + 3 * growth], tolerance: 1e-12))
    }

    /// Own means take so much from short series that the plain autocorrelation of seven years would be 0.10 instead of 0.5:
    /// see ``PanelModels`` for the correction. Tolerance: four standard errors of a mean of 300 × 6 products.
    @Test("Persistence is found from many short histories without the bias of short ones", arguments: [0.0, 0.3, 0.6])
    func persistence(_ truth: Double) throws {
        let source = PhiloxSource(seed: 5)
        let normals = DrawTable(rowCount: 37, stride: 300)
        for row in 0..<37 {
            source.fillNormals(dimension: row, replicate: 0, first: 0, into: normals.row(row, count: 300))
        }
        let histories = (0..<300).map { region in
            var error = normals.row(0, count: 300)[region]
            var growth: [Double] = []
            for year in 1..<37 {
                error = truth * error + (1 - truth * truth).squareRoot() * normals.row(year, count: 300)[region]
                growth.append(5 + 2 * error)
            }
            return Self.series(growth.suffix(7))
        }
        let report = try fitted(
            PooledGrowthModel(), history: histories[0],
            siblings: histories.dropFirst().enumerated().map {
                SiblingSeries(name: "r\($0.offset)", history: $0.element)
            },
            measure: .percent
        ).report
        #expect(abs(report.value("persistence") - truth) < 4 / (300.0 * 6).squareRoot())
    }
}
