import TianmuModel
import TianmuScenario

/// What models read of other indicators.
extension RegionFits {
    struct DriverMoment: Hashable {
        var series: String
        var measure: Measure
        var year: Int
    }

    /// A driver that gives no path at an origin.
    struct RefusedDriver: Error {
        var cause: LocalizedText
        /// Whether the program that forecasts it failed.
        var isFault = false
    }

    /// The indicator of the region, or else the series of that name.
    func driver(named source: String) -> PanelSeries? {
        series.first { $0.indicator == source } ?? others.named[source]
    }

    /// What a model is told of its drivers at an origin, and where they go from there, in its order of roles.
    mutating func drivers(
        of member: BacktestMember, at origin: ForecastOrigin
    ) throws(RefusedDriver) -> [(context: DriverContext, path: DriverPath)] {
        var read: [(DriverContext, DriverPath)] = []
        for driver in member.drivers {
            guard let series = self.driver(named: driver.source) else {
                throw RefusedDriver(cause: BacktestFailure.noDriver(driver.source))
            }
            guard let history = series.known(in: origin.year), let last = history.last?.value else {
                throw RefusedDriver(cause: BacktestFailure.noDriverValue(driver.source))
            }
            let measure = driver.measure ?? options.measure
            let context = DriverContext(
                role: driver.role, indicator: IndicatorID(driver.source), measure: measure, history: history)
            read.append(
                (
                    context,
                    DriverPath(
                        series: series.name, last: last, years: try years(of: series, context, from: origin))
                ))
        }
        return read
    }

    private mutating func years(
        of series: PanelSeries, _ context: DriverContext, from origin: ForecastOrigin
    ) throws(RefusedDriver) -> DriverPath.Years {
        switch methods.driverPaths {
        case nil, .known:
            let came = Dictionary(
                series.history.observations.map { ($0.year, $0.value) }, uniquingKeysWith: { first, _ in first })
            let values = (1...origin.horizon).compactMap { came[origin.year + $0] }
            guard values.count == origin.horizon else {
                throw RefusedDriver(cause: BacktestFailure.noDriverPath(context.indicator.name))
            }
            return .known(values)
        case .forecast(let member):
            let moment = DriverMoment(series: series.name, measure: context.measure, year: origin.year)
            let fitted = drivers[moment] ?? forecast(series, context, member, at: origin)
            drivers[moment] = fitted
            return .forecast(try fitted.get())
        }
    }

    private func forecast(
        _ series: PanelSeries, _ driver: DriverContext, _ member: BacktestMember, at origin: ForecastOrigin
    ) -> Result<any FittedModel, RefusedDriver> {
        let output = OutputContext(
            indicator: driver.indicator, measure: driver.measure, history: driver.history,
            siblings: member.usesSiblings ? others.siblings?.siblings(of: series, at: origin) ?? [] : [])
        do throws(ModelRefusal) {
            return .success(
                try Self.fit(
                    member.model,
                    FitContext(
                        outputs: [output], parameters: member.parameters,
                        forecastYears: origin.year + 1...origin.year + options.horizon)))
        } catch {
            let cause = BacktestFailure.cause(of: error)
            return .failure(
                RefusedDriver(
                    cause: BacktestFailure.refusedDriver(driver.indicator.name, cause), isFault: error.isFault))
        }
    }
}
