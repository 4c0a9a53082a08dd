import DemographicModels
import PlanModels
import RandomWalkModels
import ShareModels
import SimpleModels
import Testing
import TianmuModel
import TianmuTesting
import TrendModels

/// Random legal parameters on random histories: a model answers or refuses, but never traps or returns NaN.
@Suite struct RandomUseTests {
    static let models =
        parametrised + ForecastSuites.models + ForecastSuites.curves + LinkedModelSuites.models + SystemSuites.models
    static let parametrised: [any GrowthModel] = [
        RandomWalkDriftModel(), DampedTrendModel(), PlanPathModel(), ElicitedModel(), ConstantGrowthModel(),
        HoldModel(), UrbanisationModel(), SharesModel(),
    ]
    static let triesForEach = 60

    @Test("No legal parameters on any history make a model trap or return NaN", arguments: models.indices)
    func use(index: Int) throws {
        // By name, so that a new model moves no other model's luck.
        let seed = Self.models[index].descriptor.id.name.utf8.reduce(UInt64(100)) { $0 &* 31 &+ UInt64($1) }
        var source = NormalSource(seed: seed)
        var answers = 0
        for attempt in 0..<Self.triesForEach {
            let isAnswered = try Self.isSound(Self.models[index], from: &source)
            answers += isAnswered == true ? 1 : 0
            #expect(isAnswered != nil, "seed \(seed), attempt \(attempt)")
        }
        #expect(answers > Self.triesForEach / 10)
    }

    /// True for a sound answer, false for a refusal, `nil` for NaN or an unsound report.
    private static func isSound<Model: GrowthModel>(_ model: Model, from source: inout NormalSource) throws -> Bool? {
        let context = try context(for: model.descriptor, from: &source)
        let attempt = Result { () throws(ModelRefusal) in try model.fit(context) }
        switch attempt {
        case .failure(let refusal):
            return refusal.message.en.isEmpty || refusal.message.zh.isEmpty ? nil : false
        case .success(let fitted):
            var table = ProjectionTable(
                outputCount: context.outputs.count, yearCount: context.forecastYears.count, drawCount: 8,
                parameterNormalCount: fitted.parameterNormalCount,
                drivers: context.drivers.map { _ in
                    (0..<8 * (context.forecastYears.count + 1)).map { _ in 50 + 100 * source.uniform() }
                }, seed: source.bits())
            table.project(fitted)
            let isSound =
                table.paths.allSatisfy { !$0.isNaN } && (0...1).contains(fitted.report.priorShare)
                && fitted.report.estimates.allSatisfy { !$0.value.isNaN }
            return isSound ? true : nil
        }
    }

    private static func context(
        for descriptor: ModelDescriptor, from source: inout NormalSource
    ) throws -> FitContext {
        var given: [String: ParameterValue] = [:]
        for parameter in descriptor.parameters where parameter.isRequired || source.uniform() < 0.4 {
            given[parameter.name] = value(of: parameter, from: &source)
        }
        let outputs = max(descriptor.outputs.lowerBound, 1)
        let count = Int(source.uniform() * 12)
        let gap = source.uniform() < 0.3 ? 2 : 1
        // Mostly ordinary, sometimes wild or below zero; shares and compositions from their own range.
        let spread = source.uniform() < 0.2 ? 5.0 : 0.3
        let isShare = descriptor.id == "urbanisation" || descriptor.id == "shares"
        let years = 2021 - count * gap
        let first = (0..<count).map { _ in 5 + 90 * source.uniform() }
        let histories = (0..<outputs).map { output in
            History(
                (0..<count).map { t in
                    let share = output == 0 ? first[t] : 100 - first[t]
                    let other = 100 * (1 + spread * source.normal())
                    return Observation(year: years + gap * t, value: isShare ? share : other)
                })
        }
        given["total"] = nil
        let measure: Measure = source.uniform() < 0.5 ? .level : .percent
        let drivers = descriptor.drivers.filter { _ in source.uniform() < 0.9 }.map { driver in
            DriverContext(
                role: driver.role, indicator: IndicatorID(driver.role), measure: driver.measure ?? .level,
                history: History(firstYear: years, values: (0..<2 * count).map { _ in 50 + 100 * source.uniform() }))
        }
        let siblings =
            descriptor.usesSiblings
            ? (0..<Int(source.uniform() * 6)).map { number in
                SiblingSeries(
                    name: "region-\(number)",
                    history: History(
                        firstYear: years, values: (0..<count).map { _ in 100 * (1 + spread * source.normal()) }))
            } : []
        let targets = source.uniform() < 0.3 ? [2025: 100 * source.uniform()] : [:]
        return FitContext(
            outputs: histories.enumerated().map { output, history in
                OutputContext(
                    indicator: IndicatorID("indicator-\(output)"), measure: measure, history: history,
                    targets: targets, siblings: siblings)
            },
            parameters: try descriptor.resolve(given), drivers: drivers,
            forecastYears: (histories[0].last.map { $0.year + 1 } ?? 2021)...2040)
    }

    /// A legal value, often an end of the range.
    private static func value(of parameter: ParameterDescriptor, from source: inout NormalSource) -> ParameterValue {
        if case .choice(let words) = parameter.kind {
            return .choice(words[Int(source.uniform() * Double(words.count))])
        }
        let range = parameter.range ?? -1...1
        let numbers = (0..<3).map { _ in
            let place = source.uniform()
            return range.lowerBound + (place < 0.1 ? 0 : place > 0.9 ? 1 : place)
                * (range.upperBound - range.lowerBound)
        }.sorted()
        switch parameter.kind {
        case .integer: return .number(numbers[1].rounded())
        case .yearly: return .yearly([2021: numbers[0], 2023: numbers[1]])
        case .byAge: return .yearly([0: numbers[0], 20: numbers[1], 40: numbers[2], 70: numbers[0]])
        case .uncertain where numbers[0] < numbers[1] && numbers[1] < numbers[2]:
            return .quantiles(p10: numbers[0], p50: numbers[1], p90: numbers[2])
        // The three required quantiles of `elicited` should be in order now and then.
        case .number where parameter.name == "p10": return .number(range.lowerBound + source.uniform() * 50)
        case .number where parameter.name == "p90": return .number(range.upperBound - source.uniform() * 50)
        default: return .number(numbers[1])
        }
    }
}
