import TianmuModel

/// A law that every growth model keeps.
public enum Law: String, CaseIterable, Sendable {
    case descriptorIsComplete = "the descriptor says everything in both languages, and its defaults are legal"
    case parametersAreBounded = "every parameter out of its range is refused by name"
    case tooFewObservationsAreRefused = "fewer observations than declared are refused, not crashed on"
    case wrongOutputCountIsRefused = "more or fewer outputs than declared are refused"
    case legalHistoriesGiveFiniteNumbers = "every legal history gives finite paths and a sound report"
    case pathsAreWritten = "every year of every draw of every output is written"
    case innovationsStay = "the normals handed in are not changed"
    case sameNormalsSamePath = "the same normals give the same path, however often"
    case blocksEqualDraws = "a block equals its draws one by one"
    case zeroNormalsGiveThePointForecast = "zero normals give one path, the median where quantiles are exact"
    case scaleEquivariance = "a history times a number gives paths times that number, where claimed"
    case codable = "a fitted value survives coding and projects the same"
    case twinsAgree = "the same model, its numbers carried in another way, gives the same paths, bit by bit"
    case exactMoments = "exact means and variances are within 4 standard errors of simulated ones"
    case exactQuantiles = "exact quantiles are within 4 standard errors of simulated ones"

    func check<Model: GrowthModel>(_ trial: Trial<Model>) throws(Violation) {
        switch self {
        case .descriptorIsComplete: try DescriptorLaws.isComplete(trial.model.descriptor)
        case .parametersAreBounded: try DescriptorLaws.parametersAreBounded(trial)
        case .tooFewObservationsAreRefused: try FitLaws.tooFewObservations(trial)
        case .wrongOutputCountIsRefused: try FitLaws.wrongOutputCount(trial)
        case .legalHistoriesGiveFiniteNumbers: try FitLaws.finiteNumbers(trial)
        case .pathsAreWritten: try PathLaws.areWritten(trial)
        case .innovationsStay: try PathLaws.normalsStay(trial)
        case .sameNormalsSamePath: try PathLaws.repeatable(trial)
        case .blocksEqualDraws: try PathLaws.blocksEqualDraws(trial)
        case .zeroNormalsGiveThePointForecast: try PathLaws.pointForecast(trial)
        case .scaleEquivariance: try PathLaws.scaleEquivariance(trial)
        case .codable: try PathLaws.codable(trial)
        case .twinsAgree: try PathLaws.twinsAgree(trial)
        case .exactMoments: try MomentLaws.moments(trial)
        case .exactQuantiles: try MomentLaws.quantiles(trial)
        }
    }
}

/// How a law is broken.
struct Violation: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

extension ParameterFaults {
    /// All faults in one sentence.
    var sentence: String { faults.map(\.message.en).joined(separator: "; ") }
}
