import Testing

@testable import TianmuCharts

@Suite("Scales and ticks")
struct ScaleTests {
    private func axis(_ axis: Axis, _ values: [Double], keepsZero: Bool = false) -> ResolvedAxis {
        var extent = Extent()
        for value in values { extent.include(value) }
        extent.keepsZero = keepsZero
        return ResolvedAxis(axis, covering: extent, tickCount: 5)
    }

    @Test("Ticks are 1, 2 or 5 times a power of ten, four to seven of them, and enclose the data")
    func roundTicks() {
        for exponent in -3...6 {
            for index in 0..<40 {
                let unit = (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 }
                let low = (Sample.wave(index, 1) - 0.5) * 20 * unit
                let high = low + (0.2 + Sample.wave(index, 2)) * 9 * unit
                let resolved = axis(.linear(), [low, high])
                let ticks = resolved.ticks()
                #expect((4...7).contains(ticks.count), "\(low) \(high): \(ticks.map(\.label))")
                #expect(resolved.low <= low && resolved.high >= high)
                var mantissa = (resolved.step ?? 0) / unit
                while mantissa < 0.999 { mantissa *= 10 }
                while mantissa > 9.99 { mantissa /= 10 }
                #expect([1, 2, 5].contains { abs($0 - mantissa) < 1e-9 }, "step \(mantissa)")
            }
        }
    }

    @Test("A line chart's axis may start above zero, a bar chart's holds zero even against its domain")
    func barsHoldZero() {
        #expect(axis(.linear(), [540, 960]).low == 500)
        #expect(axis(.linear(), [540, 960], keepsZero: true).low == 0)
        #expect(axis(.linear(domain: 50...100), [60], keepsZero: true).low == 0)
        #expect(axis(.linear(), [-40, -10], keepsZero: true).high == 0)
    }

    @Test(
        "Labels of one axis share their decimals, and have commas from ten thousand on",
        arguments: [
            ([0, 0.5, 1], ["0.0", "0.5", "1.0"]), ([500, 1000], ["500", "1000"]),
            ([5000, 10000, 15000], ["5,000", "10,000", "15,000"]), ([-0.2, 0, 0.2], ["−0.2", "0.0", "0.2"]),
            ([0, 1e13], ["0", "1×10¹³"]),
        ] as [([Double], [String])])
    func tickLabels(values: [Double], labels: [String]) {
        #expect(Ticks.labels(values) == labels)
    }

    @Test("Years keep the last one when there is no room for all, and never have commas")
    func years() {
        #expect(Ticks.years(low: 2018, high: 2025, maximum: 8).count == 8)
        #expect(Ticks.years(low: 2018, high: 2025, maximum: 4) == [2019, 2021, 2023, 2025])
        #expect(Ticks.years(low: 1949, high: 2025, maximum: 9) == [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020])
        #expect(axis(.years, [12018, 12020]).ticks(maximum: 9).map(\.label) == ["12018", "12019", "12020"])
        #expect(axis(.years, [2020]).ticks(maximum: 9).map(\.label) == ["2020"])
    }

    @Test("A log scale gives equal ratios equal lengths, and refuses what is not positive")
    func logScale() throws {
        let scale = PositionScale(axis(.log(note: "log", domain: 1...1000), []), start: 0, end: 300)
        #expect(abs(try #require(scale.position(10)) - 100) < 1e-9)
        #expect(abs(try #require(scale.position(100)) - 200) < 1e-9)
        #expect(scale.position(0) == nil)
        #expect(scale.position(-1) == nil)
        #expect(Ticks.logarithmic(low: 0.9, high: 110, count: 5) == [1, 2, 5, 10, 20, 50, 100])
        #expect(Ticks.logarithmic(low: 0.9, high: 1.1e5, count: 5) == [1, 10, 100, 1000, 1e4, 1e5])
    }

    @Test("Nothing that is not finite gets a position, whatever the axis")
    func notFinite() {
        for kind in [Axis.linear(), .log(note: "log"), .years, .names(["a", "b"])] {
            let scale = PositionScale(axis(kind, [1, 2]), start: 0, end: 100)
            #expect(scale.position(.nan) == nil)
            #expect(scale.position(.infinity) == nil)
        }
        #expect(axis(.linear(), [.nan, .infinity]).isEmpty)
        #expect(axis(.linear(), [-1e308, 1e308]).ticks().isEmpty)
    }

    @Test("Equal values stand in the middle of their axis")
    func equalValues() throws {
        for value in [5.0, 0, -3e6] {
            let scale = PositionScale(axis(.linear(), [value, value]), start: 0, end: 100)
            #expect(abs(try #require(scale.position(value)) - 50) < 1e-6)
        }
    }

    @Test("Rows of a group stand below a heading that takes a row of its own")
    func groups() {
        let slots = [Axis.Slot("a", group: "A"), .init("b", group: "A"), .init("c", group: "B"), .init("d")]
        let offsets = PositionScale.slotOffsets(slots)
        #expect(offsets.middles == [1.5, 2.5, 4.5, 5.5])
        #expect(offsets.headings == [0.5, nil, 3.5, nil])
        #expect(offsets.total == 6)
    }

    @Test(
        "Numbers have a real minus, ties away from zero, and no negative zero",
        arguments: [
            (-0.04, 1, "0.0"), (-1.25, 1, "−1.3"), (16384, 0, "16,384"), (9999, 0, "9999"),
            (1234567.891, 2, "1,234,567.89"),
            (.nan, 1, "–"), (0.5, 0, "1"), (1e17, 0, "1×10¹⁷"),
        ] as [(Double, Int, String)])
    func numbers(value: Double, decimals: Int, text: String) {
        #expect(NumberText.fixed(value, decimals: decimals) == text)
    }

    @Test(
        "Powers of ten are written with at most three digits",
        arguments: [(1.25e15, "1.25×10¹⁵"), (-9.999e12, "−1×10¹³"), (2e-7, "2×10⁻⁷"), (0, "0")] as [(Double, String)])
    func scientific(value: Double, text: String) {
        #expect(NumberText.scientific(value) == text)
    }
}
