import Synchronization
import TianmuNumerics

/// A ``StudentScale`` whose table is made when it is first needed: fitting stays fast, and a fitted value that is never
/// projected pays nothing. Equal, encoded and decoded by its degrees of freedom alone.
final class DeferredScale: Sendable {
    /// `nil` if the standard deviation is known.
    let degreesOfFreedom: Double?
    private let table = Mutex<StudentScale?>(nil)

    init(degreesOfFreedom: Double?) { self.degreesOfFreedom = degreesOfFreedom }

    var scale: StudentScale {
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
    static func == (left: DeferredScale, right: DeferredScale) -> Bool {
        left.degreesOfFreedom == right.degreesOfFreedom
    }
}
