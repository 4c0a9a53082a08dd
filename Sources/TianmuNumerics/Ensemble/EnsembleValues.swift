internal import CNumericKernels

/// All values of an ensemble: columns × draws, the draws of one column contiguous.
public final class EnsembleValues: @unchecked Sendable {
    public let columnCount: Int
    public let drawCount: Int
    /// Written by the simulation before anybody else sees this object, each part by one thread; only read later.
    let memory: UnsafeMutablePointer<Float>

    /// `nil` if there is not so much memory.
    init?(columnCount: Int, drawCount: Int) {
        guard let memory = tianmu_allocate(columnCount * drawCount * MemoryLayout<Float>.stride) else { return nil }
        self.columnCount = columnCount
        self.drawCount = drawCount
        self.memory = memory.assumingMemoryBound(to: Float.self)
    }

    deinit { tianmu_free(memory) }

    /// Calls `body` with the values of one column, in the order of the draws.
    public func withColumn<Result>(_ column: Int, _ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows
        -> Result
    {
        precondition((0..<columnCount).contains(column), "no such column")
        return try body(UnsafeBufferPointer(start: memory + column * drawCount, count: drawCount))
    }
}
