import TianmuModel
import TianmuScenario

extension Planner {
    /// Readings of whole years from figures of a part of them: of each indicator the longest part of the last such year.
    ///
    /// Conditioning weighs a reading against the model by their precisions and carries it on to everything that hangs
    /// together. A condition that the scenario gives for the same year stands in place of it.
    mutating func partYearConditions(beside given: [PlannedCondition]) -> [PlannedCondition] {
        drafts.indices.compactMap { slot in
            let draft = drafts[slot]
            guard let unit = draft.unit else { return nil }
            let id = draft.entry.figures.map { IndicatorID($0.value) } ?? draft.id
            let parts = scenario.figures.partYears(
                indicator: id, region: draft.entry.region ?? scenario.region, asOf: scenario.asOf,
                kinds: scenario.acceptedKinds, unit: unit)
            guard let last = parts.last, scenario.years.forecast.contains(last.figure.year),
                draft.known.keys.allSatisfy({ $0 < last.figure.year }),
                !given.contains(where: { $0.slot == slot && $0.year == last.figure.year })
            else { return nil }
            return condition(slot, draft, last, parts: parts, unit: unit)
        }
    }

    private mutating func condition(
        _ slot: Int, _ draft: SeriesDraft, _ last: FigureSelection.Reading, parts: [FigureSelection.Reading], unit: Unit
    ) -> PlannedCondition? {
        let year = last.figure.year
        let reading: PartYear
        do throws(PartYear.Refusal) {
            reading = try PartYear(
                last, parts: parts, wholes: draft.known.mapValues(\.value), isLevel: draft.measure == .level)
        } catch {
            let message = Self.message(error, draft.title, last.figure)
            diagnostics.append(.warning(zh: message.zh, en: message.en, at: last.figure.position))
            return nil
        }
        if reading.yearCount == 0 { assumptions.append(Self.assumption(draft, reading)) }
        // A reading without any error would be a certain value, which no part of a year is.
        let sd = max(reading.sd, 1e-6 * abs(reading.estimate))
        let statement = GivenEntry.Statement.about(reading.estimate, sd: sd)
        return PlannedCondition(slot: slot, year: year, statement: statement, stated: statement, statedUnit: unit)
    }

    private static func message(_ refusal: PartYear.Refusal, _ title: LocalizedText, _ figure: Figure) -> LocalizedText
    {
        switch refusal {
        case .lacksYearBefore:
            LocalizedText(
                zh: "\(title.zh) \(figure.year) 年 1—\(figure.months) 月的数字未使用：缺少上年全年或同期的数字",
                en:
                    "the figure of January to month \(figure.months) of \(figure.year) for \(title.en) is not used: the year before "
                    + "lacks its whole or the same months")
        case .notCumulative:
            LocalizedText(
                zh: "\(title.zh) \(figure.year) 年 1—\(figure.months) 月的数字未使用：上年同期不小于上年全年，不是累计数",
                en:
                    "the figure of January to month \(figure.months) of \(figure.year) for \(title.en) is not used: last year the "
                    + "part is as large as the whole, so it is no sum over the year")
        }
    }

    private static func assumption(_ draft: SeriesDraft, _ reading: PartYear) -> Assumption {
        let spread = reading.spread.shortText
        let (year, months) = (reading.figure.year, reading.figure.months)
        let isLevel = draft.measure == .level
        return Assumption(
            subject: draft.id.name,
            text: LocalizedText(
                zh:
                    "\(draft.title.zh) \(year) 年由 1—\(months) 月累计推算，其余月份的增速与前 \(months) 个月相差 \(spread)\(isLevel ? "%" : " 个百分点")（标准差）",
                en:
                    "\(draft.title.en) in \(year) is read from January to month \(months); the rest of the year differs from it by "
                    + "\(spread) \(isLevel ? "%" : "points") (sd)"),
            reason: LocalizedText(
                zh: "数据文件中不足 \(PartYear.leastCount) 个往年同时有累计数和全年数，无法实测，取默认值。",
                en:
                    "The figures files have fewer than \(PartYear.leastCount) past years with both a part and the whole: the "
                    + "default."))
    }
}
