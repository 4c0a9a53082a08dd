import TianmuEngine
import TianmuNumerics
import TianmuScenario

/// A sweep as CSV that can be gone on with: a line that says what it is a sweep of, a header, and a row for each point.
package struct SweepFile {
    private static let start = "# tianmu sweep 1 "

    /// The largest file that is gone on with.
    package static let limitBytes = 1 << 30

    /// What a sweep's numbers follow from, beside its own settings.
    /// - Parameter version: of the program.
    package static func ingredients(_ scenario: Scenario, version: String) throws -> [String] {
        [version, try ResolvedFile(scenario, copiesData: true).text] + scenario.inputs.map(\.digest)
    }

    private let sweeper: Sweeper
    private let digest: String

    /// - Parameters:
    ///   - ingredients: everything beside levers, design and draws that the numbers follow from: the resolved scenario,
    ///     digests of its figures, the program's version.
    package init(_ sweeper: Sweeper, ingredients: [String]) {
        self.sweeper = sweeper
        let draws = sweeper.plan.draws
        let settings =
            sweeper.spans.map { "\($0.name)=\($0.low):\($0.high):\($0.step)" } + [
                sweeper.design.name, "\(draws.count) \(draws.seed) \(draws.sampler.rawValue)",
            ]
        digest = Digest.fnv1a((ingredients + settings).joined(separator: "\n").utf8)
    }

    /// The columns: levers, then for each target and for all of them probability and error, then medians and errors.
    package var columns: [String] {
        let targets = sweeper.plan.targets.indices.map(sweeper.plan.name(ofTarget:))
        return ["point"] + sweeper.spans.map(\.name)
            + (targets + ["all"]).flatMap { ["probability \($0)", "standardError \($0)"] }
            + targets.flatMap { ["median \($0)", "medianError \($0)"] }
    }

    package func row(_ index: Int, _ point: Sweep.Point) -> [String] {
        let estimates = point.probabilities + [point.all] + point.medians
        return ["\(index + 1)"] + point.levers.map { "\($0)" }
            + estimates.flatMap { ["\($0.value)", "\($0.standardError)"] }
    }

    package func text(_ points: [Sweep.Point]) -> String {
        let rows = points.enumerated().map { row($0, $1).joined(separator: ",") }
        return ([Self.start + digest, header] + rows).joined(separator: "\n") + "\n"
    }

    /// The points of a file.
    /// - Throws: where it is none of this sweep. A last line that was cut short is left out.
    package func points(in text: String) throws(WhatIfRefusal) -> [Sweep.Point] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.first, first.hasPrefix(Self.start), lines.count > 1, lines[1] == header else {
            throw WhatIfRefusal(zh: "它不是 tianmu sweep 写的文件", en: "no sweep wrote it")
        }
        guard first == Self.start + digest else {
            throw WhatIfRefusal(
                zh: "它属于另一个情景、取值、设计、种子、模拟次数或程序版本；请换一个文件名，或去掉 --resume 并加 --replace",
                en: "it is a sweep of another scenario, span, design, seed, number of draws or version; choose another "
                    + "name, or leave out --resume and add --replace")
        }
        var points: [Sweep.Point] = []
        for (index, line) in lines.dropFirst(2).dropLast().enumerated() {
            guard index < sweeper.settings.count, let point = point(line, index) else { break }
            points.append(point)
        }
        return points
    }

    private var header: String { columns.map(Self.quoted).joined(separator: ",") }

    private func point(_ line: String, _ index: Int) -> Sweep.Point? {
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }
        guard cells.count == columns.count, cells[0] == Double(index + 1) else { return nil }
        let levers = Array(cells[1...sweeper.spans.count])
        guard levers == sweeper.settings[index] else { return nil }
        let estimates = stride(from: sweeper.spans.count + 1, to: cells.count, by: 2).map {
            Estimate(cells[$0], standardError: cells[$0 + 1])
        }
        let count = sweeper.plan.targets.count
        return Sweep.Point(
            levers: levers, probabilities: Array(estimates[..<count]), medians: Array(estimates[(count + 1)...]),
            all: estimates[count])
    }

    private static func quoted(_ cell: String) -> String {
        cell.contains(where: { $0 == "," || $0 == "\"" }) ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
}
