import TianmuModel
import TianmuNumerics

/// A positive number with a gamma distribution, by its mean and shape: mean · χ²_{2a}/(2a).
///
/// Shapes above 10⁵ count as that: no history proves a rate to better than 0.3 %.
struct GammaRate: Codable, Equatable, Sendable {
    static let largestShape = 1e5

    let mean: Double
    let transform: NormalTransform<ChiSquared>

    /// - Throws: ``ModelRefusal/other(_:)`` if the shape is not positive.
    init(mean: Double, shape: Double) throws(ModelRefusal) {
        self.mean = mean
        do {
            transform = NormalTransform(try ChiSquared(degreesOfFreedom: 2 * min(shape, Self.largestShape)))
        } catch {
            throw .other(LocalizedText(zh: "流量的历史无法估计速率", en: "the history of flows gives no rate"))
        }
    }

    func value(atNormal z: Double) -> Double {
        mean * transform.value(atNormal: z) / transform.distribution.degreesOfFreedom
    }
}

/// How often things enter: counts a year, or per unit of stock and year.
enum EntryRate: Codable, Equatable, Sendable {
    case elicited(ElicitedDistribution)
    case estimated(GammaRate)

    func value(atNormal z: Double) -> Double {
        switch self {
        case .elicited(let distribution): max(distribution.value(atNormal: z), 0)
        case .estimated(let rate): rate.value(atNormal: z)
        }
    }
}

/// The probability of leaving within a year.
enum ExitProbability: Codable, Equatable, Sendable {
    case elicited(ElicitedDistribution)
    /// X/(X + Y) of two gamma variables: a beta variable.
    case estimated(exits: GammaRate, stays: GammaRate)

    func value(atNormals first: Double, _ second: Double) -> Double {
        switch self {
        case .elicited(let distribution):
            return min(max(distribution.value(atNormal: first), 0), 1)
        case .estimated(let exits, let stays):
            let (x, y) = (exits.value(atNormal: first), stays.value(atNormal: second))
            return x / (x + y)
        }
    }

    /// At zero normals.
    var middle: Double { value(atNormals: 0, 0) }
}
