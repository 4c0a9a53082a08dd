import TianmuModel

/// Laws about fitting.
enum FitLaws {
    /// Observations in the longest series.
    static let longest = 60

    static func tooFewObservations<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let least = trial.model.descriptor.minimumObservations
        for count in 0..<least {
            let context = try trial.context(.wavy, count: count)
            do {
                _ = try trial.model.fit(context)
                throw Violation("\(count) observations are accepted, \(least) are declared")
            } catch let refusal as ModelRefusal {
                guard case .tooFewObservations(_, have: count, let need) = refusal, need >= least else {
                    throw Violation("\(count) observations are refused by '\(refusal.message.en)'")
                }
            } catch let violation as Violation {
                throw violation
            } catch {
                throw Violation("unexpected error \(error)")
            }
        }
    }

    static func wrongOutputCount<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let allowed = trial.model.descriptor.outputs
        for count in [allowed.lowerBound - 1, allowed.upperBound + 1] {
            let context = try trial.context(.wavy, count: 12, outputs: count)
            do {
                _ = try trial.model.fit(context)
                throw Violation("\(count) outputs are accepted, \(allowed) are declared")
            } catch let refusal as ModelRefusal {
                guard case .wrongOutputCount(have: count, _) = refusal else {
                    throw Violation("\(count) outputs are refused by '\(refusal.message.en)'")
                }
            } catch let violation as Violation {
                throw violation
            } catch {
                throw Violation("unexpected error \(error)")
            }
        }
    }

    static func finiteNumbers<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let least = trial.model.descriptor.minimumObservations
        for shape in SeriesShape.allCases {
            for count in Set([least, least + 1, least + 2, least + 5, longest]).sorted() {
                let gaps = count % 2 == 0
                let context = try trial.context(shape, count: count, gaps: gaps, isProvisional: gaps)
                let place = "\(shape.rawValue) series of \(count)\(gaps ? " with gaps" : "")"
                let fitted: Model.Fitted
                do {
                    fitted = try trial.model.fit(context)
                } catch .tooFewObservations(_, _, let need) where need > count && count < longest {
                    // The case's parameters may need more than the least of all parameters, but no more than is long.
                    continue
                } catch {
                    throw Violation("\(place): refused: \(error.message.en)")
                }
                try checkReport(fitted.report, place: place)
                var table = try trial.table(fitted, draws: 16, seed: 7)
                table.project(fitted)
                guard table.paths.allSatisfy(\.isFinite) else { throw Violation("\(place): a path is not finite") }
            }
        }
    }

    private static func checkReport(_ report: FitReport, place: String) throws(Violation) {
        guard (0...1).contains(report.priorShare) else {
            throw Violation("\(place): priorShare is \(report.priorShare)")
        }
        for estimate in report.estimates {
            guard estimate.value.isFinite, estimate.standardError?.isFinite ?? true else {
                throw Violation("\(place): the estimate of \(estimate.name) is not finite")
            }
        }
    }
}
