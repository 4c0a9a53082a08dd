import TianmuModel

/// Many series of one kind, with which models are tested against what came.
package struct SeriesPanel: Equatable, Sendable {
    /// In the order in which the file names them first.
    package var series: [PanelSeries]
    /// True if the file says which years are to be forecast.
    package var isSplit: Bool

    package init(series: [PanelSeries], isSplit: Bool = false) {
        self.series = series
        self.isSplit = isSplit
    }
}

/// One series of a panel.
package struct PanelSeries: Equatable, Sendable {
    package var name: String
    package var history: History
    /// The last year of training, where the file says it: everything after it is to be forecast.
    package var trainEnd: Int?

    package init(name: String, history: History, trainEnd: Int? = nil) {
        self.name = name
        self.history = history
        self.trainEnd = trainEnd
    }
}
