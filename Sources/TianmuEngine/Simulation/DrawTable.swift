/// Memory for rows of draws, owned: freed with the value.
final class DrawTable {
    let base: UnsafeMutablePointer<Double>
    let rowCount: Int
    /// Elements from one row to the next.
    let stride: Int

    /// All zeros.
    init(rowCount: Int, stride: Int) {
        self.rowCount = rowCount
        self.stride = stride
        base = .allocate(capacity: max(1, rowCount * stride))
        base.initialize(repeating: 0, count: max(1, rowCount * stride))
    }

    deinit { base.deallocate() }

    func row(_ index: Int) -> UnsafeMutablePointer<Double> { base + index * stride }

    func row(_ index: Int, count: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(start: row(index), count: count)
    }

    func fill(row index: Int, with value: Double) {
        row(index).update(repeating: value, count: stride)
    }
}
