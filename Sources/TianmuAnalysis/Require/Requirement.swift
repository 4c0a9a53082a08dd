import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// What it takes to meet each target.
package struct Requirements: Sendable {
    package var plan: Plan
    package var options: RequireOptions
    /// One for each target asked about.
    package var targets: [Requirement]
}

package struct RequireOptions: Sendable {
    /// How much more than the mean the first year of the front-loaded path takes, as a share of the mean: in 0...1.
    package var tilt: Double
    /// The probabilities that are aimed at. Of those that a summary holds: ``Simulation/probabilities``.
    package var chances: [Double]

    package init(tilt: Double = 0.5, chances: [Double] = [0.5, 0.8]) {
        self.tilt = tilt
        self.chances = chances
    }
}

/// What it takes to meet one target.
package struct Requirement: Sendable {
    /// How the target stands before anything is required.
    package enum Standing: String, Codable, Sendable {
        /// The target's year is known.
        case settled
        /// No level is known before the target's year.
        case noLevel = "no level"
        /// No rate leads from the last level to the target: one of them is 0 or below.
        case noRate = "no rate"
        /// The last level meets the target.
        case met
        case ahead
    }

    /// One year of the three paths that end at the target. Levels in the series' unit.
    package struct PathYear: Sendable {
        package var year: Int
        package var constant: Step
        package var front: Step
        package var back: Step
    }

    package struct Step: Sendable {
        package var change: YearlyChange
        package var level: Double
    }

    /// What the target takes from one year on.
    package struct Rung: Sendable {
        package var year: Int
        /// In the series' unit.
        package var level: Double
        /// True for the median of the forecast, false for what is known.
        package var isForecast: Bool
        package var required: YearlyChange?
        /// What the fastest tenth of the reference windows of the remaining length reached; `nil` with too few windows.
        package var reach: YearlyChange?

        package var isMet: Bool
        /// Whether ``required`` is no more than ``reach``.
        package var isWithinReach: Bool?
    }

    /// The constant change that a target has a given chance with.
    package struct Chance: Sendable {
        package var probability: Double
        /// Of the median path, from the last level to the target's year.
        package var required: YearlyChange
        /// Its Monte Carlo standard error, in the same unit.
        package var standardError: Double
        /// Beyond what the median path grows by itself; negative where there is room.
        package var extraPoints: Double
    }

    /// Index in the plan's targets.
    package var index: Int
    package var standing: Standing
    package var last: KnownLevel?
    package var outcome: KnownLevel?
    /// From the last level to the target.
    package var required: YearlyChange?
    /// Of the median of the forecast.
    package var expected: YearlyChange?
    package var path: [PathYear]
    package var rungs: [Rung]
    package var chances: [Chance]
    package var probability: Estimate
    /// Other regions over as many years.
    package var siblings: ReferenceClass
    /// The region itself over as many years.
    package var own: ReferenceClass

    /// The last known year from which the target was still within reach; `nil` if none was or none can be judged.
    package var lastYearWithinReach: Int? {
        rungs.last { !$0.isForecast && ($0.isMet || $0.isWithinReach == true) }?.year
    }

    /// Whether reach can be judged from any known year.
    package var isReachKnown: Bool { rungs.contains { !$0.isForecast && ($0.isMet || $0.isWithinReach != nil) } }
}
