import Foundation
import Testing

@testable import TianmuCharts

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("SVG")
struct SVGTests {
    @Test("Every sample is well-formed XML and has no more than two decimals in a number", arguments: Sample.all)
    func wellFormed(sample: Sample) throws {
        let svg = sample.chart.svg()
        #expect(XMLParser(data: Data(svg.utf8)).parse())
        let attributes = try Regex(#" (?:x|y|d|cx|cy|r|dy|width|height|viewBox)="([^"]*)""#)
        let decimals = try Regex(#"\.\d*0(?!\d)|\.\d{3}"#)
        for match in svg.matches(of: attributes) {
            let value = match.output[1].substring.map(String.init) ?? ""
            #expect(!value.contains(decimals), "\(value)")
        }
        for word in ["<script", "nan", "e-1"] { #expect(!svg.contains(word)) }
    }

    @Test("The same value gives the same bytes", arguments: Sample.all)
    func deterministic(sample: Sample) {
        let copy = sample.chart
        #expect(copy.svg() == sample.chart.svg())
    }

    @Test("A listener finds title, description and table by their ids")
    func accessible() throws {
        let svg = Sample.fan(isChinese: true).svg(SVGOptions(idPrefix: "grp"))
        #expect(svg.contains("role=\"img\" aria-labelledby=\"grp-title grp-desc\" lang=\"zh-CN\""))
        #expect(svg.contains("<title id=\"grp-title\">地区生产总值"))
        #expect(svg.contains("<desc id=\"grp-desc\">折线与扇形图"))
        #expect(svg.contains("<h:td>868</h:td>"))
    }

    @Test("Every id, class and reference is the chart's own, so that two charts can share a page")
    func prefixes() throws {
        var chart = Sample.fan(isChinese: false)
        chart.panels[0].y.domain = 500...800
        let svg = chart.svg(SVGOptions(idPrefix: "a b"))
        for match in svg.matches(of: try Regex(#"(?:id="|url\(#)([^")]*)"#)) {
            #expect(match.output[1].substring?.hasPrefix("a-b-") == true)
        }
        #expect(svg.contains("url(#a-b-clip0)"))
        let style = svg.split(separator: "<style>")[1].split(separator: "</style>")[0]
        for line in style.split(separator: "\n") where line != "}" && !line.hasPrefix("@media") {
            #expect(line.hasPrefix(".a-b"), "\(line)")
        }
        #expect(chart.svg(SVGOptions(idPrefix: "1")).contains("class=\"c1\""))
        #expect(chart.svg(SVGOptions(idPrefix: "")).contains("class=\"c\""))
    }

    @Test("Classes that are used have a rule, in light and in dark mode", arguments: Sample.all)
    func classes(sample: Sample) throws {
        let svg = sample.chart.svg()
        let halves = svg.split(separator: "@media")
        for match in svg.matches(of: try Regex(#"class="([^"]*)""#)) {
            for name in (match.output[1].substring ?? "").split(separator: " ") where name != "chart" {
                #expect(halves[0].contains(".\(name){"), "\(name)")
                let isColour = name.contains("-") && !name.hasPrefix("d-") && !name.hasPrefix("w")
                #expect(!isColour || halves[1].contains(".\(name){"), "\(name)")
            }
        }
    }

    @Test("One palette alone is written on request", arguments: Palette.allCases)
    func onePalette(palette: Palette) {
        let svg = Sample.fan(isChinese: true).svg(SVGOptions(palette: palette))
        #expect(!svg.contains("@media"))
        #expect(svg.contains(".paper{fill:\(palette.color(.paper).hex)}"))
    }

    @Test("Signs that mean something to XML, and those that it forbids, are made harmless")
    func escaping() {
        #expect(escapedForXML("<a & 'b'>\"\u{1}\u{FFFF}é\n") == "&lt;a &amp; &#39;b&#39;&gt;&quot;\u{FFFD}\u{FFFD}é\n")
        let table = DataTable(columns: ["<c>"], rows: [["&"]])
        let svg = Chart(title: "</title>", description: "]]>", panels: [], table: table, language: "\"").svg()
        #expect(XMLParser(data: Data(svg.utf8)).parse())
    }

    @Test(
        "Coordinates are short",
        arguments: [
            (1.0, "1"), (1.5, "1.5"), (-0.001, "0"), (2.006, "2.01"), (-3.14159, "-3.14"), (0.1, "0.1"), (.nan, "0"),
        ]
            as [(Double, String)])
    func coordinates(value: Double, text: String) {
        #expect(coordinate(value) == text)
    }
}
