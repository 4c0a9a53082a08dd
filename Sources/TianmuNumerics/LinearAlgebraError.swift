/// What can go wrong in linear algebra.
public enum LinearAlgebraError: Error, Equatable, Sendable, CustomStringConvertible {
    /// OpenBLAS could not be loaded; `reason` is the dynamic loader's.
    case libraryNotFound(reason: String)
    /// The matrices' sizes do not fit each other.
    case sizesDiffer(String)
    /// An input has an element that is not finite.
    case notFinite
    /// The columns of a least-squares problem are linearly dependent.
    case rankDeficient(rank: Int, columns: Int)
    /// An iteration did not converge.
    case notConverged(String)

    /// One sentence: what is wrong and what to do.
    public var description: String {
        switch self {
        case .libraryNotFound(let reason):
            "OpenBLAS was not found (\(reason)); install it: apt-get install -y libopenblas-dev (Debian, Ubuntu), "
                + "dnf install openblas (Fedora), brew install openblas (macOS)"
        case .sizesDiffer(let sizes):
            "the sizes of the matrices do not fit: \(sizes)"
        case .notFinite:
            "the matrix has an element that is not a finite number"
        case .rankDeficient(let rank, let columns):
            "only \(rank) of \(columns) columns are linearly independent"
        case .notConverged(let what):
            "\(what) did not converge"
        }
    }
}

/// A matrix that should be positive semidefinite is not.
public struct NotPositiveDefinite: Error, Equatable, Sendable, CustomStringConvertible {
    /// The smallest eigenvalue; NaN if the matrix is not square or not finite.
    public let smallestEigenvalue: Double

    public var description: String {
        smallestEigenvalue.isNaN
            ? "the matrix is not a square of finite numbers"
            : "the matrix is not positive semidefinite: its smallest eigenvalue is \(smallestEigenvalue)"
    }
}
