import Testing

@testable import TianmuParts

@Suite struct ShardTests {
    @Test("Every piece of work is held by exactly one shard, whatever their number", arguments: [1, 2, 7, 16])
    func partition(count: Int) throws {
        let shards = try (1...count).map { try #require(Shard($0, of: count)) }
        for piece in 0..<40 { #expect(shards.count { $0.holds(piece) } == 1) }
        #expect(shards.flatMap { $0.pieces(of: 40) }.sorted() == Array(0..<40))
        for shard in shards { #expect(shard.pieces(of: 40).allSatisfy(shard.holds)) }
    }

    @Test("A shard is written i/n with i from 1 to n, and nothing else is one")
    func parsing() {
        #expect(Shard(parsing: "3/7") == Shard(3, of: 7))
        #expect(Shard(3, of: 7)?.description == "3/7")
        for text in ["", "3", "0/7", "8/7", "3/0", "-1/7", "3/7/1", "a/7", "3/", "/7"] {
            #expect(Shard(parsing: text) == nil, "\(text)")
        }
    }
}
