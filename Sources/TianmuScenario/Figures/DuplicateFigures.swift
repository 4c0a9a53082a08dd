import TianmuModel

/// Finds figures that say the same thing twice.
enum DuplicateFigures {
    private struct Key: Hashable {
        var indicator: IndicatorID
        var region: String
        var year: Int
        var months: Int
        var kind: Figure.Kind
        var relation: Figure.Relation
        var source: String
        var published: PublicationDate
    }

    /// A warning where a figure repeats an earlier one, an error where it contradicts it.
    static func find(in figures: [Figure]) -> [Diagnostic] {
        var first: [Key: Figure] = [:]
        var found: [Diagnostic] = []
        for figure in figures {
            let key = Key(
                indicator: figure.indicator, region: figure.region, year: figure.year, months: figure.months,
                kind: figure.kind,
                relation: figure.relation, source: figure.source, published: figure.published)
            guard let earlier = first[key] else {
                first[key] = figure
                continue
            }
            found.append(diagnostic(figure, repeating: earlier))
        }
        return found
    }

    private static func diagnostic(_ figure: Figure, repeating earlier: Figure) -> Diagnostic {
        let name = "\(figure.indicator) \(figure.year)"
        let place = "\(earlier.position)"
        let value = try? Unit.convert(figure.value, from: figure.unit, to: earlier.unit)
        if let value, abs(value - earlier.value) <= 1e-12 * abs(earlier.value) {
            return .warning(
                zh: "“\(name)”与 \(place) 重复", en: "'\(name)' repeats \(place)", at: figure.position)
        }
        let values = "\(figure.value.shortText) \(figure.unit.symbol)"
        let others = "\(earlier.value.shortText) \(earlier.unit.symbol)"
        return .error(
            zh: "“\(name)”为 \(values)，而 \(place) 为 \(others)；用 source、published 或 kind 区分，或删去一个",
            en: "'\(name)' is \(values) here and \(others) at \(place); tell them apart by source, published or kind, "
                + "or drop one", at: figure.position)
    }
}
