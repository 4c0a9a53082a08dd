/// One of several equal shares of some work: number i of n.
package struct Shard: Hashable, Codable, Sendable, CustomStringConvertible {
    /// From 1 to `count`.
    package let number: Int
    package let count: Int

    /// The whole of the work.
    package static let whole = Shard(checked: 1, of: 1)

    private init(checked number: Int, of count: Int) {
        self.number = number
        self.count = count
    }

    /// `nil` unless 1 ≤ number ≤ count.
    package init?(_ number: Int, of count: Int) {
        guard count >= 1, (1...count).contains(number) else { return nil }
        self.init(checked: number, of: count)
    }

    /// From `i/n`, such as `3/7`.
    package init?(parsing text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1] else { return nil }
        self.init(number, of: count)
    }

    /// Every n-th piece of the work is this shard's, counted from 0: pieces that grow dearer in order are shared evenly.
    package func holds(_ piece: Int) -> Bool { piece % count == number - 1 }

    /// Of so many pieces, those of this shard, in order.
    package func pieces(of total: Int) -> [Int] { Array(stride(from: number - 1, to: total, by: count)) }

    package var description: String { "\(number)/\(count)" }
}
