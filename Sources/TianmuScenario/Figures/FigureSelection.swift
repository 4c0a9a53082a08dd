import TianmuModel

/// What is known of one indicator on one day, in one unit.
package struct FigureSelection: Equatable, Sendable {
    /// A figure and its value in the unit that was asked for.
    package struct Reading: Equatable, Sendable {
        package var value: Double
        package var figure: Figure
    }

    /// The level of one year: the vintage that stands, and those that it replaced.
    package struct Level: Equatable, Sendable {
        package var year: Int
        /// In the unit that was asked for.
        package var value: Double
        package var figure: Figure
        /// Earlier vintages of the same year, latest first.
        package var superseded: [Reading]
    }

    /// In order of year, one a year.
    package var levels: [Level] = []
    /// "Over 600" and the like, in order of year: never a level.
    package var bounds: [Reading] = []
    /// How many figures are left out because they were not known by the day asked for.
    package var hiddenCount = 0
    /// Figures that do not convert (errors), bounds that contradict a level (warnings).
    package var diagnostics: [Diagnostic] = []

    package init() {}

    /// The levels as a growth model takes them.
    package var history: History {
        History(
            levels.map {
                Observation(year: $0.year, value: $0.value, isProvisional: $0.figure.kind != .actual)
            })
    }

    /// What to say if figures are left out: "3 later figures are not used"; `nil` if none is.
    package var hiddenMessage: LocalizedText? {
        switch hiddenCount {
        case 0: nil
        case 1: LocalizedText(zh: "有 1 个较晚发布的数字未使用", en: "1 later figure is not used")
        default: LocalizedText(zh: "有 \(hiddenCount) 个较晚发布的数字未使用", en: "\(hiddenCount) later figures are not used")
        }
    }
}
