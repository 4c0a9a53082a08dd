import TianmuModel
import TianmuScenario

/// An indicator on its way to a ``Series``.
struct SeriesDraft {
    enum Method {
        case undecided
        /// Number of the model and of its output.
        case model(Int, output: Int)
        case formula(PlannedFormula)
    }

    var entry: IndicatorEntry
    var title: LocalizedText
    /// `nil` where it could not be read; the error has been reported.
    var unit: Unit?
    var selection: FigureSelection
    var known: [Int: KnownValue] = [:]
    var bridges: [Int: Double] = [:]
    var method = Method.undecided
    var parsed: Formula?
    var firstForecastYear = 0

    var id: IndicatorID { entry.id.value }

    var measure: Measure {
        switch unit?.kind {
        case .percent, .perMille, .points, .pointsPerYear: .percent
        default: .level
        }
    }

    /// Known years in order.
    var history: History {
        History(
            known.sorted { $0.key < $1.key }.map { year, known in
                Observation(year: year, value: known.value, isProvisional: known.isProvisional)
            })
    }

    func hasValue(in year: Int) -> Bool { known[year] != nil || bridges[year] != nil }

    func series() -> Series? {
        guard let unit else { return nil }
        let resolved: Series.Method
        switch method {
        case .undecided: return nil
        case .model(let index, let output): resolved = .model(index, output: output)
        case .formula(let formula): resolved = .formula(formula)
        }
        return Series(
            id: id, title: title, unit: unit, measure: measure, method: resolved, known: known,
            bridges: bridges, superseded: selection.levels.flatMap { $0.superseded.map(\.figure) },
            firstForecastYear: firstForecastYear)
    }
}
