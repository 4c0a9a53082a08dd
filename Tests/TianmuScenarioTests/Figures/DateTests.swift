import Testing
import TianmuScenario

@Suite struct DateTests {
    @Test("Days that exist are read and written", arguments: ["2021-03-01", "2020-02-29", "2000-02-29", "0001-12-31"])
    func reads(text: String) throws {
        #expect(try #require(CalendarDate(text)).description == text)
    }

    @Test(
        "Days that do not exist and other spellings are refused",
        arguments: [
            "2021-02-29", "1900-02-29", "2021-13-01", "2021-00-10", "2021-04-31", "2021-4-3", "0000-01-01", "2021",
            "2021-03", "2021/03/01", "21-03-01", "2021-03-01x", "+021-03-01", "２０２１-03-01", "", "2021-03-01-01",
        ])
    func refuses(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("Dates order by year, month, day")
    func orders() throws {
        let texts = ["2021-03-01", "2020-12-31", "2021-02-28", "2021-03-02"]
        let sorted = try texts.map { try #require(CalendarDate($0)) }.sorted().map(\.description)
        #expect(sorted == ["2020-12-31", "2021-02-28", "2021-03-01", "2021-03-02"])
    }

    @Test(
        "A publication date counts from the end of what is written",
        arguments: [
            ("2023-02-15", "2023-02-15"), ("2023-02", "2023-02-28"), ("2024-02", "2024-02-29"), ("2023", "2023-12-31"),
            ("2023-12", "2023-12-31"), ("", "2021-12-31"),
        ])
    func knownFrom(text: String, expected: String) throws {
        let published = try #require(PublicationDate(text))
        #expect(published.knownFrom(figureYear: 2020).description == expected)
        #expect(published.isAssumed == text.isEmpty)
    }

    @Test(
        "A publication date that does not exist is refused", arguments: ["2023-13", "2023-02-30", "0000", "soon", "23"])
    func refusesPublication(text: String) {
        #expect(PublicationDate(text) == nil)
    }
}
