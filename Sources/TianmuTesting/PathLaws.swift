import Foundation
import TianmuModel

/// Laws about paths. Each projection starts from a fit of its own, but where a law is about one fitted value.
enum PathLaws {
    /// Relative difference that rounding may make between two ways of computing one path.
    static let rounding = 1e-9
    static let draws = 8
    static let seed: UInt64 = 2021

    static func areWritten<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let fitted = try trial.ordinaryFit()
        var table = try trial.table(fitted, draws: draws, seed: seed)
        table.project(fitted, sentinel: .nan)
        for output in 0..<trial.outputCount {
            for year in 0..<table.yearCount where table.path(output: output, yearIndex: year).contains(where: \.isNaN) {
                throw Violation("output \(output + 1) is not written in year \(year + 1)")
            }
        }
    }

    static func normalsStay<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let fitted = try trial.ordinaryFit()
        var table = try trial.table(fitted, draws: draws, seed: seed)
        let before = table
        table.project(fitted)
        guard table.innovations == before.innovations else { throw Violation("innovations were changed") }
        guard table.parameterNormals == before.parameterNormals else {
            throw Violation("parameter normals were changed")
        }
    }

    static func repeatable<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let fitted = try trial.ordinaryFit()
        var first = try trial.table(fitted, draws: draws, seed: seed)
        var other = try trial.table(fitted, draws: draws, seed: seed + 1)
        var again = first
        first.project(fitted)
        other.project(fitted)
        again.project(fitted)
        guard bits(first.paths) == bits(again.paths) else {
            throw Violation("a second run with the same normals differs")
        }
    }

    static func blocksEqualDraws<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let fitted = try trial.ordinaryFit()
        let untouched = try trial.table(fitted, draws: draws, seed: seed)
        var block = untouched
        block.project(fitted)
        for draw in 0..<draws {
            var single = untouched.draw(draw)
            single.project(try trial.ordinaryFit())
            let inBlock = single.paths.indices.map { block.paths[$0 * draws + draw] }
            if let at = firstDifference(inBlock, single.paths, tolerance: 1e-13) {
                throw Violation("draw \(draw): \(inBlock[at]) in the block, \(single.paths[at]) alone")
            }
        }
    }

    static func pointForecast<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let fitted = try trial.ordinaryFit()
        var table = try trial.table(fitted, draws: draws, seed: nil)
        table.project(fitted)
        for output in 0..<trial.outputCount {
            for year in 0..<table.yearCount {
                let path = table.path(output: output, yearIndex: year)
                guard path.allSatisfy({ $0 == path[0] }) else {
                    throw Violation("zero normals give different values in year \(year + 1)")
                }
                guard let exact = fitted as? any ExactQuantiles else { continue }
                let median = exact.exactQuantile(0.5, output: output, yearIndex: year)
                if firstDifference([path[0]], [median], tolerance: rounding) != nil {
                    throw Violation("zero normals give \(path[0]) in year \(year + 1), the exact median is \(median)")
                }
            }
        }
    }

    static func scaleEquivariance<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        // A percentage has no unit to change, and shares sum to a fixed total.
        guard trial.model.descriptor.isScaleEquivariant, trial.item.measure == .level else { return }
        let fitted = try trial.ordinaryFit()
        var plain = try trial.table(fitted, draws: draws, seed: seed)
        plain.project(fitted)
        for factor in [1e-4, 37.5, 1e8] {
            let scaledFit = try trial.ordinaryFit(factor: factor)
            var scaled = try trial.table(scaledFit, draws: draws, seed: seed)
            scaled.project(scaledFit)
            if let at = firstDifference(plain.paths.map { $0 * factor }, scaled.paths, tolerance: rounding) {
                throw Violation("history times \(factor): \(scaled.paths[at]) instead of \(plain.paths[at] * factor)")
            }
        }
    }

    static func codable<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        let fitted = try trial.ordinaryFit()
        let decoded: Model.Fitted
        do {
            decoded = try JSONDecoder().decode(Model.Fitted.self, from: try JSONEncoder().encode(fitted))
        } catch {
            throw Violation("coding fails: \(error)")
        }
        guard decoded == fitted else { throw Violation("the decoded value is not equal") }
        var before = try trial.table(try trial.ordinaryFit(), draws: draws, seed: seed)
        guard decoded.parameterNormalCount == fitted.parameterNormalCount else {
            throw Violation("the decoded value takes another number of parameter normals")
        }
        var after = before
        before.project(try trial.ordinaryFit())
        after.project(decoded)
        guard bits(before.paths) == bits(after.paths) else { throw Violation("the decoded value projects other paths") }
    }

    /// Holds where there is no twin.
    static func twinsAgree<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        guard let twin = trial.twin else { return }
        func agree(_ twin: some GrowthModel) throws(Violation) {
            let others = Trial(model: twin, twin: nil, item: trial.item)
            for draws in [1, draws, 500] {
                let paths = (try paths(trial, draws: draws), try paths(others, draws: draws))
                if let at = paths.0.indices.first(where: { paths.0[$0].bitPattern != paths.1[$0].bitPattern }) {
                    throw Violation("of \(draws) draws: \(paths.0[at]) in one way, \(paths.1[at]) in the other")
                }
            }
        }
        try agree(twin)
    }

    private static func paths<Model: GrowthModel>(_ trial: Trial<Model>, draws: Int) throws(Violation) -> [Double] {
        let fitted = try trial.ordinaryFit()
        var table = try trial.table(fitted, draws: draws, seed: seed)
        table.project(fitted)
        return table.paths
    }

    private static func bits(_ values: [Double]) -> [UInt64] { values.map(\.bitPattern) }

    /// The first index where two numbers differ by more than `tolerance` of the larger number of all.
    private static func firstDifference(_ a: [Double], _ b: [Double], tolerance: Double) -> Int? {
        let size = zip(a, b).reduce(0) { max($0, max(abs($1.0), abs($1.1))) }
        return a.indices.first { !(abs(a[$0] - b[$0]) <= tolerance * size) }
    }
}
