import StateSpaceModels
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct StateSpaceTests {
    static let plain: [String: ParameterValue] = ["transform": .choice("none")]
    /// Variances at zero in one optimum and near it in the other, and optimisers that stop at different places.
    static let optimum = 1e-4

    struct Reference: Sendable {
        var series: String
        var model: TrendModel
        var forecast: [Double]
    }

    /// `UnobservedComponents(x/s, "llevel" | "lltrend" | "strend", use_exact_diffuse=True)` with s the standard deviation of
    /// the differences, the best of Nelder–Mead and Powell fits from four starts; `.forecast(5)*s`. statsmodels 0.15.
    /// R's `StructTS` gives 1048.7185 for the level of `nile`, 5714 and 579.6499 for those of `air` and `huron`; its
    /// trends rest on another start.
    static let references = [
        Reference(
            series: "nile", model: .localLevel, forecast: [1048.7142, 1048.7142, 1048.7142, 1048.7142, 1048.7142]),
        Reference(
            series: "nile", model: .localLinearTrend, forecast: [990.74211, 983.11278, 975.48346, 967.85414, 960.22481]),
        Reference(
            series: "nile", model: .smoothTrend, forecast: [990.74211, 983.11278, 975.48346, 967.85414, 960.22481]),
        Reference(series: "air", model: .localLevel, forecast: [5714, 5714, 5714, 5714, 5714]),
        Reference(
            series: "air", model: .localLinearTrend, forecast: [6117.2463, 6588.8351, 7060.4238, 7532.0125, 8003.6013]),
        Reference(
            series: "air", model: .smoothTrend, forecast: [6117.2465, 6588.8352, 7060.424, 7532.0128, 8003.6016]),
        Reference(
            series: "hangzhou", model: .localLinearTrend,
            forecast: [10.066225, 10.140021, 10.213817, 10.287613, 10.36141]),
        Reference(
            series: "hangzhou", model: .smoothTrend, forecast: [10.05485, 10.122667, 10.190483, 10.2583, 10.326116]),
        Reference(series: "uspop", model: .localLevel, forecast: [203.2, 203.2, 203.2, 203.2, 203.2]),
        Reference(
            series: "uspop", model: .localLinearTrend,
            forecast: [227.50173, 251.80346, 276.10519, 300.40692, 324.70865]),
        Reference(
            series: "uspop", model: .smoothTrend, forecast: [228.2165, 253.10244, 277.98838, 302.87432, 327.76026]),
        Reference(
            series: "huron", model: .localLevel, forecast: [579.64986, 579.64986, 579.64986, 579.64986, 579.64986]),
        Reference(
            series: "huron", model: .localLinearTrend, forecast: [579.64291, 579.61141, 579.5799, 579.54839, 579.51689]),
        Reference(
            series: "huron", model: .smoothTrend, forecast: [579.67078, 579.84667, 580.02255, 580.19844, 580.37432]),
    ]

    @Test("Forecasts agree with statsmodels' exact diffuse filter", arguments: references.indices)
    func statsmodels(index: Int) throws {
        let reference = Self.references[index]
        let values = try #require(ReferenceSeries.byName[reference.series])
        let model = try fitted(reference.model, Self.plain, values: values)
        #expect(isClose(pointForecast(model), reference.forecast, tolerance: Self.optimum))
    }

    @Test("A straight line is continued, over missing years too")
    func line() throws {
        let model = TrendModel.smoothTrend
        let years = [2008, 2009, 2011, 2014, 2015, 2018, 2020]
        let context = FitContext(
            history: History(years.map { Observation(year: $0, value: 100 + 5 * Double($0 - 2008)) }),
            parameters: try model.descriptor.resolve(Self.plain), forecastYears: 2021...2023)
        let fit = try model.fit(context)
        #expect(isClose(pointForecast(fit, years: 3), [165, 170, 175], tolerance: 1e-6))
        #expect(fit.report.notes.contains { $0.en.contains("6 missing years") })
    }

    @Test("A preliminary figure with a large known error moves the forecast less than a sure one")
    func measurementError() throws {
        let values = [100.0, 101, 99, 102, 100, 98, 101, 100, 99, 120]
        func last(sd: Double?) throws -> Double {
            let model = TrendModel.localLevel
            let observations = values.enumerated().map { index, value in
                Observation(
                    year: 2011 + index, value: value, isProvisional: index == 9, measurementSD: index == 9 ? sd : nil)
            }
            let context = FitContext(
                history: History(observations), parameters: try model.descriptor.resolve(Self.plain),
                forecastYears: 2021...2021)
            return pointForecast(try model.fit(context), years: 1)[0]
        }
        let sure = try last(sd: nil)
        let doubtful = try last(sd: 20)
        #expect(sure > doubtful + 1 && doubtful < 101)
    }
}
