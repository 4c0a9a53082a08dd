/// The years in which several histories all have a value.
public struct AlignedHistory: Equatable, Sendable {
    /// In order.
    public let years: [Int]
    /// For each history its values in these years.
    public let values: [[Double]]

    public init(_ histories: [History]) {
        let tables = histories.map { history in
            Dictionary(history.observations.map { ($0.year, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        let years = (histories.first?.years ?? []).filter { year in tables.allSatisfy { $0[year] != nil } }
        self.years = years
        self.values = tables.map { table in years.compactMap { table[$0] } }
    }

    /// From each year to the next: the place of the later, and how many years passed.
    public var steps: [(place: Int, years: Double)] {
        years.indices.dropFirst().map { ($0, Double(years[$0] - years[$0 - 1])) }
    }
}

extension FitContext {
    /// A driver that the model cannot do without, and its index.
    /// - Throws: ``ModelRefusal/other(_:)`` if it is not given.
    public func requireDriver(_ role: String) throws(ModelRefusal) -> (index: Int, context: DriverContext) {
        guard let index = driverIndex(role) else {
            throw .other(
                LocalizedText(zh: "缺少驱动指标“\(role)”（drivers）", en: "the driver '\(role)' is missing ('drivers')"))
        }
        return (index, drivers[index])
    }
}

extension History {
    /// Refuses values that are not above zero, where a model takes logarithms.
    /// - Throws: ``ModelRefusal/notPositive(indicator:year:value:)``.
    public func requirePositive(_ indicator: IndicatorID) throws(ModelRefusal) {
        if let bad = observations.first(where: { !($0.value > 0) }) {
            throw .notPositive(indicator: indicator, year: bad.year, value: bad.value)
        }
    }
}
