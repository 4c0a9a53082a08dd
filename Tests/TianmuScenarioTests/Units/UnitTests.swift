import Testing
import TianmuModel
import TianmuScenario

@Suite struct UnitTests {
    @Test(
        "Units that measure the same convert",
        arguments: [
            (595.0, "亿元", "万元", 5_950_000.0), (5_950_000, "万元", "亿元", 595), (1, "亿元", "元", 1e8),
            (3, "百万元", "万元", 300), (2.5, "亿美元", "万美元", 25000), (59.5, "万人", "人", 595_000),
            (1.2, "千人", "人", 1200), (15, "亩", "公顷", 1), (1, "平方公里", "公顷", 100), (2, "万吨", "吨", 20000),
            (3, "万吨标准煤", "吨标准煤", 30000), (1, "亿千瓦时", "万千瓦时", 10000), (4, "100 million yuan", "亿元", 4),
            (7, "%", "percent", 7), (1.6, "倍", "ratio", 1.6), (11, "万元/人", "元/人", 110_000), (1, "CNY", "元", 1),
            (12, "件/万人", "件/人", 0.0012),
        ])
    func converts(value: Double, from: String, to: String, expected: Double) throws {
        let result = try Unit.convert(value, from: Unit(parsing: from), to: Unit(parsing: to))
        #expect(abs(result - expected) <= 4 * expected.ulp)
    }

    @Test(
        "Units that measure different things do not convert",
        arguments: [
            ("元", "percent"), ("人", "家"), ("家", "个"), ("件", "个"), ("户", "人"), ("percent", "ratio"),
            ("ratio", "percent"), ("2020=100", "2015=100"), ("2020=100", "index"), ("percent", "points"),
            ("points", "points per year"), ("亿元", "亿美元"), ("元", "元/人"), ("吨", "吨标准煤"), ("%", "‰"),
            ("岁", "人"),
        ])
    func refuses(from: String, to: String) throws {
        let source = try Unit(parsing: from)
        let target = try Unit(parsing: to)
        let error = #expect(throws: UnitMismatch.self) { try Unit.convert(1, from: source, to: target) }
        #expect(error?.message.en.contains("'\(from)' does not convert to '\(to)'") == true)
    }

    @Test("The refusal between percent and ratio says what to write")
    func adviceForPercent() throws {
        let (percent, ratio) = (try Unit(parsing: "percent"), try Unit(parsing: "ratio"))
        let error = #expect(throws: UnitMismatch.self) { try Unit.convert(1, from: percent, to: ratio) }
        #expect(error?.message.en.contains("write /100 or *100 in a formula") == true)
        #expect(error?.message.zh.contains("/100") == true)
    }

    @Test(
        "Names for charts are natural in both languages",
        arguments: [
            ("亿元", "亿元", "100 million yuan"), ("万元", "万元", "10,000 yuan"), ("元", "元", "yuan"),
            ("人", "人", "people"), ("万人", "万人", "10,000 people"), ("percent", "%", "%"), ("ratio", "比值", ""),
            ("2020=100", "2020年=100", "2020 = 100"), ("points", "百分点", "percentage points"), ("CNY", "元", "yuan"),
            ("元/人", "元/人", "yuan per person"), ("百万元", "百万元", "million yuan"), ("家", "家", "firms"),
        ])
    func names(symbol: String, zh: String, en: String) throws {
        let unit = try Unit(parsing: symbol)
        #expect(unit.displayName(.zh) == zh)
        #expect(unit.displayName(.en) == en)
        #expect(unit.symbol == symbol)
    }

    @Test("The English name of a measure reads back as the same unit", arguments: ["亿元", "万吨标准煤", "件/万人", "户"])
    func namesReadBack(symbol: String) throws {
        let unit = try Unit(parsing: symbol)
        #expect(try Unit(parsing: unit.displayName(.en)).isSame(as: unit))
    }

    @Test(
        "An unknown unit names its nearest neighbour",
        arguments: [("亿圆", "亿元"), ("percant", "percent"), ("万员", "万元"), ("ratoi", "ratio"), ("pionts", "points")])
    func unknown(symbol: String, nearest: String) {
        let error = #expect(throws: UnknownUnit.self) { try Unit(parsing: symbol) }
        #expect(error?.message.en == "unknown unit '\(symbol)'; did you mean '\(nearest)'?")
    }

    @Test(
        "Half-right symbols are no units",
        arguments: ["", " ", "/", "元/", "/人", "2020=", "2020=1", "0=100", "万", "元元", "元/人/人", "百分"])
    func malformed(symbol: String) {
        #expect(throws: UnknownUnit.self) { try Unit(parsing: symbol) }
    }

    @Test("Blanks around a symbol do not matter")
    func trims() throws {
        #expect(try Unit(parsing: " 亿元\u{3000}") == Unit(parsing: "亿元"))
    }

    @Test("Dimensions multiply and divide")
    func dimensions() throws {
        let money = Unit.Dimension(.yuan)
        let people = Unit.Dimension(.person)
        #expect(money / people * people == money)
        #expect((money / money).isNone)
        #expect((money / people).withoutCounts == money)
        #expect(money.power(2).exponents == [.yuan: 2])
        #expect(try Unit(parsing: "元/人").dimension == money / people)
    }
}
