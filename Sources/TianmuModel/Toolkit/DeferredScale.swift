import Synchronization
import TianmuNumerics

/// A ``StudentScale`` whose table is made when it is first needed: fitting stays fast, and a fitted value that is never
/// projected pays nothing. Equal, encoded and decoded by its degrees of freedom alone.
public final class DeferredScale: Sendable {
    /// ν; `nil` if the standard deviation is known.
    public let degreesOfFreedom: Double?
    private let table = Mutex<StudentScale?>(nil)

    /// - Parameter degreesOfFreedom: ν, above 0; anything else counts as known.
    public init(degreesOfFreedom: Double?) { self.degreesOfFreedom = degreesOfFreedom }

    /// The table, made on first use.
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
    public convenience init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self.init(degreesOfFreedom: container.decodeNil() ? nil : try container.decode(Double.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(degreesOfFreedom)
    }
}
