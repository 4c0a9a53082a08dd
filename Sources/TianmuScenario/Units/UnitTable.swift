import TianmuModel

/// The units that have a name. A new one is a new line here.
enum UnitTable {
    /// A unit that is measured or counted; takes every ``Prefix``.
    struct Measure {
        /// The first is the one shown in Chinese.
        var symbols: [String]
        var base: Unit.Dimension.Base
        var scale: Double = 1
        /// The English name of one, and of many.
        var one: String
        var many: String

        init(_ symbols: [String], _ base: Unit.Dimension.Base, _ scale: Double = 1, one: String, many: String) {
            self.symbols = symbols
            self.base = base
            self.scale = scale
            self.one = one
            self.many = many
        }
    }

    static let measures: [Measure] = [
        Measure(["元", "人民币元", "CNY", "RMB"], .yuan, one: "yuan", many: "yuan"),
        Measure(["美元", "USD"], .dollar, one: "US dollar", many: "US dollars"),
        Measure(["欧元", "EUR"], .euro, one: "euro", many: "euros"),
        Measure(["人"], .person, one: "person", many: "people"),
        Measure(["户"], .household, one: "household", many: "households"),
        Measure(["家"], .firm, one: "firm", many: "firms"),
        Measure(["个"], .item, one: "item", many: "items"),
        Measure(["件"], .piece, one: "piece", many: "pieces"),
        Measure(["人次"], .visit, one: "visit", many: "visits"),
        Measure(["张"], .bed, one: "bed", many: "beds"),
        Measure(["岁"], .age, one: "year of age", many: "years of age"),
        Measure(["天", "日"], .time, 24, one: "day", many: "days"),
        Measure(["小时"], .time, one: "hour", many: "hours"),
        Measure(["米", "m"], .length, one: "metre", many: "metres"),
        Measure(["公里", "km"], .length, 1000, one: "kilometre", many: "kilometres"),
        Measure(["平方米", "m²"], .area, one: "square metre", many: "square metres"),
        Measure(["亩"], .area, 10000.0 / 15, one: "mu", many: "mu"),
        Measure(["公顷", "ha"], .area, 1e4, one: "hectare", many: "hectares"),
        Measure(["平方公里", "km²"], .area, 1e6, one: "square kilometre", many: "square kilometres"),
        Measure(["立方米", "m³"], .volume, one: "cubic metre", many: "cubic metres"),
        Measure(["公斤", "千克", "kg"], .mass, one: "kilogram", many: "kilograms"),
        Measure(["吨", "t"], .mass, 1000, one: "tonne", many: "tonnes"),
        Measure(
            ["吨标准煤", "吨标煤", "tce"], .coal, one: "tonne of coal equivalent", many: "tonnes of coal equivalent"),
        Measure(["千瓦时", "度", "kWh"], .electricity, one: "kilowatt hour", many: "kilowatt hours"),
    ]

    struct Prefix {
        var zh: String
        var en: String
        var factor: Double
    }

    static let prefixes: [Prefix] = [
        Prefix(zh: "百", en: "100", factor: 1e2),
        Prefix(zh: "千", en: "1,000", factor: 1e3),
        Prefix(zh: "万", en: "10,000", factor: 1e4),
        Prefix(zh: "十万", en: "100,000", factor: 1e5),
        Prefix(zh: "百万", en: "million", factor: 1e6),
        Prefix(zh: "千万", en: "10 million", factor: 1e7),
        Prefix(zh: "亿", en: "100 million", factor: 1e8),
        Prefix(zh: "十亿", en: "billion", factor: 1e9),
        Prefix(zh: "百亿", en: "10 billion", factor: 1e10),
        Prefix(zh: "千亿", en: "100 billion", factor: 1e11),
        Prefix(zh: "万亿", en: "trillion", factor: 1e12),
    ]

    struct Pure {
        var symbols: [String]
        var kind: Unit.Kind
        var name: LocalizedText
    }

    static let pureNumbers: [Pure] = [
        Pure(symbols: ["%", "％", "percent", "百分比"], kind: .percent, name: LocalizedText("%")),
        Pure(symbols: ["‰", "per mille"], kind: .perMille, name: LocalizedText("‰")),
        Pure(symbols: ["ratio", "比", "比值"], kind: .ratio, name: LocalizedText(zh: "比值", en: "")),
        Pure(symbols: ["倍", "times"], kind: .ratio, name: LocalizedText(zh: "倍", en: "times")),
        Pure(symbols: ["index", "指数"], kind: .index(baseYear: nil), name: LocalizedText(zh: "指数", en: "index")),
        Pure(
            symbols: ["上年=100", "previous year=100"], kind: .yearOnYearIndex,
            name: LocalizedText(zh: "上年=100", en: "previous year = 100")),
        Pure(
            symbols: ["points", "percentage points", "百分点", "个百分点"], kind: .points,
            name: LocalizedText(zh: "百分点", en: "percentage points")),
        Pure(
            symbols: ["points per year", "百分点/年"], kind: .pointsPerYear,
            name: LocalizedText(zh: "百分点/年", en: "percentage points per year")),
    ]

    /// Names worth proposing to somebody who mistyped one: the usual prefixes only.
    static let suggestions: [String] =
        ["元", "万元", "亿元", "percent", "ratio", "人", "万人", "index", "2020=100", "points", "points per year", "家"]
        + measures.flatMap { measure in measure.symbols + ["万\(measure.symbols[0])", "亿\(measure.symbols[0])"] }
        + pureNumbers.flatMap(\.symbols)
}
