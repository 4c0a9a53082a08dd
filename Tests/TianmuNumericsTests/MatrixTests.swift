import Foundation
import Testing
import TianmuNumerics

@Suite struct MatrixTests {
    @Test("Elements lie row after row")
    func layout() throws {
        let matrix = try #require(Matrix([[1, 2, 3], [4, 5, 6]]))
        #expect(matrix.elements == [1, 2, 3, 4, 5, 6])
        #expect(matrix[1, 0] == 4)
        #expect(matrix.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
        #expect(Matrix.identity(2) == Matrix(rows: 2, columns: 2, elements: [1, 0, 0, 1]))
    }

    @Test("Ragged rows and wrong counts make no matrix")
    func ragged() {
        #expect(Matrix([[1, 2], [3]]) == nil)
        #expect(Matrix(rows: 2, columns: 2, elements: [1]) == nil)
        #expect(Matrix(rows: -1, columns: -1, elements: [1]) == nil)
    }

    @Test("A matrix survives JSON, and a damaged one is refused")
    func codable() throws {
        let matrix = try #require(Matrix([[1, 0.1], [-3, 1e300]]))
        #expect(try JSONDecoder().decode(Matrix.self, from: JSONEncoder().encode(matrix)) == matrix)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Matrix.self, from: Data(#"{"rows":2,"columns":2,"elements":[1]}"#.utf8))
        }
    }
}
