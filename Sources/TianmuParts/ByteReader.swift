/// Reads what ``ByteWriter`` put in a row. Bytes that cannot be such a row end in an error, never in a trap.
package struct ByteReader {
    /// There is less than the row says, or something that it cannot mean.
    package struct Malformed: Error, Equatable {
        package init() {}
    }

    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    package var isAtEnd: Bool { rest.isEmpty }

    package mutating func unsigned() throws(Malformed) -> UInt64 {
        guard rest.count >= 8 else { throw Malformed() }
        let value = rest.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        rest = rest.dropFirst(8)
        return value
    }

    package mutating func int() throws(Malformed) -> Int { Int(Int64(bitPattern: try unsigned())) }

    package mutating func double() throws(Malformed) -> Double { Double(bitPattern: try unsigned()) }

    package mutating func string() throws(Malformed) -> String {
        let count = try self.count(ofBytes: 1)
        guard let text = String(validating: rest.prefix(count), as: UTF8.self) else { throw Malformed() }
        rest = rest.dropFirst(count)
        return text
    }

    package mutating func ints() throws(Malformed) -> [Int] {
        try array { reader throws(Malformed) in try reader.int() }
    }

    package mutating func doubles() throws(Malformed) -> [Double] {
        try array { reader throws(Malformed) in try reader.double() }
    }

    /// - Parameter body: must read at least one number of each element: a number of elements that the rest cannot hold is
    ///   refused before anything is set aside for them.
    package mutating func array<Element>(
        _ body: (inout ByteReader) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        let count = try self.count(ofBytes: 8)
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try body(&self)) }
        return elements
    }

    private mutating func count(ofBytes size: Int) throws(Malformed) -> Int {
        let count = try int()
        guard count >= 0, count <= rest.count / size else { throw Malformed() }
        return count
    }
}
