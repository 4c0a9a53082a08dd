import TianmuModel

/// Many series of one kind, with which models are tested against what came.
package struct SeriesPanel: Equatable, Sendable {
    /// In the order in which the file names them first, those of one region together.
    package var series: [PanelSeries]
    /// True if the file says which years are to be forecast.
    package var isSplit: Bool

    package init(series: [PanelSeries], isSplit: Bool = false) {
        self.series = Self.grouped(series)
        self.isSplit = isSplit
    }

    /// The same where only series of these indicators are forecast; the others inform.
    package func forecasting(_ indicators: [String]) -> SeriesPanel {
        var panel = self
        for place in series.indices {
            panel.series[place].onlyInforms = !(series[place].indicator.map(indicators.contains) ?? false)
        }
        return panel
    }

    /// Those that are forecast.
    package var forecastCount: Int { series.reduce(0) { $0 + ($1.onlyInforms ? 0 : 1) } }

    /// Series in order, each region's where its first stands.
    private static func grouped(_ series: [PanelSeries]) -> [PanelSeries] {
        var groups: [[PanelSeries]] = []
        var places: [String: Int] = [:]
        for one in series {
            let place = one.region.flatMap { places[$0] } ?? groups.count
            if place == groups.count { groups.append([]) }
            groups[place].append(one)
            if let region = one.region { places[region] = place }
        }
        return groups.flatMap { $0 }
    }
}

/// One series of a panel.
package struct PanelSeries: Equatable, Sendable {
    package var name: String
    /// Whose indicator it is: series of one region are scored together as well. `nil` for a series by itself.
    package var region: String?
    /// Which of the region's indicators it is; series of one name here are siblings. `nil` where nothing says so.
    package var indicator: String?
    package var history: History
    /// The last year of training, where the file says it: everything after it is to be forecast.
    package var trainEnd: Int?
    /// True if it is there for what others may know of it, and is not forecast itself.
    package var onlyInforms = false
    /// Of its first row, if it was read from a file.
    package var position: SourcePosition?

    package init(
        name: String, region: String? = nil, indicator: String? = nil, history: History, trainEnd: Int? = nil,
        position: SourcePosition? = nil
    ) {
        self.name = name
        self.region = region
        self.indicator = indicator
        self.history = history
        self.trainEnd = trainEnd
        self.position = position
    }
}
