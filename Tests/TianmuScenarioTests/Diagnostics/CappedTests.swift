import Testing
import TianmuModel
import TianmuScenario

/// What is printed where one fault stands in every row.
@Suite struct CappedTests {
    private func fault(_ line: Int, _ text: String) -> Diagnostic {
        .error(LocalizedText(text), at: SourcePosition(file: "p.csv", line: line, column: 3))
    }

    @Test("Of one kind ten are shown and the others counted, whatever else stands between")
    func many() {
        let values = (2...377).map { fault($0, "value 'x\($0)' is not a finite number") }
        let other = fault(5, "the name of the series is missing")
        let shown = (values.prefix(3) + [other] + values.dropFirst(3)).capped()
        #expect(shown.count == 12)
        #expect(shown[3] == other)
        #expect(shown[10] == values[9])
        #expect(shown[11].text(.en) == "p.csv: error: 366 more of this kind, down to line 377")
        #expect(shown[11].text(.zh) == "p.csv: 错误: 同类问题另有 366 处，至第 377 行")
    }

    @Test("A few are all shown: eleven too, and more of other files or other words")
    func few() {
        let eleven = (2...12).map { fault($0, "'\($0)' is not a year from 0 to 9999") }
        #expect(eleven.capped() == eleven)
        let files = (1...30).map {
            Diagnostic.error(LocalizedText("empty"), at: SourcePosition(file: "\($0).csv"))
        }
        #expect(files.capped() == files)
    }
}
