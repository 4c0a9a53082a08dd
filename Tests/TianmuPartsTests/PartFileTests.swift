import TestSupport
import Testing

@testable import TianmuParts
@testable import TianmuScenario

/// What is wrong with parts is said in a sentence, before anything is merged.
@Suite struct PartFileTests {
    private func header(
        _ number: Int, of count: Int = 3, seed: Int = 1, work: String = "run", version: String = "1.0",
        digest: String = "abc"
    ) throws -> PartHeader {
        PartHeader(
            work: work, version: version, source: "my plan.yaml",
            inputs: [
                InputFile(path: "my plan.yaml", byteCount: 3, digest: digest),
                InputFile(path: "figures.csv", byteCount: 4, digest: "def"),
            ], settings: ["draws": "64", "seed": "\(seed)"], shard: try #require(Shard(number, of: count)),
            command: ["run", "my plan.yaml", "--draws", "64", "--seed", "\(seed)"], arithmetic: "0")
    }

    private func part(_ path: String, _ header: PartHeader) -> PartFile {
        PartFile(path: path, header: header, payload: [1, 2, 3])
    }

    /// The sentences with which parts are refused.
    private func refusal(_ parts: [PartFile]) -> [String] {
        do {
            _ = try PartSet(parts, version: "1.0")
            return []
        } catch {
            return error.diagnostics.map { $0.text(.en) }
        }
    }

    private func fault(_ bytes: [UInt8]) -> String? {
        do {
            _ = try PartFile(bytes, path: "a.part")
            return nil
        } catch {
            return error.text(.en)
        }
    }

    @Test("A part comes back from its bytes as it was, begins with text, and loads from its file")
    func roundTrip() throws {
        let payload = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
        let bytes = try PartFile(header: try header(2), payload: payload).bytes()
        let back = try PartFile(bytes, path: "a.part")
        #expect(back.header == (try header(2)))
        #expect(Array(back.payload) == payload)
        let lines = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).split(separator: "\n")
        #expect(lines[0] == "tianmu-part 1")
        #expect(lines[1].hasPrefix(#"{"arithmetic":"0","command":["run","my plan.yaml""#))
        #expect(lines[2].hasPrefix("payload 300 "))
    }

    @Test("A part that is cut off anywhere, or in which any byte has changed, is refused")
    func damage() throws {
        let bytes = try PartFile(header: try header(2), payload: [9, 8, 7, 6]).bytes()
        for count in 0..<bytes.count { #expect(fault(Array(bytes.prefix(count))) != nil, "\(count) bytes") }
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(fault(changed) != nil, "byte \(index)")
        }
        #expect(fault(bytes + [0]) != nil)
        let again = "make it again: tianmu run 'my plan.yaml' --draws 64 --seed 1 --shard 2/3 --out a.part"
        #expect(fault(Array(bytes.dropLast(3))) == "a.part: error: the part is truncated: 1 of 4 bytes; \(again)")
        var changed = bytes
        changed[bytes.count - 1] ^= 1
        let sentence = try #require(fault(changed))
        #expect(sentence.hasPrefix("a.part: error: the part is corrupt: its checksum is ") && sentence.hasSuffix(again))
        #expect(
            fault(Array("tianmu-part 2\n{}\n".utf8))
                == "a.part: error: the part has format 2, and this program reads format 1; use one version for all")
        #expect(fault(Array("tianmu: 1\n".utf8))?.contains("this is no part") == true)
    }

    @Test("Parts of all shards, in any order, are one whole in order")
    func complete() throws {
        let set = try PartSet([3, 1, 2].map { part("\($0)", try header($0)) }, version: "1.0")
        #expect(set.parts.map(\.path) == ["1", "2", "3"])
    }

    @Test("Missing shards are told, each with the command that makes it; so are shards given twice")
    func incomplete() throws {
        #expect(
            refusal([part("a", try header(2)), part("b", try header(2))]) == [
                "error: shard 1 of 3 is missing; run it alone: "
                    + "tianmu run 'my plan.yaml' --draws 64 --seed 1 --shard 1/3 --out 1.part",
                "error: shard 2 of 3 is given 2 times: a, b",
                "error: shard 3 of 3 is missing; run it alone: "
                    + "tianmu run 'my plan.yaml' --draws 64 --seed 1 --shard 3/3 --out 3.part",
            ])
    }

    @Test("Parts of another work, version, cut, seed or input are refused by name")
    func strangers() throws {
        let first = part("a", try header(1))
        let others: [(PartHeader, String)] = [
            (
                try header(2, version: "1.1"),
                "b: error: was made by tianmu 1.1, and this is 1.0; use one version for all"
            ),
            (
                try header(2, work: "backtest"),
                "b: error: is a part of 'tianmu backtest', but 'a' is one of 'tianmu run'"
            ),
            (try header(2, of: 4), "b: error: is shard 2/4, but 'a' is shard 1/3"),
            (try header(2, seed: 2), "b: error: has seed 2, but 'a' has 1"),
            (try header(2, digest: "xyz"), "b: error: was made from another 'my plan.yaml' than 'a'"),
        ]
        for (header, sentence) in others { #expect(refusal([first, part("b", header)]) == [sentence]) }
    }

    @Test("Inputs that have changed since, and another machine's last digits, are told")
    func surroundings() throws {
        let set = try PartSet([part("a", try header(1, of: 1))], version: "1.0")
        try set.requireInputs(set.header.inputs, of: "elsewhere.yaml")
        var inputs = set.header.inputs
        inputs[1].digest = "other"
        let changed = #expect(throws: DiagnosticList.self) { try set.requireInputs(inputs, of: "my plan.yaml") }
        #expect(
            changed?.diagnostics.map { $0.text(.en) } == [
                "my plan.yaml: error: the inputs have changed since the parts were made: figures.csv; "
                    + "restore them, or run all shards again"
            ])
        try set.requireArithmetic("0")
        #expect(throws: DiagnosticList.self) { try set.requireArithmetic("1") }
    }
}
