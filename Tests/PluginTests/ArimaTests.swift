import ArimaModels
import Testing
import TianmuModel
import TianmuNumerics

@Suite struct ArimaTests {
    /// R's optimiser stops early: coefficients agree to four digits, hence forecasts to 1e-4.
    static let tolerance = 1e-4
    /// R's start of the differences is diffuse up to a variance of 10⁶.
    static let likelihood = 1e-3

    struct Reference: Sendable {
        var series: String
        var order: String
        var coefficient: Double
        var logLikelihood: Double
        var forecast: [Double]
    }

    /// `a <- Arima(x, order=c(p,1,q), include.drift=(p+q==0), method="ML")`: coef, loglik, forecast(a, h=5)$mean.
    static let references = [
        Reference(
            series: "nile", order: "010", coefficient: 1.052631579, logLikelihood: -128.063267,
            forecast: [1141.052632, 1142.105263, 1143.157895, 1144.210526, 1145.263158]),
        Reference(
            series: "nile", order: "011", coefficient: -0.8923925447, logLikelihood: -122.7859197,
            forecast: [1048.714535, 1048.714535, 1048.714535, 1048.714535, 1048.714535]),
        Reference(
            series: "nile", order: "110", coefficient: -0.3855975406, logLikelihood: -126.5138094,
            forecast: [1069.821248, 1096.882002, 1086.447442, 1090.470982, 1088.919515]),
        Reference(
            series: "air", order: "010", coefficient: 381.2727273, logLikelihood: -71.51223691,
            forecast: [6095.272727, 6476.545455, 6857.818182, 7239.090909, 7620.363636]),
        Reference(
            series: "air", order: "011", coefficient: 0.5919941692, logLikelihood: -78.8677942,
            forecast: [5842.839641, 5842.839641, 5842.839641, 5842.839641, 5842.839641]),
        Reference(
            series: "air", order: "110", coefficient: 0.8552822128, logLikelihood: -75.37505346,
            forecast: [6204.931990, 6624.817389, 6983.937902, 7291.087289, 7553.786696]),
        Reference(
            series: "hangzhou", order: "110", coefficient: 0.9370456989, logLikelihood: 41.64698698,
            forecast: [10.07301076, 10.14852011, 10.21927582, 10.28557716, 10.34770454]),
        Reference(
            series: "uspop", order: "011", coefficient: 0.7940194636, logLikelihood: -64.53078995,
            forecast: [214.780532, 214.780532, 214.780532, 214.780532, 214.780532]),
        Reference(
            series: "uspop", order: "110", coefficient: 0.9614012734, logLikelihood: -52.95363823,
            forecast: [226.1774904, 248.2680790, 269.5059990, 289.9241623, 309.5542105]),
        Reference(
            series: "huron", order: "011", coefficient: -0.1900050819, logLikelihood: -25.79274092,
            forecast: [579.6499495, 579.6499495, 579.6499495, 579.6499495, 579.6499495]),
        Reference(
            series: "huron", order: "110", coefficient: -0.1668958859, logLikelihood: -25.83525604,
            forecast: [579.6664833, 579.6887667, 579.6850477, 579.6856684, 579.6855648]),
    ]

    @Test("Coefficient, likelihood and forecast agree with R's Arima", arguments: references.indices)
    func reference(index: Int) throws {
        let reference = Self.references[index]
        let values = try #require(ReferenceSeries.byName[reference.series])
        let model = try fitted(
            ArimaModel(), ["transform": .choice("none"), "order": .choice(reference.order)], values: values)
        #expect(isClose(pointForecast(model), reference.forecast, tolerance: Self.tolerance))
        // Ours is the likelihood of differences in units of the mean value.
        let size = values.reduce(0) { $0 + abs($1) } / Double(values.count)
        let likelihood = model.report.estimates[1].value - Double(values.count - 1) * Double.log(size)
        #expect(abs(likelihood - reference.logLikelihood) < Self.likelihood)
        let unit = reference.order == "010" ? size / 100 : 1
        #expect(abs(model.report.estimates[0].value * unit / reference.coefficient - 1) < 1e-3)
    }

    @Test("AICc chooses as it does in R", arguments: [("nile", "(0,1,1)"), ("air", "(0,1,0)+c"), ("uspop", "(1,1,0)")])
    func choice(name: String, order: String) throws {
        let values = try #require(ReferenceSeries.byName[name])
        let model = try fitted(ArimaModel(), ["transform": .choice("none")], values: values)
        #expect(model.report.notes.contains { $0.en.contains("ARIMA\(order) was chosen") })
    }
}
