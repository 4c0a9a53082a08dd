/// A dense matrix of doubles, row-major.
public struct Matrix: Equatable, Sendable {
    public let rows: Int
    public let columns: Int
    /// `rows × columns` elements, row after row.
    public internal(set) var elements: [Double]

    /// All elements `value`. Negative sizes count as 0.
    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        self.rows = max(rows, 0)
        self.columns = max(columns, 0)
        self.elements = [Double](repeating: value, count: self.rows * self.columns)
    }

    /// Row after row; `nil` if the number of elements is not rows × columns.
    public init?(rows: Int, columns: Int, elements: [Double]) {
        guard rows >= 0, columns >= 0, elements.count == rows * columns else { return nil }
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// The rows given; `nil` if they differ in length.
    public init?(_ rows: [[Double]]) {
        let columns = rows.first?.count ?? 0
        guard rows.allSatisfy({ $0.count == columns }) else { return nil }
        self.rows = rows.count
        self.columns = columns
        self.elements = Array(rows.joined())
    }

    /// 1 on the diagonal, 0 elsewhere.
    public static func identity(_ size: Int) -> Matrix {
        var result = Matrix(rows: size, columns: size)
        for i in 0..<result.rows { result[i, i] = 1 }
        return result
    }

    public subscript(row: Int, column: Int) -> Double {
        get { elements[index(row, column)] }
        set { elements[index(row, column)] = newValue }
    }

    /// Rows and columns exchanged.
    public var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for r in 0..<rows {
            for c in 0..<columns { result[c, r] = self[r, c] }
        }
        return result
    }

    public var isSquare: Bool { rows == columns }

    private func index(_ row: Int, _ column: Int) -> Int {
        precondition(0 <= row && row < rows && 0 <= column && column < columns, "matrix index out of range")
        return row * columns + column
    }
}

extension Matrix: Codable {
    private enum CodingKeys: String, CodingKey { case rows, columns, elements }

    /// - Throws: `DecodingError.dataCorrupted` if the number of elements is not rows × columns.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let rows = try container.decode(Int.self, forKey: .rows)
        let columns = try container.decode(Int.self, forKey: .columns)
        let elements = try container.decode([Double].self, forKey: .elements)
        let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard !overflow, rows >= 0, columns >= 0, elements.count == count else {
            throw DecodingError.dataCorruptedError(
                forKey: .elements, in: container,
                debugDescription: "\(elements.count) elements do not make \(rows) rows of \(columns) columns")
        }
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }
}
