import TianmuModel
import TianmuNumerics
import TianmuTesting

/// A lawful model, ln xₜ = ln xₜ₋₁ + 0.05 + 0.01 u + 0.02 εₜ, and on request one that breaks exactly one law.
struct SteadyWalk: GrowthModel {
    var broken: Law?

    var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "steady-walk",
            title: LocalizedText(zh: "稳步", en: "Steady walk"),
            summary: LocalizedText(
                zh: broken == .descriptorIsComplete ? "" : "仅用于测试", en: "For tests only"),
            minimumObservations: 2,
            parameters: [
                ParameterDescriptor(
                    "drift", range: 0...(broken == .parametersAreBounded ? .infinity : 0.5), default: .number(0.05),
                    explanation: LocalizedText(zh: "漂移", en: "drift"))
            ],
            sources: ["none"],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    func fit(_ context: FitContext) throws(ModelRefusal) -> SteadyWalkFit {
        let output: OutputContext
        if broken == .wrongOutputCountIsRefused {
            guard let first = context.outputs.first else { throw .wrongOutputCount(have: 0, allowed: 1...1) }
            output = first
        } else {
            output = try context.singleOutput()
        }
        let history = try output.requireHistory(of: broken == .tooFewObservationsAreRefused ? 1 : 2, positive: true)
        let last = history.last?.value ?? .nan
        let isConstant = history.values.allSatisfy { $0 == last }
        return SteadyWalkFit(
            last: broken == .legalHistoriesGiveFiniteNumbers && isConstant ? .nan : last,
            drift: context.parameters.number("drift") ?? .nan, sd: 0.02, broken: broken)
    }
}

struct SteadyWalkFit: FittedModel {
    let last: Double
    let drift: Double
    var sd = 0.0
    var broken: Law?
    let calls = CallCounter()

    var parameterNormalCount: Int { 1 }
    var report: FitReport { FitReport(observationCount: 2, priorShare: 0) }

    private enum CodingKeys: CodingKey { case last, drift, sd, broken }

    init(last: Double, drift: Double, sd: Double, broken: Law?) {
        (self.last, self.drift, self.sd, self.broken) = (last, drift, sd, broken)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        last = try container.decode(Double.self, forKey: .last)
        drift = try container.decode(Double.self, forKey: .drift)
        sd = try container.decode(Double.self, forKey: .sd)
        broken = try container.decodeIfPresent(String.self, forKey: .broken).flatMap(Law.init)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(last, forKey: .last)
        try container.encode(drift, forKey: .drift)
        try container.encode(broken == .codable ? 0 : sd, forKey: .sd)
        try container.encodeIfPresent(broken?.rawValue, forKey: .broken)
    }

    func project(_ block: ProjectionBlock) {
        let shared = block.parameterNormals(0)
        let years = broken == .pathsAreWritten ? block.yearCount - 1 : block.yearCount
        for year in 0..<years {
            let path = block.path(yearIndex: year)
            let innovations = block.innovations(yearIndex: year)
            for i in path.indices {
                let before = year == 0 ? 0 : block.path(yearIndex: year - 1)[i]
                path[i] = before + drift + 0.01 * shared[i] + sd * innovations[i]
            }
        }
        for year in 0..<years { finish(block, year: year) }
        calls.count += 1
    }

    private func finish(_ block: ProjectionBlock, year: Int) {
        let path = block.path(yearIndex: year)
        if broken == .blocksEqualDraws {
            // A well-meant reduction of variance: makes the sample mean exact.
            let excess = path.reduce(0, +) / Double(path.count) - drift * Double(year + 1)
            if path.count > 1 { for i in path.indices { path[i] -= excess } }
        }
        for i in path.indices { path[i] = last * Double.exp(path[i]) }
        if broken == .scaleEquivariance { for i in path.indices { path[i] += 1 } }
        if broken == .sameNormalsSamePath { for i in path.indices { path[i] *= 1 + Double(calls.count) } }
        if broken == .innovationsStay {
            UnsafeMutableBufferPointer(mutating: block.innovations(yearIndex: year)).update(repeating: 0)
        }
    }
}

/// What a fitted model must not have: memory. All instances are equal, as a careless author would have it.
final class CallCounter: Equatable, @unchecked Sendable {
    var count = 0

    static func == (left: CallCounter, right: CallCounter) -> Bool { true }
}
