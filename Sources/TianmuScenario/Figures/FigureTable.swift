import TianmuModel

/// All figures of a scenario, from all its files.
///
/// Answers what was known of an indicator on a day. Of several figures for one year (vintages) the one published last
/// stands; of those published on one day the firmest (actual, preliminary, estimate), then the one that comes last.
package struct FigureTable: Equatable, Sendable {
    private let byIndicator: [IndicatorID: [Figure]]
    /// In the order of their first figure.
    package let indicators: [IndicatorID]
    /// In order; `nil` if some figures name no region, and so serve any.
    package let regions: [String]?

    package init(_ figures: [Figure]) {
        byIndicator = Dictionary(grouping: figures, by: \.indicator)
        var seen: Set<IndicatorID> = []
        indicators = figures.map(\.indicator).filter { seen.insert($0).inserted }
        let named = Set(figures.map(\.region))
        regions = named.isEmpty || named.contains("") ? nil : named.sorted()
    }

    /// Everything that the files say about one indicator, in their order.
    package func figures(of indicator: IndicatorID) -> [Figure] { byIndicator[indicator] ?? [] }

    /// The names that the first named figure of an indicator gives it; a language without one has the id.
    package func name(of indicator: IndicatorID) -> LocalizedText {
        let names = figures(of: indicator).map(\.names)
        return LocalizedText(
            zh: names.first { !$0.zh.isEmpty }?.zh ?? indicator.name,
            en: names.first { !$0.en.isEmpty }?.en ?? indicator.name)
    }

    /// The levels and bounds of one indicator.
    /// - Parameters:
    ///   - region: figures of this region and those that name none; `nil` takes all if they are of one region.
    ///   - asOf: the last day whose figures are known; `nil` for all.
    ///   - kinds: targets among them are passed over: they are no observations.
    ///   - unit: what the values are converted to.
    package func select(
        indicator: IndicatorID, region: String?, asOf: CalendarDate?, kinds: Set<Figure.Kind> = Figure.Kind.measured,
        unit: Unit
    ) -> FigureSelection {
        var selection = FigureSelection()
        let readings = readings(
            of: indicator, region: region, asOf: asOf, kinds: kinds.filter { !$0.isTarget }, unit: unit,
            into: &selection)
        let levels = readings.filter { $0.figure.relation == .equal }
        for (year, vintages) in Dictionary(grouping: levels, by: \.figure.year).sorted(by: { $0.key < $1.key }) {
            let latestFirst = Self.latestFirst(vintages)
            let chosen = latestFirst[0]
            selection.levels.append(
                .init(
                    year: year, value: chosen.value, figure: chosen.figure, superseded: Array(latestFirst.dropFirst())))
        }
        selection.bounds = Self.byYear(readings.filter { $0.figure.relation != .equal })
        selection.diagnostics += Self.contradictions(levels: selection.levels, bounds: selection.bounds)
        return selection
    }

    /// Figures of a part of a year, cumulated from January: of each year and number of months the vintage that stands, in
    /// order of both.
    package func partYears(
        indicator: IndicatorID, region: String?, asOf: CalendarDate?, kinds: Set<Figure.Kind> = Figure.Kind.measured,
        unit: Unit
    ) -> [FigureSelection.Reading] {
        var selection = FigureSelection()
        let readings = readings(
            of: indicator, region: region, asOf: asOf, kinds: kinds, unit: unit, isWholeYear: false, into: &selection)
        return Dictionary(grouping: readings.filter { $0.figure.relation == .equal }) {
            12 * $0.figure.year + $0.figure.months
        }.sorted { $0.key < $1.key }.compactMap { Self.latestFirst($0.value).first }
    }

    /// The targets of one indicator in order of year, in `unit`, with what is wrong with them.
    package func targets(
        indicator: IndicatorID, region: String?, asOf: CalendarDate?, unit: Unit
    ) -> (targets: [FigureSelection.Reading], diagnostics: [Diagnostic]) {
        var selection = FigureSelection()
        let kinds = Set(Figure.Kind.allCases.filter(\.isTarget))
        let readings = readings(
            of: indicator, region: region, asOf: asOf, kinds: kinds, unit: unit, into: &selection)
        return (Self.byYear(readings), selection.diagnostics)
    }

    private func readings(
        of indicator: IndicatorID, region: String?, asOf: CalendarDate?, kinds: Set<Figure.Kind>, unit: Unit,
        isWholeYear: Bool = true, into selection: inout FigureSelection
    ) -> [FigureSelection.Reading] {
        let candidates = figures(of: indicator).filter { figure in
            kinds.contains(figure.kind) && (figure.months == 12) == isWholeYear
                && (region == nil || figure.region.isEmpty || figure.region == region)
        }
        if let fault = Self.severalRegions(candidates) { selection.diagnostics.append(fault) }
        var readings: [FigureSelection.Reading] = []
        for figure in candidates {
            if let asOf, figure.knownFrom > asOf {
                selection.hiddenCount += 1
                continue
            }
            do {
                readings.append(
                    .init(value: try Unit.convert(figure.value, from: figure.unit, to: unit), figure: figure))
            } catch {
                selection.diagnostics.append(.error(error.message, at: figure.unitPosition))
            }
        }
        return readings
    }

    private static func severalRegions(_ figures: [Figure]) -> Diagnostic? {
        let regions = Set(figures.map(\.region)).subtracting([""]).sorted()
        guard regions.count > 1, let first = figures.first else { return nil }
        let shown = regions.prefix(5)
        let rest = regions.count > shown.count ? " …" : ""
        return .error(
            zh: "“\(first.indicator)”有多个地区的数字（\(shown.joined(separator: "、"))\(rest)）；请指定 region",
            en: "'\(first.indicator)' has figures of several regions (\(shown.joined(separator: ", "))\(rest)); "
                + "name one as region", at: first.position)
    }

    private static func latestFirst(_ vintages: [FigureSelection.Reading]) -> [FigureSelection.Reading] {
        vintages.enumerated().sorted { a, b in
            let (first, second) = (a.element.figure, b.element.figure)
            if first.knownFrom != second.knownFrom { return first.knownFrom > second.knownFrom }
            if first.kind.firmness != second.kind.firmness { return first.kind.firmness > second.kind.firmness }
            return a.offset > b.offset
        }.map(\.element)
    }

    private static func byYear(_ readings: [FigureSelection.Reading]) -> [FigureSelection.Reading] {
        readings.enumerated()
            .sorted { ($0.element.figure.year, $0.offset) < ($1.element.figure.year, $1.offset) }
            .map(\.element)
    }

    /// Bounds published after the level of their year, or on one day with it but firmer, that it breaks.
    private static func contradictions(
        levels: [FigureSelection.Level], bounds: [FigureSelection.Reading]
    ) -> [Diagnostic] {
        bounds.compactMap { bound in
            guard let level = levels.first(where: { $0.year == bound.figure.year }),
                (bound.figure.knownFrom, bound.figure.kind.firmness)
                    > (level.figure.knownFrom, level.figure.kind.firmness),
                !bound.figure.relation.holds(level.value, bound: bound.value)
            else { return nil }
            let indicator = bound.figure.indicator
            let words = "\(bound.figure.relation.rawValue) \(bound.figure.value.shortText) \(bound.figure.unit.symbol)"
            let other = "\(level.figure.value.shortText) \(level.figure.unit.symbol)"
            return .warning(
                zh: "“\(indicator)”\(level.year) 年较晚或更确定的“\(words)”与所用的 \(other)（\(level.figure.position)）矛盾",
                en: "'\(words)' for '\(indicator)' in \(level.year), later or firmer, contradicts the \(other) in use "
                    + "(\(level.figure.position))", at: bound.figure.position)
        }
    }
}
