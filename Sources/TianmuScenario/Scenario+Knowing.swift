import TianmuModel

extension Scenario {
    /// The scenario as somebody would read it on another day.
    /// - Parameters:
    ///   - day: the last day whose figures are known.
    ///   - further: figures beyond those of the scenario's own files.
    ///   - isKnown: which of the figures are there at all.
    package func known(
        on day: CalendarDate, adding further: [Figure] = [], where isKnown: (Figure) -> Bool = { _ in true }
    ) -> Scenario {
        var scenario = self
        scenario.asOf = day
        scenario.figures = FigureTable((figures.all + further).filter(isKnown))
        return scenario
    }
}

extension FigureTable {
    /// Every figure, indicator by indicator.
    package var all: [Figure] { indicators.flatMap { figures(of: $0) } }
}
