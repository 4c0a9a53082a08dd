import Foundation
import Testing
import TianmuEngine
import TianmuModel
import TianmuScenario

@Suite("Files of the scenarios that ship")
struct FileTests {
    @Test("no scenario in the folder goes untested")
    func allFilesAreListed() throws {
        let found = try FileManager.default.subpathsOfDirectory(atPath: Shipped.folder)
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
        #expect(found.sorted() == Shipped.names)
    }

    @Test("a scenario plans without error or warning", arguments: Shipped.names)
    func plansCleanly(name: String) throws {
        #expect(try Shipped.plan(name).warnings.isEmpty)
    }

    @Test("every assumption has its reason, every target its source, in two languages", arguments: Shipped.names)
    func groundsAreGiven(name: String) throws {
        let plan = try Shipped.plan(name)
        for assumption in plan.assumptions {
            let reason = try #require(assumption.reason, "\(assumption.subject)")
            #expect(!reason.zh.isEmpty && reason.zh != reason.en, "\(assumption.subject)")
        }
        for target in plan.targets {
            let source = try #require(target.source, "\(target.title.en)")
            #expect(source.zh != source.en)
        }
        #expect(plan.title.zh != plan.title.en)
    }

    @Test("no forecast uses a figure that was published after its as-of day", arguments: Shipped.names)
    func nothingIsKnownTooEarly(name: String) throws {
        let plan = try Shipped.plan(name)
        let asOf = try #require(plan.asOf)
        let figures = plan.series.flatMap { $0.known.values.compactMap(\.figure) }
        #expect(!figures.isEmpty)
        for figure in figures { #expect(figure.knownFrom <= asOf, "\(figure.indicator) \(figure.year)") }
    }

    @Test("a what-if has 5 to 20 lines", arguments: Shipped.names)
    func whatIfsAreShort(name: String) throws {
        let text = try String(contentsOfFile: Shipped.path(name), encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        if lines.contains(where: { $0.hasPrefix("extends:") }) { #expect((5...20).contains(lines.count)) }
    }

    /// As many as the given files of figures have: none invented, none dropped.
    @Test(
        "figures are complete and sound",
        arguments: [("linan", 92), ("linan-other-sources", 26), ("zhejiang", 275)])
    func figuresAreComplete(name: String, count: Int) throws {
        let text = try String(contentsOfFile: "\(Shipped.folder)/data/\(name).csv", encoding: .utf8)
        var diagnostics: [Diagnostic] = []
        let figures = FigureFile.read(text: text, path: name, into: &diagnostics)
        #expect(diagnostics.isEmpty)
        #expect(figures.count == count)
        for figure in figures {
            #expect(!figure.source.isEmpty && !figure.region.isEmpty && !figure.names.zh.isEmpty)
        }
    }
}
