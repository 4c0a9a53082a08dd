import Testing
import TianmuModel

@testable import TianmuScenario

private let symbols = [
    ("gdp", "亿元"), ("tax", "万元"), ("income", "元"), ("people", "万人"), ("heads", "人"), ("firms", "家"),
    ("rate", "percent"), ("share", "ratio"), ("cpi", "2020=100"), ("coal", "万吨标准煤"), ("patents", "件"),
    ("usd", "亿美元"),
]

private let conversions: [(String, String, Double)] = [
    // gdp 600 亿元, tax 100 万元, income 5 元, people 60 万人, heads 3, firms 4, rate 7, share 0.5, cpi 110,
    // coal 2 万吨标准煤, patents 30 件, usd 8 亿美元.
    ("gdp / people", "万元", 10.0), ("gdp / heads", "万元", 2_000_000), ("gdp / people", "元/人", 100_000),
    ("gdp / people", "万元/人", 10), ("income * people", "亿元", 0.03), ("income * people", "万元", 300),
    ("gdp + tax", "亿元", 600.01), ("tax + gdp", "亿元", 600.01), ("tax + gdp", "万元", 6_000_100),
    ("gdp - tax - income", "亿元", 599.98999995), ("gdp * (1 + rate/100)", "万元", 6_420_000),
    ("min(gdp, tax)", "亿元", 0.01), ("max(tax, gdp)", "万元", 6_000_000), ("mean(gdp, tax)", "亿元", 300.005),
    ("if(gdp > tax, gdp, tax)", "亿元", 600), ("if(tax < gdp, tax, gdp)", "万元", 100),
    ("if(gdp >= 61000 * tax, 1, 0)", "ratio", 0), ("if(gdp == tax * 60000, 1, 0)", "ratio", 1),
    ("tax / gdp", "ratio", 1.6666666666666667e-05), ("tax / gdp * 100", "percent", 0.0016666666666666668),
    ("gdp + 5", "亿元", 605),
    ("5 + gdp", "万元", 6_050_000), ("gdp ^ 2 / gdp", "亿元", 600), ("gdp ^ -1 * gdp ^ 2", "万元", 6e6),
    ("coal / gdp", "吨标准煤/万元", 0.0033333333333333335), ("patents / people", "件/万人", 0.5),

    ("heads + people", "万人", 60.0003), ("firms / people", "ratio", 6.666666666666667e-06),
    ("income * people / gdp * 100", "percent", 0.005), ("sqrt(gdp * tax * 60000)", "元", 600e8),
    ("sqrt(gdp)^2", "万元", 600),
    ("exp(log(gdp))", "万元", 600), ("gdp * exp(rate - 7)", "万元", 6e6), ("900", "亿元", 900),
    ("growth(gdp)", "percent", 0),
    ("rate + share", "percent", 7.5), ("gdp / cpi * 100", "亿元", 545.4545454545454), ("rate", "points", 7),
    ("gdp", "万元", 6e6),
    ("gdp / (people * income)", "ratio", 2e4), ("abs(0 - gdp)", "万元", 6e6), ("gdp * (not share)", "亿元", 0),
]

private let clashes: [(String, String, Int, String)] = [
    (
        "income + rate", "元", 7,
        "'元' and 'percent' cannot be added or compared; a rate multiplies, as in x * (1 + p/100)"
    ),
    ("gdp + people", "亿元", 4, "'亿元' and '万人' cannot be added or compared"),
    (
        "gdp - income * people", "亿元", 4,
        "'亿元' and '元·人' cannot be added or compared; give one of them an indicator of its own, with its unit"
    ),
    ("gdp + usd", "亿元", 4, "'亿元' and '亿美元' cannot be added or compared"),
    (
        "heads + firms", "人", 6,
        "'人' and '家' cannot be added or compared; give one of them an indicator of its own, with its unit"
    ),
    ("1 + (gdp > people)", "ratio", 9, "'亿元' and '万人' cannot be added or compared"),
    (
        "min(gdp, rate)", "亿元", 0,
        "'亿元' and 'percent' cannot be added or compared; a rate multiplies, as in x * (1 + p/100)"
    ),
    ("if(1, gdp, people)", "亿元", 0, "'亿元' and '万人' cannot be added or compared"),
    ("2 ^ gdp", "ratio", 2, "an exponent must be a pure number, not '亿元'"),
    ("growth(gdp)", "元", 0, "the formula gives 'pure number' but the indicator's unit is '元'"),
    ("gdp", "percent", 0, "the formula gives '亿元' but the indicator's unit is 'percent'"),
    ("gdp / people", "percent", 0, "the formula gives '元/人' but the indicator's unit is 'percent'"),
    ("firms", "人", 0, "the formula gives '家' but the indicator's unit is '人'"),
    ("people", "percent", 0, "the formula gives '万人' but the indicator's unit is 'percent'"),
    ("gdp ^ 2", "亿元", 0, "the formula gives '元^2' but the indicator's unit is '亿元'"),
    ("usd", "亿元", 0, "the formula gives '亿美元' but the indicator's unit is '亿元'"),
    ("patents / people", "件", 0, "the formula gives '件/人' but the indicator's unit is '件'"),
    ("1 / gdp", "亿元", 0, "the formula gives '1/元' but the indicator's unit is '亿元'"),
]

@Suite struct FormulaUnitTests {
    /// Scale factors are decimal, rounded once or twice.
    private let tolerance = 1e-14

    @Test(
        "Scales are converted on the way to the declared unit",
        arguments: conversions)
    func converts(text: String, unit: String, expected: Double) throws {
        let compiled = try compile(text, to: unit, symbols: symbols)
        let values: [Double] = [600, 100, 5, 60, 3, 4, 7, 0.5, 110, 2, 30, 8]
        let result = compiled.evaluate(compiled.inputs.map { [values[$0.slot]] }, count: 1)[0]
        #expect(abs(result - expected) <= tolerance * max(1, abs(expected)), "\(result)")
    }

    @Test(
        "Units that do not fit are told at the operator",
        arguments: clashes)
    func refuses(text: String, unit: String, offset: Int, message: String) throws {
        #expect(try check(text, to: unit, symbols: symbols).messages == ["s.yaml:3:\(10 + offset): error: \(message)"])
    }

    @Test("Two clashes are both told, one inside growth() once")
    func twoClashes() throws {
        let messages = try check("growth(gdp + people) + (tax + rate) / tax", to: "percent", symbols: symbols).messages
        #expect(messages.map { $0.prefix { $0 != " " } } == ["s.yaml:3:21:", "s.yaml:3:38:"])
    }

    @Test("Absurd powers lose the unit instead of trapping")
    func absurdPowers() throws {
        var text = "gdp"
        for _ in 0..<60 { text = "(\(text))^99" }
        #expect(try check(text, to: "亿元", symbols: symbols).messages == [])
    }

    @Test("The factor of one costs no step")
    func noStep() throws {
        #expect(try compile("gdp / people", to: "万元", symbols: symbols).instructions.count == 1)
        #expect(try compile("gdp / heads", to: "万元", symbols: symbols).instructions.count == 2)
    }
}
