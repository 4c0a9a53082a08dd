import TianmuScenario

/// Something that belongs to a region, or to none.
protocol OfRegion {
    var region: String? { get }
}

extension PanelSeries: OfRegion {}
extension SeriesForecasts: OfRegion {}

extension ArraySlice where Element: OfRegion {
    /// Runs of one region; an element of none is one by itself.
    var regions: [ArraySlice<Element>] {
        var runs: [ArraySlice<Element>] = []
        for (number, one) in zip(indices, self) {
            if let region = one.region, let last = runs.last, last.first?.region == region {
                runs[runs.count - 1] = self[last.startIndex...number]
            } else {
                runs.append(self[number...number])
            }
        }
        return runs
    }
}
