import TianmuNumerics

/// A fitted mixture.
///
/// The first parameter normal z chooses: the member in whose share of 0...1, in order of id, Φ(z) lies. The members share
/// the other normals, of which each draw uses those of one. Draws with |z| below ``middle`` (0.4 % of them) are the weighted
/// mean of the members' paths, so that zero normals give that of their point forecasts and not whichever member comes next.
package struct EnsembleFit<Fits: FittedList>: FittedModel, ReportsFailure {
    private let fits: Fits
    private let ids: [ModelID]
    /// 0 for a member that refused, and for one that past forecasts speak against; with sum 1.
    private let weights: [Double]
    private let years: ClosedRange<Int>
    private let observationCount: Int

    /// What |z| is below where no member is chosen: some steps of a numeric derivative about 0.
    private static var middle: Double { 0.005 }

    init(fits: Fits, ids: [ModelID], weights: [Double], years: ClosedRange<Int>, observationCount: Int) {
        self.fits = fits
        self.ids = ids
        self.weights = weights
        self.years = years
        self.observationCount = observationCount
    }

    /// Those that are drawn.
    private var members: [(fitted: any FittedModel, weight: Double)] {
        zip(fits.members, weights).compactMap { member, weight in
            weight > 0 ? member.fitted.map { ($0, weight) } : nil
        }
    }

    package var parameterNormalCount: Int { 1 + members.reduce(0) { max($0, $1.fitted.parameterNormalCount) } }

    package var failure: LocalizedText? {
        zip(ids, fits.members).lazy.compactMap { id, member in
            (member.fitted as? any ReportsFailure)?.failure.map { Ensemble.failure(of: id, $0) }
        }.first
    }

    package func project(_ block: ProjectionBlock) {
        let members = members
        let scratch = DrawTable(rowCount: block.yearCount, stride: block.drawCount)
        let part = block.part(paths: .init(base: scratch.base, stride: block.drawCount))
        let choices = block.parameterNormals(0).map { abs($0) < Self.middle ? -1 : NormalDistribution.cdf($0) }
        var below = 0.0
        for (number, member) in members.enumerated() {
            member.fitted.project(part)
            let above = number == members.count - 1 ? Double.infinity : below + member.weight
            for year in 0..<block.yearCount {
                let (from, to) = (scratch.row(year), block.path(yearIndex: year))
                for draw in 0..<block.drawCount {
                    if choices[draw] < 0 {
                        to[draw] = (number == 0 ? 0 : to[draw]) + member.weight * from[draw]
                    } else if choices[draw] >= below, choices[draw] < above {
                        to[draw] = from[draw]
                    }
                }
            }
            below = above
        }
    }

    package var report: FitReport {
        let members = members
        let share = members.reduce(0) { $0 + $1.weight * $1.fitted.report.priorShare }
        let parts = SpreadParts(of: members, yearCount: years.count)
        let all = fits.members
        let refusals = zip(ids, all).compactMap { id, member in
            member.refusal.map {
                LocalizedText(zh: "未采用 \(id)：\($0.zh)", en: "\(id) is left out: \($0.en)")
            }
        }
        return FitReport(
            observationCount: observationCount, priorShare: min(max(share, 0), 1),
            estimates: ids.indices.filter { all[$0].fitted != nil }.map {
                FitReport.Estimate("weight of \(ids[$0])", weights[$0])
            } + (parts?.estimates(year: years.upperBound) ?? []),
            notes: refusals + (parts.map { [$0.note(year: years.upperBound)] } ?? []))
    }
}

extension ProjectionBlock {
    /// The same normals but for the first of the parameters', and other paths.
    fileprivate func part(paths: Rows) -> ProjectionBlock {
        ProjectionBlock(
            yearCount: yearCount, drawCount: drawCount, innovations: innovationRows,
            parameterNormals: Rows(base: parameterRows.base + parameterRows.stride, stride: parameterRows.stride),
            paths: [paths])
    }
}
