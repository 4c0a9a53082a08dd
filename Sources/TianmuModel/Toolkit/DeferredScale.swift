import Synchronization
import TianmuNumerics

/// A ``StudentScale`` whose table is made when it is first needed: fitting stays fast, and a fitted value that is never
/// projected pays nothing. Equal, encoded and decoded by its degrees of freedom alone.
public final class DeferredScale: Sendable {
    /// ν, above 0; `nil` if the standard deviation is known.
    public let degreesOfFreedom: Double?
    private let table = Mutex<StudentScale?>(nil)

    public init(degreesOfFreedom: Double?) { self.degreesOfFreedom = degreesOfFreedom }

    /// The table, made at the first call; safe from several threads.
    public var scale: StudentScale {
        guard let degreesOfFreedom else { return .known }
        return table.withLock { table in
            if let made = table { return made }
            let made = (try? StudentScale(degreesOfFreedom: degreesOfFreedom)) ?? .known
            table = made
            return made
        }
    }
}

extension DeferredScale: Equatable {
    public static func == (left: DeferredScale, right: DeferredScale) -> Bool {
        left.degreesOfFreedom == right.degreesOfFreedom
    }
}

extension DeferredScale: Codable {
    private enum CodingKeys: String, CodingKey { case degreesOfFreedom }

    public convenience init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(degreesOfFreedom: try container.decodeIfPresent(Double.self, forKey: .degreesOfFreedom))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(degreesOfFreedom, forKey: .degreesOfFreedom)
    }
}
