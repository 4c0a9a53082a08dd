import Testing

@testable import TianmuCharts

@Suite("Words")
struct TextTests {
    @Test("Ideographs take 1 em and digits are tabular")
    func widths() {
        #expect(TextMetrics.width(of: "临安区，", size: 12) == 48)
        #expect(TextMetrics.width(of: "临安区", size: 12, isBold: true) == 36)
        let digits = (0...9).map { TextMetrics.width(of: String($0), size: 100) }
        #expect(Set(digits).count == 1)
        #expect(TextMetrics.width(of: "iiii", size: 10) < TextMetrics.width(of: "WW", size: 10))
        #expect(TextMetrics.width(of: "median", size: 10, isBold: true) > TextMetrics.width(of: "median", size: 10))
        #expect(TextMetrics.width(of: "", size: 10) == 0)
    }

    @Test("No line is wider than allowed, and no sign is lost", arguments: [30.0, 48, 60, 91, 140, 300])
    func wrapping(width: Double) {
        let text = "规划目标（2025年）：“迈上900亿元台阶”，占比提高5.5%、GRP per head above 160,000 yuan；extraordinarily。"
        let lines = TextMetrics.lines(of: text, width: width, size: 12)
        #expect(lines.allSatisfy { TextMetrics.width(of: $0, size: 12) <= width })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        #expect(!lines.contains { $0.isEmpty || $0.hasPrefix(" ") || $0.hasSuffix(" ") })
    }

    @Test(
        "No line begins with a closing sign or ends with an opening one", arguments: (6..<40).map { Double($0) * 6 })
    func punctuation(width: Double) {
        let text = "甲，乙。丙、丁；戊：己”庚）辛》壬（癸）“子”《丑》寅！卯？辰"
        let lines = TextMetrics.lines(of: text, width: width, size: 12)
        for line in lines {
            #expect(line.first.map { !"，。、；：”）》！？".contains($0) } ?? false, "\(lines)")
            #expect(line.last.map { !"（“《".contains($0) } ?? false, "\(lines)")
        }
    }

    @Test("Lines end between ideographs and at spaces, not within words, nor between a number and what it counts")
    func breaks() {
        #expect(TextMetrics.pieces(of: "取600亿元") == ["取", "600亿元"])
        #expect(TextMetrics.pieces(of: "一般") == ["一", "般"])
        #expect(TextMetrics.pieces(of: "plan target 16,384") == ["plan ", "target ", "16,384"])
        #expect(TextMetrics.pieces(of: "（甲）乙") == ["（甲）", "乙"])
        #expect(TextMetrics.lines(of: "one two", width: 1000, size: 12) == ["one two"])
        #expect(TextMetrics.lines(of: "one\ntwo", width: 1000, size: 12) == ["one", "two"])
        #expect(TextMetrics.lines(of: "", width: 10, size: 12).isEmpty)
    }

    @Test("A word wider than a line ends it after a hyphen, and anywhere only where it has none that helps")
    func hyphens() {
        #expect(TextMetrics.lines(of: "local-linear-trend", width: 80, size: 12) == ["local-linear-", "trend"])
        #expect(
            TextMetrics.lines(of: "a local-linear-trend", width: 60, size: 12) == ["a local-", "linear-", "trend"])
        #expect(TextMetrics.lines(of: "a well-known one", width: 1000, size: 12) == ["a well-known one"])
        #expect(TextMetrics.lines(of: "x-extraordinarily", width: 60, size: 12) == ["x-", "extraordin", "arily"])
    }
}
