import Testing
import TianmuModel
import TianmuScenario

/// Reads `text` as the file `f.csv`; the diagnostics as English lines.
private func read(_ text: String) -> (figures: [Figure], messages: [String]) {
    var diagnostics: [Diagnostic] = []
    let figures = FigureFile.read(text: text, path: "f.csv", into: &diagnostics)
    return (figures, diagnostics.map { $0.text(.en) })
}

@Suite struct FigureFileTests {
    @Test("Columns come in any order, with defaults for the optional ones")
    func columns() throws {
        let (figures, messages) = read(
            """
            value,year,unit,indicator,published,relation,kind,name_zh,region,source,note,name_en
            595,2020,亿元,gdp,2020-12,=,estimate,地区生产总值,linan,P,"a, ""quoted"" note",GRP
            900,2025,亿元,gdp,,>,plan_target,,,,,
            """)
        #expect(messages == [])
        try #require(figures.count == 2)
        #expect(figures[0].indicator == "gdp")
        #expect(figures[0].value == 595)
        #expect(figures[0].kind == .estimate)
        #expect(figures[0].region == "linan")
        #expect(figures[0].note == "a, \"quoted\" note")
        #expect(figures[0].names == LocalizedText(zh: "地区生产总值", en: "GRP"))
        #expect(figures[0].knownFrom.description == "2020-12-31")
        #expect(figures[0].position == SourcePosition(file: "f.csv", line: 2, column: 1))
        #expect(figures[1].relation == .above)
        #expect(figures[1].kind.isTarget)
    }

    @Test("A file with a fault in every row has one message each, with line and column")
    func allFaultsAtOnce() {
        let (figures, messages) = read(
            """
            indicator,unit,year,value,relation,kind,published
            gdp,亿元,2019,573,=,actual,2020-03-01
            gdp,亿元,2020
            gdp,亿元,2020,many,=,actual,
            gdp,亿元,0,595,=,actual,
            gdp,亿圆,2020,595,=,actual,
            gdp,亿元,2020,595,=>,actual,
            人均,亿元,2020,595,=,actal,
            gdp,亿元,2020,595,=,actual,2021-02-30
            ,亿元,2020,595,=,actual,
            gdp,亿元,2020,nan,=,actual,
            """)
        #expect(figures.map(\.value) == [573])
        #expect(
            messages == [
                "f.csv:3:1: error: 3 cells where the header has 7; quote text with commas in it",
                "f.csv:4:13: error: value 'many' is not a finite number",
                "f.csv:5:8: error: '0' is not a year from 1900 to 2200",
                "f.csv:6:5: error: unknown unit '亿圆'; did you mean '亿元'?",
                "f.csv:7:17: error: unknown relation '=>'; did you mean '='?",
                "f.csv:8:18: error: unknown kind 'actal'; did you mean 'actual'?",
                "f.csv:9:26: error: '2021-02-30' is not a date; write 2021-03-01, 2021-03 or 2021",
                "f.csv:10:1: error: the indicator is missing",
                "f.csv:11:13: error: value 'nan' is not a finite number",
            ])
    }

    @Test("Several faults of one row are all told")
    func faultsOfOneRow() {
        let messages = read("indicator,unit,year,value\ngdp,bushels,1820,infinity\n").messages
        let places = messages.map { $0.prefix { $0 != " " } }
        #expect(places == ["f.csv:2:5:", "f.csv:2:13:", "f.csv:2:18:"])
    }

    @Test(
        "A value that is no number says what to write instead",
        arguments: [
            ("\"1,234\"", "leave out the thousands separators"), ("7%", "the percent sign belongs in column 'unit'"),
            (">600", "the relation belongs in column 'relation'"), ("1e999", "it is too large"),
        ])
    func valueAdvice(cell: String, advice: String) {
        let messages = read("indicator,unit,year,value\ngdp,亿元,2020,\(cell)\n").messages
        #expect(messages.count == 1)
        #expect(messages.first?.contains(advice) == true)
    }

    @Test(
        "Hexadecimal numbers and words that Swift would accept are refused", arguments: ["0x1p3", "inf", "+infinity"])
    func refusesSwiftNumbers(cell: String) {
        #expect(read("indicator,unit,year,value\ngdp,亿元,2020,\(cell)\n").messages.count == 1)
    }

    @Test("BOM, CRLF, comments, blank lines and blank rows are accepted, and lines still count")
    func lineEnds() {
        let text =
            "\u{FEFF}# figures\r\nindicator,unit,year,value\r\n\r\n,,,\r\ngdp,亿元,2020,600\r\n# end\r\ngdp,亿元,2021,x"
        let (figures, messages) = read(text)
        #expect(figures.map(\.value) == [600])
        #expect(messages == ["f.csv:7:13: error: value 'x' is not a finite number"])
    }

    @Test("A quoted cell may span lines, and the lines after it still count")
    func multilineCell() {
        let (figures, messages) = read(
            "note,indicator,unit,year,value\n\"two\nlines\",gdp,亿元,2020,600\nx,gdp,亿元,2021,y\n")
        #expect(figures.first?.note == "two\nlines")
        #expect(figures.first?.position == SourcePosition(file: "f.csv", line: 3, column: 20))
        #expect(messages == ["f.csv:4:15: error: value 'y' is not a finite number"])
    }

    @Test(
        "Bad quotes are told at their place",
        arguments: [
            ("gdp,亿元,2020,\"600", "f.csv:2:13: error: the quote is never closed"),
            ("gdp,亿元,2020,\"600\"x", "f.csv:2:18: error: text after the closing quote"),
            ("gdp,亿\"元,2020,600", "f.csv:2:5: error: a quote inside an unquoted cell"),
        ])
    func badQuotes(row: String, message: String) {
        let messages = read("indicator,unit,year,value\n\(row)").messages
        #expect(messages.count == 1)
        #expect(messages.first?.hasPrefix(message) == true)
    }

    @Test("An unknown, a repeated and a missing column are told")
    func header() {
        #expect(
            read("indicator,unit,year,value,valeu,year\n").messages == [
                "f.csv:1:27: error: unknown column 'valeu'; did you mean 'value'?",
                "f.csv:1:33: error: column 'year' stands there twice",
            ])
        #expect(
            read("indicator,value\n").messages == [
                "f.csv:1:1: error: the header lacks unit, year; the first row names the columns"
            ])
    }

    @Test("An empty file, a file of comments and a binary file are one sentence each", arguments: ["", "\n\n# only\n"])
    func empty(text: String) {
        #expect(read(text).messages == ["f.csv: error: the file is empty; the first row names the columns"])
        #expect(read("PK\u{0}\u{3}").messages == ["f.csv: error: the file is binary, not CSV text"])
    }

    @Test("A repeated figure is a warning, a contradicting one an error")
    func duplicates() {
        let messages = read(
            """
            indicator,unit,year,value,source
            gdp,亿元,2020,600,A
            gdp,万元,2020,6000000,A
            gdp,亿元,2020,601,A
            gdp,亿元,2020,601,B
            """
        ).messages
        #expect(messages.count == 2)
        #expect(messages.first == "f.csv:3:13: warning: 'gdp 2020' repeats f.csv:2:13")
        #expect(
            messages.last?.hasPrefix("f.csv:4:13: error: 'gdp 2020' is 601 亿元 here and 600 亿元 at f.csv:2:13")
                == true)
    }
}
