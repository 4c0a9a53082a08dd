import Foundation
import Testing

/// Sweeps, searches and sensitivities from the command line.
@Suite struct WhatIfCommandTests {
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            tianmu: 1
            years: {base: 2020, through: 2021}
            draws: {count: 64}
            indicators:
              x: {unit: 亿元, base: {value: 100, reason: t}, model: random-walk-drift, parameters: {drift: 5, sd: 8}}
            levers: {push: {to: x, unit: points, from: 2021, range: [0, 20], value: 0}}
            targets: [{indicator: x, year: 2021, above: 110}]

            """, to: "s.yaml")
        return folder
    }

    private let sweep = ["sweep", "s.yaml", "--lever", "push=0:10:0.5", "--out", "points.csv"]

    @Test("An interrupted sweep goes on and leaves the same file as one in a single go")
    func resume() throws {
        let folder = try folder()
        #expect(try folder.run(sweep).status == 0)
        let path = "\(folder.path)/points.csv"
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        #expect(whole.split(separator: "\n").count == 2 + 21)
        try String(whole.prefix(whole.count / 2)).write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try folder.run(sweep + ["--resume", "--threads", "1"]).status == 0)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == whole)
        // The points are those of --format csv.
        let printed = try folder.run(Array(sweep.prefix(4)) + ["--format", "csv"])
        #expect(printed.output == whole)
    }

    @Test("A sweep's file is neither overwritten nor gone on with by another sweep")
    func otherSweep() throws {
        let folder = try folder()
        #expect(try folder.run(sweep).status == 0)
        #expect(try folder.run(sweep).status == 73)
        let other = try folder.run(sweep + ["--seed", "9", "--resume"])
        #expect(other.status == 65)
        #expect(other.error.contains("cannot go on with 'points.csv': it is a sweep of another scenario"))
        #expect(try folder.run(sweep + ["--seed", "9", "--replace"]).status == 0)
    }

    @Test("What is no lever and no target ends in exit code 65 and the nearest name; an answer of no is an answer")
    func names() throws {
        let folder = try folder()
        let lever = try folder.run(["sweep", "s.yaml", "--lever", "psuh=0:1"])
        #expect(lever.status == 65 && lever.error.contains("there is no lever 'psuh'; did you mean 'push'?"))
        let target = try folder.run(["seek", "s.yaml", "--target", "y@2021", "--probability", "0.5"])
        #expect(target.status == 65 && target.error.contains("'y' has no target; did you mean 'x'?"))
        let beyond = try folder.run([
            "seek", "s.yaml", "--target", "x", "--probability", "0.99", "--lever", "push=0:1", "--lang", "en",
        ])
        #expect(beyond.status == 0 && beyond.output.contains("Beyond reach"))
        let method = try folder.run(["sensitivity", "s.yaml", "--against", "s.yaml"])
        #expect(method.status == 65 && method.error.contains("the two scenarios do not differ"))
    }
}
