import Testing
import TianmuModel

@testable import TianmuScenario

/// Cumulative figures of a part of a year.
@Suite struct PartYearTests {
    private let rounding = 1e-12

    private func table(_ rows: String) throws -> FigureTable {
        var diagnostics: [Diagnostic] = []
        let text = "indicator,unit,year,period,value,kind,published\n" + rows
        let figures = FigureFile.read(text: text, path: "f.csv", into: &diagnostics)
        #expect(diagnostics.isEmpty)
        return FigureTable(figures)
    }

    private func find(_ rows: String, isLevel: Bool = true) throws -> PartYear {
        let table = try table(rows)
        let unit = try Unit(parsing: isLevel ? "亿元" : "%")
        let parts = table.partYears(indicator: "x", region: nil, asOf: nil, unit: unit)
        let levels = table.select(indicator: "x", region: nil, asOf: nil, unit: unit).levels
        return try PartYear(
            try #require(parts.last), parts: parts,
            wholes: Dictionary(uniqueKeysWithValues: levels.map { ($0.year, $0.value) }), isLevel: isLevel)
    }

    @Test(
        "Periods begin in January",
        arguments: [
            ("", 12), ("1-3", 3), ("01-09", 9), ("1-6月", 6), ("Q1", 3), ("H1", 6), ("Q1-Q3", 9), ("1-12", 12),
            ("Q2", nil), ("4-6", nil), ("1-13", nil), ("1-0", nil), ("spring", nil), ("1-", nil),
        ])
    func periods(text: String, months: Int?) { #expect(PartYear.months(text) == months) }

    @Test("A wrong period is told with its line, and a part of a year is no level")
    func reading() throws {
        var diagnostics: [Diagnostic] = []
        _ = FigureFile.read(
            text: "indicator,unit,year,value,period\nx,亿元,2022,5,4-6\n", path: "f.csv", into: &diagnostics)
        #expect(diagnostics.first?.text(.en).hasPrefix("f.csv:2:13: error: '4-6' is no period from January on") == true)
        let table = try table("x,亿元,2021,,600,actual,2022-03-01\nx,亿元,2022,1-6,300,actual,2022-07-20\n")
        let levels = table.select(indicator: "x", region: nil, asOf: nil, unit: try Unit(parsing: "亿元")).levels
        #expect(levels.map(\.year) == [2021])
    }

    @Test("The year grows as its first nine months did, and errs by what the rest may do")
    func closedForm() throws {
        let found = try find(
            """
            x,亿元,2021,1-9,420,actual,2021-10-20
            x,亿元,2021,,600,actual,2022-03-01
            x,亿元,2022,1-9,441,actual,2022-10-20
            """)
        #expect(abs(found.estimate - 630) < rounding * 630)
        #expect(abs(found.share - 0.7) < rounding)
        #expect(found.spread == PartYear.standardSpread && found.yearCount == 0)
        #expect(abs(found.sd - 0.3 * 0.05 * 630) < 1e-9)
    }

    @Test("The more of the year, the smaller the error")
    func falls() throws {
        var last = Double.infinity
        for (period, part) in [("Q1", 130.0), ("H1", 280), ("Q1-Q3", 430)] {
            let found = try find(
                """
                x,亿元,2021,\(period),\(part),actual,2021-10-20
                x,亿元,2021,,600,actual,2022-03-01
                x,亿元,2022,\(period),\(part * 1.05),actual,2022-10-20
                """)
            #expect(found.sd < last)
            last = found.sd
        }
    }

    @Test("With three past years the error of the rest is measured")
    func measured() throws {
        var rows = "x,亿元,2017,1-6,50,actual,2017-07-20\nx,亿元,2017,,100,actual,2018-03-01\n"
        // Half of each year is covered and equals the year before; the whole departs by 3, −4 and 5 per cent of what was
        // estimated.
        var whole = 100.0
        for (place, error) in [3.0, -4, 5].enumerated() {
            let year = 2018 + place
            rows += "x,亿元,\(year),1-6,50,actual,\(year)-07-20\n"
            whole *= Double.exp(error / 100)
            rows += "x,亿元,\(year),,\(whole),actual,\(year + 1)-03-01\n"
        }
        rows += "x,亿元,2021,1-6,50,actual,2021-07-20\n"
        let found = try find(rows)
        // d = error / (1 − s), with s = 50 / F(y − 1).
        let wholes = [100, 100 * Double.exp(0.03), 100 * Double.exp(-0.01)]
        let errors = zip([3.0, -4, 5], wholes).map { $0 / (1 - 50 / $1) }
        let spread = (errors.reduce(0) { $0 + $1 * $1 } / 3).squareRoot()
        #expect(found.yearCount == 3)
        #expect(abs(found.spread - spread) < 1e-9)
    }

    @Test("A growth rate of three quarters is the estimate for the year")
    func rates() throws {
        let found = try find("x,%,2022,Q1-Q3,2.4,actual,2022-10-20\n", isLevel: false)
        #expect(found.estimate == 2.4)
        #expect(abs(found.sd - 0.25 * PartYear.standardSpread) < rounding)
    }

    @Test("Nothing is estimated without the year before, or from what is no sum over the year")
    func refusals() {
        #expect(throws: PartYear.Refusal.lacksYearBefore) {
            try find("x,亿元,2021,,600,actual,2022-03-01\nx,亿元,2022,1-9,441,actual,2022-10-20\n")
        }
        #expect(throws: PartYear.Refusal.notCumulative) {
            try find(
                """
                x,亿元,2021,1-9,610,actual,2021-10-20
                x,亿元,2021,,600,actual,2022-03-01
                x,亿元,2022,1-9,641,actual,2022-10-20
                """)
        }
    }
}
