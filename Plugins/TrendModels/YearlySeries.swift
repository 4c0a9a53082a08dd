import TianmuModel
import TianmuNumerics

/// A history without gaps, as differences from its last value: of logarithms or of the values themselves.
struct YearlySeries {
    /// ln(x/last) or x − last for every year from the first observation to the last; missing years by straight lines.
    let values: [Double]
    let lastValue: Double
    let filledYears: Int
    let isLogarithmic: Bool

    /// The longest history that is filled, in years.
    static let longest = 500

    init(output: OutputContext, history: History, isLogarithmic: Bool) throws(ModelRefusal) {
        let observations = history.observations
        guard let first = observations.first, let last = observations.last else {
            throw .tooFewObservations(indicator: output.indicator, have: 0, need: 2)
        }
        guard last.year - first.year <= Self.longest else {
            throw .other(
                LocalizedText(
                    zh: "“\(output.indicator)”的历史跨度超过 \(Self.longest) 年",
                    en: "the history of '\(output.indicator)' spans more than \(Self.longest) years"))
        }
        let known = observations.map {
            isLogarithmic ? Double.log($0.value / last.value) : $0.value - last.value
        }
        var values = [known[0]]
        for i in 1..<known.count {
            let gap = observations[i].year - observations[i - 1].year
            let step = (known[i] - known[i - 1]) / Double(gap)
            for k in 1..<max(gap, 1) { values.append(known[i - 1] + step * Double(k)) }
            values.append(known[i])
        }
        self.values = values
        self.lastValue = last.value
        self.filledYears = values.count - known.count
        self.isLogarithmic = isLogarithmic
    }
}
