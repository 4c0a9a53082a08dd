import TianmuBacktest
import TianmuCharts
import TianmuModel

/// How a model's line looks, the same in every chart of one backtest.
struct ModelLook {
    var paint: Paint
    var dash: Dash
    var marker: Marker?

    /// More models than these have plots of their own, in every chart of the backtest.
    static let overlaidLimit = 4
    /// Of the one model in a plot of its own.
    static let alone = ModelLook(paint: .category(0), dash: .solid, marker: .circle)

    /// Not the pattern of rules, which is dashed.
    private static let dashes: [Dash] = [.solid, .longDash, .dotted, .dashDot]

    /// Whether the models share plots.
    static func isOverlaid(in backtest: Backtest) -> Bool { backtest.results.count <= overlaidLimit }

    /// Drift, against which the others are held, is a plain grey line; they take the categories in their order.
    static func look(of model: ModelID, in backtest: Backtest) -> ModelLook {
        guard model != BacktestMethods.referenceID else {
            return ModelLook(paint: .muted, dash: .solid, marker: nil)
        }
        let others = backtest.results.map(\.id).filter { $0 != BacktestMethods.referenceID }
        let place = others.firstIndex(of: model) ?? 0
        return ModelLook(
            paint: .category(place), dash: dashes[place % dashes.count],
            marker: Marker.allCases[place % Marker.allCases.count])
    }
}

extension LineMark {
    /// A line in a model's look.
    init(x: [Double], y: [Double], look: ModelLook, label: String = "") {
        self.init(x: x, y: y, paint: look.paint, dash: look.dash, marker: look.marker, label: label)
    }
}
