import Foundation
import Testing

/// What goes where, in which language, and that it is the same each time.
@Suite struct OutputTests {
    @Test(
        "Results go to standard output, and nothing else does",
        arguments: [
            ["check", "example.yaml"], ["plan", "example.yaml"], ["plan", "example.yaml", "--resolved"], ["models"],
            ["models", "hold"], ["schema"], ["run", "example.yaml", "--draws", "256", "--no-folder"],
            ["compare", "example.yaml", "--indicator", "gdp", "--models", "hold", "--draws", "256"],
            ["chart", "fan", "example.yaml", "--indicator", "gdp", "--draws", "256"],
        ])
    func separation(arguments: [String]) throws {
        let outcome = try Example().run(arguments)
        #expect(outcome.status == 0)
        #expect(!outcome.output.isEmpty)
        #expect(outcome.error.isEmpty)
    }

    @Test("Warnings and where a run was written go to standard error")
    func messages() throws {
        let outcome = try Example().run("run", "example.yaml", "--draws", "100", "--format", "json", "--out", "here")
        #expect(outcome.status == 0)
        #expect(
            outcome.errorLines == [
                "warning: Sobol points are at their best in powers of two, not 100",
                "Written to here",
            ])
        _ = try object(outcome.output)
    }

    @Test("The language follows the locale, and --lang overrules it")
    func languages() throws {
        func title(_ arguments: [String], _ environment: [String: String?]) throws -> Substring? {
            let outcome = try Program.run(["models"] + arguments, environment: environment)
            return outcome.output.split(separator: " ").first
        }
        let chinese: [String: String?] = ["LC_ALL": nil, "LC_MESSAGES": nil, "LANG": "zh_CN.UTF-8"]
        #expect(try title([], chinese) == "模型")
        #expect(try title(["--lang", "en"], chinese) == "Model")
        #expect(try title([], ["LC_ALL": "C"]) == "Model")
        #expect(try title(["--lang", "zh"], ["LC_ALL": "C"]) == "模型")
    }

    @Test("The same run gives the same bytes at 1, 2 and 8 threads, from any folder and without a home")
    func sameBytes() throws {
        let baseline = Program.path("Scenarios/linan/baseline.yaml")
        func run(_ threads: Int, in folder: String?, environment: [String: String?] = [:]) throws -> String {
            let arguments = ["run", baseline, "--draws", "512", "--no-folder", "--format", "json"]
            return try Program.run(
                arguments + ["--threads", "\(threads)"], in: folder, environment: environment
            ).output
        }
        let first = try run(1, in: nil)
        #expect(first.utf8.count > 10_000)
        #expect(try run(2, in: Program.package.path) == first)
        #expect(try run(8, in: "/", environment: ["HOME": nil]) == first)
    }

    @Test("Paths may have blanks and Chinese characters")
    func oddPaths() throws {
        let example = try Example(named: "规划 情景")
        let outcome = try example.run("run", "example.yaml", "--draws", "256", "--out", "结果 夹/一 二")
        #expect(outcome.status == 0)
        #expect(try example.folder.contents("结果 夹/一 二").contains("summary.json"))
        let elsewhere = try Program.run(["check", example.folder.path + "/example.yaml"])
        #expect(elsewhere.status == 0)
    }

    @Test("A reader that goes away early is no fault, and the run folder is written all the same")
    func closedPipe() throws {
        let example = try Example()
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let outcome = try example.folder.run(
            ["run", "example.yaml", "--draws", "256", "--out", "here"], output: pipe.fileHandleForWriting)
        #expect(outcome.status == 0)
        #expect(!outcome.wasKilled)
        #expect(try example.folder.contents("here").contains("manifest.json"))
    }

    #if os(Linux)
        @Test("A full disk under standard output is told, in exit code 73")
        func fullDisk() throws {
            let full = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
            let outcome = try Program.run(["models"], output: full)
            #expect(outcome.status == 73)
            #expect(outcome.error.contains("cannot write to standard output"))
        }
    #endif

    @Test(
        "Columns stand under each other in both languages, Chinese characters taking two places",
        arguments: ["zh", "en"])
    func alignment(language: String) throws {
        let outcome = try Program.run([
            "run", Program.path("Scenarios/linan/baseline.yaml"), "--draws", "256", "--no-folder", "--lang", language,
        ])
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let rule = try #require(lines.firstIndex { $0.hasPrefix("──") })
        // Where a column begins after a gap, nothing may stand in the gap of any row.
        var gaps: [Int] = []
        var isRule = true
        for (place, character) in lines[rule].enumerated() {
            if character == " ", isRule { gaps.append(place) }
            isRule = character != " "
        }
        #expect(gaps.count == 9)
        for line in lines[(rule + 1)..<(rule + 21)] {
            var cells: [Character] = []
            for character in line {
                cells.append(character)
                if let scalar = character.unicodeScalars.first, (0x2E80...0xFFE6).contains(scalar.value) {
                    cells.append(character)
                }
            }
            for gap in gaps where gap + 1 < cells.count {
                #expect(cells[gap] == " " && cells[gap + 1] == " ", "\(line)")
            }
        }
    }
}
