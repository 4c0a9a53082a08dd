/// Puts numbers and text in a row of bytes, little-endian, to be read by ``ByteReader`` in the same order.
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func write(_ value: Int) { write(UInt64(bitPattern: Int64(value))) }

    /// All 64 bits, so that NaN, infinities and the sign of 0 come back.
    package mutating func write(_ value: Double) { write(value.bitPattern) }

    package mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    package mutating func write(_ values: [Int]) { write(values) { $0.write($1) } }

    package mutating func write(_ values: [Double]) {
        bytes.reserveCapacity(bytes.count + 8 * (values.count + 1))
        write(values) { $0.write($1) }
    }

    /// The number of elements, and each of them.
    package mutating func write<Element>(_ elements: [Element], _ body: (inout ByteWriter, Element) -> Void) {
        write(elements.count)
        for element in elements { body(&self, element) }
    }
}
