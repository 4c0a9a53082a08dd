import TianmuModel
import TianmuScenario

/// Fits all models to the series of one region, with what was known of the others at each origin.
struct RegionFits {
    let series: ArraySlice<PanelSeries>
    let others: OtherRegions
    let methods: BacktestMethods
    let options: BacktestOptions
    /// By member and year, what the series of the region share.
    private var groups: [GroupMoment: GroupFit] = [:]
    /// By driver and year: forecast once for all that read it.
    var drivers: [DriverMoment: Result<any FittedModel, RefusedDriver>] = [:]

    private struct GroupMoment: Hashable {
        var member: Int
        var year: Int
    }

    private enum GroupFit {
        /// Series in order of outputs.
        case fitted(any FittedModel, series: [String])
        case refused(ModelRefusal)
    }

    init(
        _ series: ArraySlice<PanelSeries>, others: OtherRegions, methods: BacktestMethods, options: BacktestOptions
    ) {
        self.series = series
        self.others = others
        self.methods = methods
        self.options = options
    }

    /// Everything that each series is forecast from.
    /// - Parameter draws: where past errors are pooled.
    mutating func forecasts(draws: SketchDraws?) -> [SeriesForecasts] {
        var all: [SeriesForecasts] = []
        for one in series {
            var origins: [OriginForecasts] = []
            for origin in ForecastOrigin.origins(of: one, pooling: draws != nil, options: options) {
                let siblings = others.siblings?.siblings(of: one, at: origin) ?? []
                var fits: [OriginForecasts.Outcome] = []
                for (number, member) in methods.members.enumerated() {
                    fits.append(
                        member.isGroup
                            ? groupFit(number, of: one, at: origin)
                            : fit(member, to: one, at: origin, siblings: siblings))
                }
                origins.append(OriginForecasts(origin, fits: fits, measure: options.measure, draws: draws))
            }
            all.append(SeriesForecasts(name: one.name, region: one.region, origins: origins))
        }
        return all
    }

    private mutating func fit(
        _ member: BacktestMember, to one: PanelSeries, at origin: ForecastOrigin, siblings: [SiblingSeries]
    ) -> OriginForecasts.Outcome {
        guard !member.drivers.contains(where: { driver(named: $0.source)?.name == one.name }) else {
            return .notAsked
        }
        let output = OutputContext(
            indicator: BacktestFailure.nameless, measure: options.measure, history: origin.history,
            siblings: member.usesSiblings ? siblings : [])
        do throws(RefusedDriver) {
            let read = try drivers(of: member, at: origin)
            let context = FitContext(
                outputs: [output], parameters: member.parameters, drivers: read.map(\.context),
                forecastYears: origin.year + 1...origin.year + origin.horizon)
            do throws(ModelRefusal) {
                return .fitted(
                    MemberFit(
                        fitted: try Self.fit(member.model, context), outputs: [one.name], output: 0,
                        drivers: read.map(\.path)))
            } catch {
                return OriginForecasts.Outcome(error)
            }
        } catch {
            return error.isFault ? .failed(error.cause) : .refused(error.cause)
        }
    }

    /// The fit to all indicators of the group at once, made once for an origin's year.
    private mutating func groupFit(
        _ number: Int, of one: PanelSeries, at origin: ForecastOrigin
    ) -> OriginForecasts.Outcome {
        let indicators = methods.indicators(of: series)
        guard indicators.contains(where: { $0.name == one.name }) else { return .notAsked }
        let moment = GroupMoment(member: number, year: origin.year)
        let group = groups[moment] ?? fit(methods.members[number], to: indicators, at: origin)
        groups[moment] = group
        switch group {
        case .refused(let refusal): return OriginForecasts.Outcome(refusal)
        case .fitted(let fitted, let names):
            guard let output = names.firstIndex(of: one.name) else { return .notAsked }
            return .fitted(MemberFit(fitted: fitted, outputs: names, output: output))
        }
    }

    /// - Parameter indicators: of which those count that have a value in the origin's year.
    private func fit(_ member: BacktestMember, to indicators: [PanelSeries], at origin: ForecastOrigin) -> GroupFit {
        let known = indicators.compactMap { series in
            series.known(in: origin.year).map { (series: series, history: $0) }
        }
        let outputs = known.map { series, history in
            OutputContext(
                indicator: IndicatorID(series.indicator ?? series.name), measure: options.measure, history: history,
                siblings: member.usesSiblings ? others.siblings?.siblings(of: series, at: origin) ?? [] : [])
        }
        let context = FitContext(
            outputs: outputs, parameters: member.parameters,
            forecastYears: origin.year + 1...origin.year + options.horizon)
        do throws(ModelRefusal) {
            guard member.outputs.contains(outputs.count) else {
                throw .wrongOutputCount(have: outputs.count, allowed: member.outputs)
            }
            return .fitted(try Self.fit(member.model, context), series: known.map(\.series.name))
        } catch {
            return .refused(error)
        }
    }

    /// The one place where a model of unknown type meets its fitted value.
    static func fit(_ model: some GrowthModel, _ context: FitContext) throws(ModelRefusal) -> any FittedModel {
        try model.fit(context)
    }
}

extension PanelSeries {
    /// Its history until a year; `nil` if it has no value in that year, or none that may be known.
    func known(in year: Int) -> History? {
        guard year <= trainEnd ?? .max else { return nil }
        let known = history.observations.filter { $0.year <= year }
        return known.last?.year == year ? History(known) : nil
    }
}
