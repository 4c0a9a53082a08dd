import TianmuModel

/// Independent walks of two to four indicators.
struct WalksModel: GrowthModel {
    var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "walks", title: LocalizedText("walks"), summary: LocalizedText("for tests"), minimumObservations: 1,
            outputs: 2...4, sources: ["by construction"])
    }

    func fit(_ context: FitContext) throws(ModelRefusal) -> FittedWalks {
        FittedWalks(last: context.outputs.map { $0.history.values.last ?? 0 }, sd: 1)
    }
}

struct FittedWalks: FittedModel {
    var last: [Double]
    var sd: Double

    var parameterNormalCount: Int { 0 }
    var report: FitReport { FitReport(observationCount: 1, priorShare: 1) }

    func project(_ block: ProjectionBlock) {
        for output in last.indices {
            for year in 0..<block.yearCount {
                let steps = block.innovations(output: output, yearIndex: year)
                let now = block.path(output: output, yearIndex: year)
                for draw in 0..<block.drawCount {
                    let before = year == 0 ? last[output] : block.path(output: output, yearIndex: year - 1)[draw]
                    now[draw] = before + sd * steps[draw]
                }
            }
        }
    }
}
