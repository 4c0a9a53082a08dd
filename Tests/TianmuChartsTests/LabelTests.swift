import Testing

@testable import TianmuCharts

@Suite("Places of labels")
struct LabelTests {
    private func spread(_ wanted: [Double], _ heights: [Double], _ bounds: ClosedRange<Double>) -> [Double] {
        LabelSpreading.spread(wanted: wanted, heights: heights, gap: 0, within: bounds)
    }

    @Test("Labels that do not touch stay, two that touch part evenly, and the order holds")
    func simple() {
        #expect(spread([20, 60, 40], [10, 10, 10], 0...100) == [20, 60, 40])
        #expect(spread([50, 50], [10, 10], 0...100) == [45, 55])
        #expect(spread([52, 50, 90], [10, 10, 10], 0...100) == [56, 46, 90])
        #expect(spread([1, 2, 3], [10, 10, 10], 0...100) == [5, 15, 25])
        #expect(spread([], [], 0...1).isEmpty)
    }

    @Test("No feasible shift of the labels is better than the one found", arguments: 0..<20)
    func optimal(seed: Int) {
        let wanted = (0..<6).map { 100 * Sample.wave($0, seed) }
        let heights = (0..<6).map { 8 + 10 * Sample.wave($0, seed + 100) }
        let places = spread(wanted, heights, 0...100)
        let order = wanted.indices.sorted { wanted[$0] < wanted[$1] }
        func isFeasible(_ y: [Double]) -> Bool {
            let roundOff = 1e-9
            return zip(order, order.dropFirst()).allSatisfy {
                y[$1] - y[$0] >= (heights[$0] + heights[$1]) / 2 - roundOff
            }
                && order.allSatisfy { y[$0] >= heights[$0] / 2 - roundOff && y[$0] <= 100 - heights[$0] / 2 + roundOff }
        }
        func cost(_ y: [Double]) -> Double { zip(y, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        #expect(isFeasible(places), "seed \(seed)")
        // The problem is convex: a local optimum among shifts of neighbouring groups is the global one.
        for first in 0..<6 {
            for last in first..<6 {
                for step in [-0.01, 0.01] {
                    var moved = places
                    for rank in first...last { moved[order[rank]] += step }
                    #expect(!isFeasible(moved) || cost(moved) >= cost(places) - 1e-9, "seed \(seed)")
                }
            }
        }
    }

    @Test("A label leaves the side that a line or another label takes, and goes if all are taken")
    func sides() {
        let bounds = Rect(0, 0, 200, 200)
        let line = Shape(.path([Point(0, 80), Point(200, 80)]), .stroke(.ink, width: 1))
        let above = Rect(60, 60, 140, 95)
        func side(_ texts: [Rect], _ shapes: [Shape]) -> Rect? {
            var placer = LabelPlacer(bounds: bounds, texts: texts, shapes: shapes)
            return placer.place(width: 30, height: 13, beside: Point(100, 100), sides: [.above, .below], distance: 6)
        }
        #expect(side([], []) == Rect(85, 81, 115, 94))
        #expect(side([above], []) == Rect(85, 106, 115, 119))
        #expect(side([], [Shape(.path([Point(0, 85), Point(200, 85)]), line.style)]) == Rect(85, 106, 115, 119))
        #expect(side([bounds], []) == nil)
    }

    @Test("The length of a segment inside a box is exact")
    func clipping() {
        let box = Rect(0, 0, 10, 10)
        #expect(box.length(inside: Point(-5, 5), Point(15, 5)) == 10)
        #expect(abs(box.length(inside: Point(-5, -5), Point(5, 5)) - 50.0.squareRoot()) < 1e-12)
        #expect(box.length(inside: Point(20, 0), Point(20, 10)) == 0)
        #expect(box.length(inside: Point(-1, 12), Point(11, 12)) == 0)
    }

    @Test("Captions above a plot share a line unless they would touch")
    func header() {
        func item(_ left: Double, _ lines: Int = 1) -> HeaderStrip.Item {
            .init(lines: Array(repeating: "x", count: lines), left: left, width: 40, paint: .muted, isBold: false)
        }
        var strip = HeaderStrip()
        for next in [item(0), item(60), item(50, 2), item(0)] { strip.add(next) }
        #expect(strip.items.map(\.level) == [0, 0, 1, 1])
        #expect(strip.lineCount == 3)
    }
}
