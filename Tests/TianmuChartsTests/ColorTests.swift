import Testing

@testable import TianmuCharts

@Suite("Colours")
struct ColorTests {
    /// WCAG 2.2, success criterion 1.4.3 for words and 1.4.11 for shapes.
    private let leastForText = 4.5
    private let leastForShapes = 3.0

    @Test("Contrast agrees with the examples of WCAG: 21 for black on white, 4.48 for #777777, 4.54 for #767676")
    func contrast() {
        let white = Color(0xFFFFFF)
        #expect(abs(Color(0).contrast(with: white) - 21) < 1e-12)
        #expect(abs(white.contrast(with: Color(0x777777)) - 4.48) < 0.005)
        #expect(abs(Color(0x767676).contrast(with: white) - 4.54) < 0.005)
        #expect(white.contrast(with: white) == 1)
        #expect(abs(Color(0x777777).lightness - 50.03) < 0.01)
        #expect(Color(0xABC).hex == "#000abc")
    }

    private let paints: [Paint] =
        [.ink, .muted, .guide, .accent, .median, .band(0), .band(2)] + (0..<4).map { .category($0) }

    @Test("All words reach 4.5:1 on the paper and on zones, in light and in dark mode", arguments: Palette.allCases)
    func words(palette: Palette) {
        for paint in paints {
            for ground in [Paint.paper, .zone] {
                let contrast = palette.textColor(paint).contrast(with: palette.color(ground))
                #expect(contrast >= leastForText, "\(paint) on \(ground): \(contrast)")
            }
        }
        for step in 0..<Paint.sequentialSteps {
            let contrast = palette.textColor(.onSequential(step)).contrast(with: palette.color(.sequential(step)))
            #expect(contrast >= leastForText, "step \(step): \(contrast)")
        }
    }

    @Test("Lines and points reach 3:1 on the paper, the median on the innermost band too", arguments: Palette.allCases)
    func shapes(palette: Palette) {
        for paint in [.ink, .guide, .accent, .median] + (0..<4).map({ Paint.category($0) }) {
            #expect(palette.color(paint).contrast(with: palette.color(.paper)) >= leastForShapes, "\(paint)")
        }
        #expect(palette.color(.median).contrast(with: palette.color(.band(2))) >= leastForShapes)
    }

    @Test("Bands and heat map steps differ in greyscale, always in the same direction", arguments: Palette.allCases)
    func steps(palette: Palette) {
        let sign = palette == .light ? -1.0 : 1
        let bands = ([Paint.paper] + (0..<3).map { .band($0) }).map { palette.color($0).lightness }
        for (outer, inner) in zip(bands, bands.dropFirst()) { #expect((inner - outer) * sign >= 7) }
        let cells = (0..<Paint.sequentialSteps).map { palette.color(.sequential($0)).lightness }
        for (less, more) in zip(cells, cells.dropFirst()) { #expect((more - less) * sign >= 4) }
    }

    @Test("Numbers beyond a palette wrap round or stop at its end")
    func beyond() {
        #expect(Palette.light.color(.category(4)) == Palette.light.color(.category(0)))
        #expect(Palette.light.color(.category(-1)) == Palette.light.color(.category(3)))
        #expect(Palette.light.color(.band(9)) == Palette.light.color(.band(2)))
    }
}
