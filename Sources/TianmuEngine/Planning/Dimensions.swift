import TianmuScenario

/// Which dimension of the point source each random number of a draw comes from.
///
/// Stable under what-ifs, so that scenarios with one seed share draws: a series keeps its dimensions when its model,
/// or any other series' model, changes, and when series are added after it; links and shocks have dimensions by name.
package struct Dimensions: Equatable, Sendable {
    /// Parameter normals beyond these go to the named dimensions.
    static let parameterPlaces = 4
    /// Named dimensions begin here: far beyond the table of direction numbers, so that they are Philox streams.
    static let firstNamed = 1 << 20

    let grid: YearGrid
    /// Of each slot its place among those that have a model.
    private let place: [Int: Int]
    private let ids: [String]

    package init(grid: YearGrid, modelledSlots: [Int], ids: [String]) {
        self.grid = grid
        self.ids = ids
        self.place = Dictionary(uniqueKeysWithValues: modelledSlots.sorted().enumerated().map { ($1, $0) })
    }

    /// The innovation of a slot in a row of the grid.
    package func innovation(slot: Int, row: Int) -> Int {
        let first = (place[slot] ?? 0) * (Self.parameterPlaces + grid.count)
        // Forecast years count back from the last, so that a longer history in front moves nothing.
        return first + Self.parameterPlaces + (grid.count - 1 - row)
    }

    /// Parameter normal `index` of the model whose first slot this is.
    package func parameter(slot: Int, index: Int) -> Int {
        guard index < Self.parameterPlaces else {
            return Self.named("parameter \(index) of \(ids[slot])")
        }
        return (place[slot] ?? 0) * (Self.parameterPlaces + grid.count) + index
    }

    /// How many dimensions without a name a plan uses, beginning with 0.
    package static func unnamedCount(of plan: Plan) -> Int {
        plan.models.reduce(0) { $0 + $1.slots.count } * (parameterPlaces + plan.grid.count)
    }

    /// The dimension of anything that has a name.
    package static func named(_ name: String) -> Int {
        let hash = UInt64(Digest.fnv1a(name.utf8), radix: 16) ?? 0
        return firstNamed + Int(hash % (1 << 31))
    }
}
