import Testing
import TianmuModel
import TianmuScenario

private func table(_ rows: String) throws -> FigureTable {
    var diagnostics: [Diagnostic] = []
    let header = "indicator,region,unit,year,value,relation,kind,source,published\n"
    let figures = FigureFile.read(text: header + rows, path: "f.csv", into: &diagnostics)
    try #require(diagnostics.isEmpty)
    return FigureTable(figures)
}

@Suite struct FigureTableTests {
    private let vintages = """
        gdp,,亿元,2019,573,=,actual,,2020-03
        gdp,,亿元,2020,595,=,estimate,,2020-12-20
        gdp,,万元,2020,6002000,=,preliminary,,2021-03-15
        gdp,,亿元,2020,609,=,actual,,2021-11
        gdp,,亿元,2021,650,=,annual_target,,2021-02
        gdp,,亿元,2025,900,>,plan_target,,2021-02
        """

    @Test(
        "What is known of 2020 depends on the day",
        arguments: [
            ("2020-12-19", nil, 3), ("2020-12-20", 595.0, 2), ("2021-03-14", 595.0, 2), ("2021-03-15", 600.2, 1),
            ("2021-11-29", 600.2, 1), ("2021-11-30", 609.0, 0),
        ] as [(String, Double?, Int)])
    func vintage(asOf: String, level: Double?, hidden: Int) throws {
        let day = try #require(CalendarDate(asOf))
        let selection = try table(vintages).select(
            indicator: "gdp", region: nil, asOf: day, unit: Unit(parsing: "亿元"))
        #expect(selection.levels.first { $0.year == 2020 }?.value == level)
        // Targets are no observations, hidden or not.
        #expect(selection.hiddenCount == hidden)
        #expect(selection.diagnostics.isEmpty)
    }

    @Test("The superseded vintages are kept, latest first, and the history marks provisional figures")
    func superseded() throws {
        let day = try #require(CalendarDate("2021-06-01"))
        let selection = try table(vintages).select(
            indicator: "gdp", region: nil, asOf: day, unit: Unit(parsing: "亿元"))
        #expect(selection.levels.map(\.superseded).map { $0.map(\.value) } == [[], [595]])
        #expect(
            selection.history.observations == [
                Observation(year: 2019, value: 573), Observation(year: 2020, value: 600.2, isProvisional: true),
            ])
        #expect(selection.hiddenMessage?.en == "1 later figure is not used")
    }

    @Test("Of two figures published on one day the firmer stands")
    func sameDay() throws {
        let table = try table("a,,元,2020,1,=,actual,,2021\na,,元,2020,2,=,preliminary,,2021-12-31\n")
        let selection = table.select(indicator: "a", region: nil, asOf: nil, unit: try Unit(parsing: "元"))
        #expect(selection.levels.map(\.value) == [1])
    }

    @Test("A narrower choice of kinds is respected")
    func kinds() throws {
        let selection = try table(vintages).select(
            indicator: "gdp", region: nil, asOf: nil, kinds: [.estimate, .planTarget], unit: Unit(parsing: "亿元"))
        #expect(selection.levels.map(\.value) == [595])
        #expect(selection.bounds.isEmpty)
    }

    @Test("Targets come apart from observations, in the unit asked for")
    func targets() throws {
        let (targets, diagnostics) = try table(vintages).targets(
            indicator: "gdp", region: nil, asOf: nil, unit: Unit(parsing: "万元"))
        #expect(targets.map(\.value) == [6_500_000, 9_000_000])
        #expect(targets.map(\.figure.relation) == [.equal, .above])
        #expect(diagnostics.isEmpty)
    }

    @Test("A later bound that contradicts the level in use is a warning that names both")
    func contradiction() throws {
        let table = try table("gdp,,亿元,2020,595,=,estimate,P,\ngdp,,亿元,2020,600,>=,actual,G,\n")
        let selection = table.select(indicator: "gdp", region: nil, asOf: nil, unit: try Unit(parsing: "亿元"))
        #expect(selection.levels.map(\.value) == [595])
        #expect(selection.bounds.map(\.value) == [600])
        #expect(
            selection.diagnostics.map { $0.text(.en) } == [
                "f.csv:3:14: warning: '>= 600 亿元' for 'gdp' in 2020, later or firmer, contradicts the 595 亿元 in use "
                    + "(f.csv:2:14)"
            ])
    }

    @Test("A bound that is older than the level, or that agrees with it, is no contradiction")
    func agreement() throws {
        let table = try table(
            "a,,元,2020,595,=,actual,,2021-05\na,,元,2020,600,>=,estimate,,2020-12\na,,元,2020,590,>,actual,,2022\n")
        let selection = table.select(indicator: "a", region: nil, asOf: nil, unit: try Unit(parsing: "元"))
        #expect(selection.diagnostics.isEmpty)
        #expect(selection.bounds.count == 2)
    }

    @Test("A figure that does not convert is an error at its unit")
    func mismatch() throws {
        let table = try table("a,,元,2020,595,=,actual,,\na,,人,2021,600,=,actual,,\n")
        let selection = table.select(indicator: "a", region: nil, asOf: nil, unit: try Unit(parsing: "万元"))
        #expect(selection.levels.map(\.value) == [0.0595])
        #expect(selection.diagnostics.map { $0.text(.en) } == ["f.csv:3:4: error: '人' does not convert to '万元'"])
    }

    @Test("Figures of several regions need a region to be named")
    func regions() throws {
        let table = try table("a,hz,元,2020,1,=,,,\na,nb,元,2020,2,=,,,\na,,元,2021,3,=,,,\n")
        let unit = try Unit(parsing: "元")
        #expect(table.select(indicator: "a", region: "nb", asOf: nil, unit: unit).levels.map(\.value) == [2, 3])
        let all = table.select(indicator: "a", region: nil, asOf: nil, unit: unit)
        #expect(all.diagnostics.first?.message.en.contains("several regions (hz, nb)") == true)
    }

    @Test("An unknown indicator has no figures, and its id for a name")
    func unknown() throws {
        let table = try table("")
        #expect(table.select(indicator: "b", region: nil, asOf: nil, unit: try Unit(parsing: "元")) == FigureSelection())
        #expect(table.name(of: "b") == LocalizedText("b"))
    }
}
