/// A fitted model of one indicator whose draws are moved, year by year, to the spread that past errors ask for.
///
/// Each draw's departure from the point forecast is multiplied and bent by the ``DepartureMap`` of its year, which keeps
/// the order of draws and the point forecast itself. Paths stay those of the model, further apart or closer together.
package struct CalibratedModel<Base: FittedModel>: FittedModel {
    package let base: Base
    /// By forecast year.
    package let maps: [DepartureMap]
    private let estimates: [FitReport.Estimate]
    private let notes: [LocalizedText]

    /// - Parameters:
    ///   - maps: one for each forecast year of `base`.
    ///   - estimates: for the report, after the model's own.
    ///   - notes: likewise.
    package init(
        _ base: Base, maps: [DepartureMap], estimates: [FitReport.Estimate] = [], notes: [LocalizedText] = []
    ) {
        self.base = base
        self.maps = maps
        self.estimates = estimates
        self.notes = notes
    }

    package var parameterNormalCount: Int { base.parameterNormalCount }

    package var report: FitReport {
        var report = base.report
        report.estimates += estimates
        report.notes += notes
        return report
    }

    package func project(_ block: ProjectionBlock) {
        base.project(block)
        for (year, map) in maps.prefix(block.yearCount).enumerated() { map.apply(to: block.path(yearIndex: year)) }
    }
}

extension CalibratedModel: ReportsFailure where Base: ReportsFailure {
    package var failure: LocalizedText? { base.failure }
}
