/// Memory for rows of draws, owned: freed with the value.
package final class DrawTable {
    package let base: UnsafeMutablePointer<Double>
    package let rowCount: Int
    /// Elements from one row to the next.
    package let stride: Int

    /// All zeros.
    package init(rowCount: Int, stride: Int) {
        self.rowCount = rowCount
        self.stride = stride
        base = .allocate(capacity: max(1, rowCount * stride))
        base.initialize(repeating: 0, count: max(1, rowCount * stride))
    }

    deinit { base.deallocate() }

    package func row(_ index: Int) -> UnsafeMutablePointer<Double> { base + index * stride }

    package func row(_ index: Int, count: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(start: row(index), count: count)
    }

    package func fill(row index: Int, with value: Double) {
        row(index).update(repeating: value, count: stride)
    }
}
