import ProductionModels
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct SolowTests {
    /// Investment that has grown by 6 per cent a year since 2001, and goes on so.
    private static func steady(_ role: String, growth: Double, level: Double) -> TestDriver {
        func value(_ year: Int) -> Double { level * Double.pow(1 + growth, Double(year - 2020)) }
        let years = Array(2001...2020)
        return TestDriver(role, years: years, values: years.map(value), path: (2020...2030).map(value))
    }

    @Test("On the balanced growth path capital grows as investment does, and output as both factors and technology")
    func balancedGrowth() throws {
        let drivers = [
            Self.steady("investment", growth: 0.06, level: 80), Self.steady("employment", growth: 0.01, level: 50),
        ]
        let model = try fitted(
            SolowModel(),
            [
                "capital-share": .number(0.4), "depreciation": .number(7), "tfp-growth": .number(1.5),
                "tfp-growth-sd": .number(0),
            ], history: history([2020], [300]), drivers: drivers, years: 10)
        let path = table(model, drivers: drivers, years: 10).paths
        let factor = Double.pow(1.06, 0.4) * Double.pow(1.01, 0.6) * Double.exp(0.015)
        #expect(isClose(path, (1...10).map { 300 * Double.pow(factor, Double($0)) }, tolerance: 1e-12))
        // K = I/(g + δ) at the beginning of the year.
        #expect(isClose([model.report.value("capital")], [80 / 0.13], tolerance: 1e-12))
    }

    static let drivers = [
        TestDriver(
            "investment", years: Array(2010...2019), values: [120, 131, 140, 152, 160, 171, 169, 180, 192, 200],
            path: [205, 214, 220, 231, 240, 250]),
        TestDriver(
            "employment", years: [2012, 2013, 2014, 2016, 2018, 2020], values: [50, 50.6, 51, 51.7, 52.5, 52.9],
            path: [52.9, 53.1, 53.4, 53.5, 53.5, 53.4]),
        TestDriver(
            "research", years: Array(2012...2020), values: [2, 2.1, 2.2, 2.3, 2.4, 2.5, 2.6, 2.7, 2.8],
            path: [2.8, 3, 3.1, 3.2, 3.3, 3.4], measure: .percent),
    ]
    static let output = history([2012, 2013, 2014, 2016, 2018, 2020], [500, 531, 560, 612, 670, 712])

    /// numpy: capital from I/(g + δ), g = (200/120)^(1/9) − 1; residuals over k years as rows √k, d/√k of the posterior with
    /// P0 = 4, m0 = 0.01, ν₀ = 4, s₀ = 0.02; then year by year `kn = (1 - delta)*k + I`.
    static let references: [(share: Double, depreciation: Double, returns: Double, report: [Double], path: [Double])] =
        [
            (
                0.4, 7, 0.2, [1.4331260234158098, 0.4487949086172623, 1.5546711678066592, 1680.0601992429658],
                [739.5618834756318, 768.9269921712514, 797.0082289217048, 825.4092754404063, 853.6787833639572]
            ),
            (
                0.5, 5, 0.3, [1.0916057457808563, 0.4428703472886443, 1.5341478853392109, 1987.6790626796692],
                [741.308338839371, 772.4413099839721, 802.7118084565031, 833.643153029716, 864.7877656741247]
            ),
        ]

    @Test("Growth accounting and forecast are numpy's, with missing years", arguments: references.indices)
    func numpy(index: Int) throws {
        let reference = Self.references[index]
        let model = try fitted(
            SolowModel(),
            [
                "capital-share": .number(reference.share), "depreciation": .number(reference.depreciation),
                "research-return": .number(reference.returns), "persistence": .number(0),
            ], history: Self.output, drivers: Self.drivers)
        let report = model.report
        let found = [
            report.value("tfp-growth"), report.standardError("tfp-growth"), report.value("sd"), report.value("capital"),
        ]
        #expect(isClose(found, reference.report, tolerance: referencePrecision))
        #expect(isClose(table(model, drivers: Self.drivers).paths, reference.path, tolerance: referencePrecision))
    }

    @Test("A draw with other factors is the forecast of a model with those factors")
    func factorsInDraws() throws {
        let model = try fitted(
            SolowModel(),
            [
                "capital-share": .quantiles(p10: 0.3, p50: 0.4, p90: 0.5),
                "depreciation": .quantiles(p10: 5, p50: 7, p90: 9),
                "research-return": .quantiles(p10: 0.1, p50: 0.2, p90: 0.3), "persistence": .number(0),
            ], history: Self.output, drivers: Self.drivers)
        var draw = table(model, drivers: Self.drivers)
        // At p90 of the share, p10 of depreciation, p90 of the return.
        let z = NormalDistribution.quantile(0.9)
        draw.parameterNormals[0] = z
        draw.parameterNormals[1] = -z
        draw.parameterNormals[2] = z
        draw.project(model)
        #expect(isClose(draw.paths, Self.references[1].path, tolerance: referencePrecision))
    }

    @Test("Employment and research may be left out, and the report says so")
    func optionalDrivers() throws {
        let model = try fitted(SolowModel(), history: Self.output, drivers: [Self.drivers[0]])
        #expect(model.report.notes.contains { $0.en.contains("labour is taken as constant") })
        #expect(table(model, drivers: [Self.drivers[0]]).paths.allSatisfy { $0 > 712 })
        #expect(throws: ModelRefusal.self) { try fitted(SolowModel(), history: Self.output) }
    }

    @Test("More investment this year makes more output from the next year on, not in the same")
    func timing() throws {
        var more = Self.drivers
        more[0].path[1] *= 1.5
        let model = try fitted(SolowModel(), history: Self.output, drivers: Self.drivers)
        let paths = [Self.drivers, more].map { table(model, drivers: $0).paths }
        #expect(paths[0][0] == paths[1][0])
        #expect((1..<5).allSatisfy { paths[1][$0] > paths[0][$0] })
    }
}
