import Testing
import TianmuModel

@testable import TianmuScenario

/// `pool` from file to entries, and back into a resolved file.
@Suite struct PoolReadingTests {
    private let base = """
        tianmu: 1
        years: {base: 2020, through: 2025}
        indicators:
          a: {unit: 元, base: {value: 1, reason: test}, model: hold}
          b: {unit: 元, base: {value: 1, reason: test}, model: hold}
        pool: {a: ./panel.csv, b: siblings}

        """

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("panel.csv", "series,year,value\ns,2001,1\ns,2002,2\n")
        try folder.write("base.yaml", base)
        return folder
    }

    @Test("A file that extends another adds pools and takes them away")
    func extending() throws {
        let folder = try folder()
        let path = try folder.write("child.yaml", "tianmu: 1\nextends: base.yaml\npool: {a: siblings, b: ~}\n")
        #expect(try ScenarioReader.read(path: folder.path + "base.yaml").pools.map(\.indicator.value) == ["a", "b"])
        let child = try ScenarioReader.read(path: path)
        #expect(child.diagnostics == [] && child.pools.map(\.indicator.value) == ["a"])
        guard case .siblings = child.pools[0].source else { return #expect(Bool(false), "not the siblings") }
    }

    @Test("A panel is read once, belongs to the inputs, and is copied with a run")
    func resolved() throws {
        let folder = try folder()
        let path = try folder.write("child.yaml", "tianmu: 1\nextends: base.yaml\npool: {b: panel.csv}\n")
        let scenario = try ScenarioReader.read(path: path)
        #expect(scenario.inputs.count { $0.path == folder.path + "panel.csv" } == 1)
        guard case .panel(_, let panel) = scenario.pools[1].source else { return #expect(Bool(false), "no panel") }
        #expect(panel.series.map(\.history.count) == [2])
        let copied = try ResolvedFile(scenario, copiesData: true)
        #expect(copied.data.map(\.path) == ["data/panel.csv"] && copied.data[0].text.hasPrefix("series,year"))
        #expect(copied.text.contains("a: data/panel.csv"))
        let placed = try ResolvedFile(scenario, copiesData: false)
        #expect(placed.data.isEmpty && placed.text.contains("b: \(folder.path)panel.csv"))
        let words = try ResolvedFile(ScenarioReader.read(path: folder.path + "base.yaml"), copiesData: true)
        #expect(words.text.contains("b: siblings"))
    }
}
