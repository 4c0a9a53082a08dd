import Testing
import TianmuModel
import TianmuNumerics
import TianmuTesting
import VectorModels

/// Reference values by NumPy 2.4 and SciPy 1.17. With w = ln(x/x_last)/s, s the standard deviations of `np.diff(w)` and
/// `C = scipy.linalg.helmert(T)`, Z = C(Y − mX), W = CX, the marginal likelihood is
/// `matrix_t.logpdf(Z, 0 * Z, I + λ²WWᵀ, 3I, df=3) − (T − 1)Σ ln s`, and the posterior mean A = mI + (WᵀW + I/λ²)⁻¹WᵀZ,
/// transposed.
@Suite struct BVARTests {
    static let histories = [
        [
            114.02, 120.22, 121.36, 143.8, 152.94, 162.11, 178.94, 201.02, 214.42, 228.11, 238.23, 259.99, 256.16,
        ],
        [99.45, 101.0, 102.8, 105.11, 106.52, 109.2, 111.18, 114.05, 116.98, 119.06, 121.11, 123.67, 127.46],
        [
            106.01, 110.97, 114.65, 119.69, 123.19, 128.89, 135.57, 141.09, 154.17, 165.36, 176.93, 188.51, 194.41,
        ],
    ]
    static let rounding = 1e-9

    func context(
        _ given: [String: ParameterValue], _ histories: [[Double]] = Self.histories, years: Int = 5
    ) throws -> FitContext {
        FitContext(
            outputs: histories.enumerated().map { number, values in
                OutputContext(
                    indicator: IndicatorID("i\(number + 1)"),
                    history: History(firstYear: 2021 - values.count, values: values))
            },
            parameters: try BVARModel().descriptor.resolve(given), forecastYears: 2021...2020 + years)
    }

    /// Of each output in one year with zero normals.
    func point(_ model: FittedBVAR, year: Int) -> [Double] {
        var table = ProjectionTable(
            outputCount: 3, yearCount: 5, drawCount: 1, parameterNormalCount: model.parameterNormalCount, seed: nil)
        table.project(model)
        return (0..<3).map { table.path(output: $0, yearIndex: year - 1)[0] }
    }

    func estimate(_ name: String, _ model: FittedBVAR) throws -> Double {
        try #require(model.report.estimates.first { $0.name == name }).value
    }

    struct Reference: Sendable {
        var form: String
        var tightness: Double
        var logLikelihood: Double
        var first: [Double]
        var fifth: [Double]
        var firstSD: [Double]

        var parameters: [String: ParameterValue] {
            [
                "form": .choice(form), "tightness": .number(tightness), "own-lag": .number(form == "levels" ? 1 : 0),
            ]
        }
    }

    static let references = [
        Reference(
            form: "levels", tightness: 0.05, logLikelihood: 83.79513888889556,
            first: [268.304853951773, 130.61091534725065, 207.09012057257837],
            fifth: [311.37872543372157, 144.95006850638083, 272.23917901628386],
            firstSD: [0.05943812264908493, 0.005916844917791163, 0.021754276259385735]),
        Reference(
            form: "levels", tightness: 2, logLikelihood: 70.71955904218039,
            first: [328.3445085619393, 130.65430257018062, 210.76725536217768],
            fifth: [456.3238135143759, 145.46338123335278, 280.3953904809223],
            firstSD: [0.08822913387404352, 0.011482721851203725, 0.03563342412292514]),
        Reference(
            form: "growth", tightness: 0.2, logLikelihood: 75.11137983279605,
            first: [278.6269110908191, 130.21356694039667, 205.29062134307162],
            fifth: [367.4814411809289, 141.69067753566551, 252.28806343949464],
            firstSD: [0.06273186133545315, 0.006381446190338411, 0.02386662163303866]),
    ]

    @Test("Marginal likelihood and point forecasts are SciPy's", arguments: references.indices)
    func reference(index: Int) throws {
        let expected = Self.references[index]
        let model = try BVARModel().fit(
            try context(expected.parameters))
        let logLikelihood = try estimate("log marginal likelihood", model)
        #expect(abs(logLikelihood - expected.logLikelihood) < Self.rounding)
        #expect(isClose(point(model, year: 1), expected.first, tolerance: Self.rounding))
        #expect(isClose(point(model, year: 5), expected.fifth, tolerance: Self.rounding))
    }

    @Test("One year ahead the logarithms have the multivariate t distribution's mean and variance", arguments: [0, 2])
    func oneStep(index: Int) throws {
        let expected = Self.references[index]
        let model = try BVARModel().fit(
            try context(
                expected.parameters, years: 1))
        var table = ProjectionTable(
            outputCount: 3, yearCount: 1, drawCount: 4000, parameterNormalCount: model.parameterNormalCount, seed: 8)
        table.project(model)
        for output in 0..<3 {
            let logs = table.path(output: output, yearIndex: 0).map { Double.log($0 / expected.first[output]) }
            let mean = StatisticalExpectation.mean(of: logs)
            let variance = StatisticalExpectation.variance(of: logs)
            #expect(mean.isWithin(4, of: 0))
            #expect(variance.isWithin(4, of: expected.firstSD[output] * expected.firstSD[output]))
        }
    }

    @Test("A flat prior gives least squares", arguments: ["levels", "growth"])
    func flat(form: String) throws {
        let model = try BVARModel().fit(try context(["form": .choice(form), "tightness": .number(1e6)]))
        // np.linalg.lstsq(np.c_[np.ones(T), X], Y)
        let first =
            form == "levels"
            ? [339.268866298276, 130.65380437805103, 211.52343035484188]
            : [309.30721285026397, 130.3732976771992, 210.8813283845003]
        let fifth =
            form == "levels"
            ? [465.06525554500206, 145.46930880244474, 281.0486912053477]
            : [391.0057821139742, 141.5922613760121, 261.18239439615667]
        #expect(isClose(point(model, year: 1), first, tolerance: 1e-8))
        #expect(isClose(point(model, year: 5), fifth, tolerance: 1e-8))
    }

    @Test("A tight prior gives random walks with drift", arguments: ["levels", "growth"])
    func tight(form: String) throws {
        let model = try BVARModel().fit(
            try context([
                "form": .choice(form), "tightness": .number(1e-6), "own-lag": .number(form == "levels" ? 1 : 0),
            ]))
        for (output, values) in Self.histories.enumerated() {
            // Growth of the first year does not count where the first change is only a lag.
            let used = form == "levels" ? values : Array(values.dropFirst())
            let rate = Double.pow(used[used.count - 1] / used[0], 5 / Double(used.count - 1))
            #expect(abs(point(model, year: 5)[output] / (used[used.count - 1] * rate) - 1) < Self.rounding)
        }
    }

    @Test("The tightness chosen is the mode of SciPy's marginal likelihood times its gamma hyperprior")
    func tightness() throws {
        let model = try BVARModel().fit(try context(["form": .choice("levels")]))
        // minimize_scalar(-(matrix_t.logpdf(…) + gamma.logpdf(λ, (9 + √17)/8, scale=0.2/(k − 1))), log λ)
        let tightness = try estimate("tightness", model)
        #expect(abs(tightness / 0.024842094611735303 - 1) < 1e-5)
    }

    @Test("Three observations are enough, and the report says that the prior decides")
    func three() throws {
        let model = try BVARModel().fit(try context([:], Self.histories.map { Array($0.suffix(3)) }))
        #expect(model.report.priorShare > 0.5)
        #expect(model.report.notes.contains { $0.en.contains("prior decides") })
    }

    @Test("No draw of a system that least squares would let explode grows by itself faster than allowed")
    func explosive() throws {
        // Growth that doubles each year.
        let growths = (0..<8).map { 0.002 * Double.pow(2, Double($0)) }
        var values = [100.0]
        for growth in growths { values.append(values[values.count - 1] * Double.exp(growth)) }
        let steady = (0..<9).map { 100 * Double.pow(1.03, Double($0)) }
        let context = try context(["tightness": .number(1e3), "form": .choice("growth")], [values, steady], years: 40)
        let model = try BVARModel().fit(context)
        #expect(model.report.notes.contains { $0.en.contains("would explode") })
        var table = ProjectionTable(
            outputCount: 2, yearCount: 40, drawCount: 200, parameterNormalCount: model.parameterNormalCount, seed: 3)
        table.project(model)
        // Without the bound growth would be e^(0.256·2^40) and overflow.
        #expect(table.paths.allSatisfy { $0.isFinite })
    }

    @Test("Indicators that end in different years, or share too few, are refused")
    func alignment() throws {
        var apart = try context([:])
        apart.outputs[1].history = History(firstYear: 2007, values: Self.histories[1])
        #expect(throws: ModelRefusal.self) { try BVARModel().fit(apart) }
        var short = try context([:])
        short.outputs[2].history = History([
            Observation(year: 2010, value: 5), Observation(year: 2012, value: 5), Observation(year: 2020, value: 6),
        ])
        short.outputs[1].history = History([
            Observation(year: 2011, value: 5), Observation(year: 2013, value: 5), Observation(year: 2020, value: 6),
        ])
        #expect(throws: ModelRefusal.tooFewObservations(indicator: "i2", have: 1, need: 3)) {
            try BVARModel().fit(short)
        }
    }
}
