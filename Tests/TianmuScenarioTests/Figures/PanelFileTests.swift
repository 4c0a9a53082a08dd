import Testing
import TianmuModel
import TianmuScenario

@Suite struct PanelFileTests {
    private func faults(_ text: String) -> [String] {
        do throws(DiagnosticList) {
            _ = try PanelFile.read(text: text, path: "p.csv")
            return []
        } catch {
            return error.diagnostics.map { $0.text(.en) }
        }
    }

    @Test("Columns stand in any order, series in the order of the file, years in order of time")
    func reading() throws {
        let panel = try PanelFile.read(text: "value,year,series\n2,2002,b\n1.5e1,2001,b\n3,2001,a\n", path: "p.csv")
        #expect(!panel.isSplit)
        #expect(panel.series.map(\.name) == ["b", "a"])
        #expect(panel.series.first?.history == History(firstYear: 2001, values: [15, 2]))
    }

    @Test("Everything that is wrong is told at once, in order, with line and column")
    func everyFault() {
        let text = """
            series,year,value
            a,2001,1
            a,20x1,nan
            ,2002,
            a,2001,5
            a,2003
            """
        #expect(
            faults(text) == [
                "p.csv:3:3: error: '20x1' is not a year from 0 to 9999",
                "p.csv:3:8: error: value 'nan' is not a finite number",
                "p.csv:4:1: error: the name of the series is missing",
                "p.csv:4:7: error: the value is missing; leave out the row of a missing year",
                "p.csv:5:3: error: 'a' has the year 2001 already, at p.csv:2:3",
                "p.csv:6:1: error: 2 cells where the header has 3; quote text with commas in it",
            ])
    }

    @Test("Series of one region stand together, by the name before the slash or by a column of their own")
    func regions() throws {
        let names = "series,year,value\na/gdp,2001,1\nb/gdp,2001,2\na/jobs,2001,3\nc,2001,4\n/d,2001,5\n"
        let panel = try PanelFile.read(text: names, path: "p.csv")
        #expect(panel.series.map(\.name) == ["a/gdp", "a/jobs", "b/gdp", "c", "/d"])
        #expect(panel.series.map(\.region) == ["a", "a", "b", nil, nil])
        #expect(panel.series.map(\.indicator) == ["gdp", "jobs", "gdp", nil, nil])
        let column = "region,series,year,value\nx,a/gdp,2001,1\n,b/gdp,2001,2\nx,c,2001,3\n"
        let stated = try PanelFile.read(text: column, path: "p.csv")
        #expect(stated.series.map(\.name) == ["a/gdp", "c", "b/gdp"])
        #expect(stated.series.map(\.region) == ["x", "x", nil])
        #expect(stated.series.map(\.indicator) == [nil, nil, nil])
        let both = "series,region,indicator,year,value\n1,x,gdp,2001,1\n2,y,gdp,2001,2\n3,x,,2001,3\n"
        #expect(try PanelFile.read(text: both, path: "p.csv").series.map(\.indicator) == ["gdp", nil, "gdp"])
        #expect(
            faults("series,year,value,region\na,2001,1,x\na,2002,1,y\n") == [
                "p.csv:3:3: error: 'a' has the region 'x' above and 'y' here; a series has one region"
            ])
    }

    @Test("A header with wrong names says which are meant and which lack")
    func header() {
        #expect(
            faults("series,yaer,value\n") == [
                "p.csv:1:8: error: unknown column 'yaer'; did you mean 'year'?",
                "p.csv:1:1: error: the header lacks year; the first row names the columns",
            ])
        #expect(faults("series,year,value\n") == ["p.csv: error: the file has no rows of data"])
    }

    @Test("A split needs train and test rows, test after train, and no third word")
    func split() {
        let head = "series,year,value,split\n"
        #expect(faults(head + "a,1,1,train\n") == ["p.csv:2:3: error: 'a' has no row with split 'test'"])
        #expect(faults(head + "a,1,1,test\n") == ["p.csv:2:3: error: 'a' has no row with split 'train'"])
        #expect(
            faults(head + "a,2,1,train\na,1,1,test\n") == [
                "p.csv:3:3: error: 'a' tests 1, but trains to 2; test years come after all train years"
            ])
        #expect(
            faults(head + "a,1,1,train\na,2,1,tset\n") == ["p.csv:3:7: error: split is 'tset', must be train or test"])
    }

    @Test("Faults of a split are told beside a bad cell, but not those of a series that lost a row")
    func splitAndCells() {
        let head = "series,year,value,split\n"
        let rows = "a,1,1,train\na,2,x,test\nb,1,1,train\nb,2,1,train\nc,3,1,train\nc,2,1,test\n"
        #expect(
            faults(head + rows) == [
                "p.csv:3:5: error: value 'x' is not a finite number",
                "p.csv:4:3: error: 'b' has no row with split 'test'",
                "p.csv:7:3: error: 'c' tests 2, but trains to 3; test years come after all train years",
            ])
        // Nobody knows of which series a row without a name, or one that cannot be cut, is.
        #expect(
            faults(head + "a,1,1,train\n,2,1,test\n") == ["p.csv:3:1: error: the name of the series is missing"])
        #expect(faults(head + "a,1,1,train\na,2,1\n").count == 1)
        #expect(faults(head + "a,1,1,train\na,2\"3,1,test\n").count == 1)
        #expect(faults(head + "a,1,1,train\na,1,1,test\n").count == 1)
    }

    @Test("A number with thousands separators, or too large, is told so")
    func advice() {
        func fault(_ cell: String) -> [String] { faults("series,year,value\na,1,\(cell)\n") }
        #expect(
            fault("\"1,234\"") == [
                "p.csv:2:5: error: value '1,234' is not a finite number; leave out the thousands separators"
            ])
        #expect(fault("1e999").first?.hasSuffix("; it is too large") == true)
    }

    @Test("A history longer than any model takes is told at its end, when the panel is read")
    func span() throws {
        let head = "series,year,value\n"
        #expect(
            faults(head + "a,1,1\na,502,1\nb,1,1\nb,501,1\n") == [
                "p.csv:3:3: error: 'a' goes from 1 to 502; the longest history is 500 years"
            ])
    }

    @Test("A series knows where it starts in the file")
    func position() throws {
        let panel = try PanelFile.read(text: "series,year,value\na,1,1\nb,1,1\n", path: "p.csv")
        #expect(panel.series.map { $0.position?.line } == [2, 3])
    }
}
