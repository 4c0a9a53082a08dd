import FoundationEssentials
import TianmuModel
import TianmuScenario

/// One shard's results as bytes:
///
///     tianmu-part 1
///     {"arithmetic":"…","command":[…],"inputs":[…],…}
///     payload BYTES CHECKSUM
///     …
///
/// Three lines of text, then as many bytes as the third says. The checksum (FNV-1a, 64 bits) is that of the second line and
/// the payload together: it finds what was cut off or changed by accident.
package struct PartFile: Sendable {
    package static let format = 1

    /// Where it was read from; empty for one that was made here.
    package var path: String
    package var header: PartHeader
    package var payload: ArraySlice<UInt8>

    package init(path: String = "", header: PartHeader, payload: [UInt8]) {
        self.path = path
        self.header = header
        self.payload = payload[...]
    }

    /// The bytes of the file.
    package func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Array(try encoder.encode(header))
        var bytes = Array("\(Self.mark)\(Self.format)\n".utf8) + line
        bytes += "\npayload \(payload.count) \(Self.checksum(line[...], payload))\n".utf8
        return bytes + payload
    }

    /// Loads a part and checks that all of it is there and unchanged.
    package static func load(_ path: String) throws(DiagnosticList) -> PartFile {
        let bytes = try SourceFile.bytes(path, limitBytes: limitBytes)
        do throws(Diagnostic) {
            return try PartFile(bytes, path: path)
        } catch {
            throw DiagnosticList([error])
        }
    }

    init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
        let place = SourcePosition(file: path)
        var rest = bytes[...]
        func line() -> ArraySlice<UInt8>? {
            guard let end = rest.prefix(Self.longestLine).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }
        func text(_ bytes: ArraySlice<UInt8>?) -> String { bytes.map { String(decoding: $0, as: UTF8.self) } ?? "" }
        let cutOff = Diagnostic.error(
            zh: "分片文件不完整：文件头没有写完；请重算这一片", en: "the part is truncated within its header; run its shard again",
            at: place)
        guard bytes.starts(with: Self.mark.utf8) else {
            throw .error(
                zh: "不是分片文件；分片由 tianmu run、backtest 或 sweep 的 --shard 生成",
                en: "this is no part; parts are made by '--shard' of tianmu run, backtest or sweep", at: place)
        }
        guard let first = line() else { throw cutOff }
        let format = text(first).dropFirst(Self.mark.count)
        guard format == "\(Self.format)" else {
            throw .error(
                zh: "分片格式为 \(format)，本程序只读格式 \(Self.format)；请用同一版本的程序",
                en:
                    "the part has format \(format), and this program reads format \(Self.format); use one version for all",
                at: place)
        }
        guard let second = line(), let third = line() else { throw cutOff }
        guard let header = try? JSONDecoder().decode(PartHeader.self, from: Data(second)),
            Shard(header.shard.number, of: header.shard.count) != nil
        else {
            throw .error(
                zh: "分片文件已损坏：文件头读不懂；请重算这一片", en: "the part is corrupt: its header makes no sense; run its shard again",
                at: place)
        }
        let words = text(third).split(separator: " ")
        let again = header.command(for: header.shard, out: path)
        guard words.count == 3, words[0] == "payload", let count = Int(words[1]), rest.count <= count else {
            throw .error(
                zh: "分片文件已损坏；请重算：\(again)", en: "the part is corrupt; make it again: \(again)", at: place)
        }
        guard rest.count == count else {
            throw .error(
                zh: "分片文件不完整：应有 \(count) 字节，只有 \(rest.count)；请重算：\(again)",
                en: "the part is truncated: \(rest.count) of \(count) bytes; make it again: \(again)", at: place)
        }
        let checksum = Self.checksum(second, rest)
        guard words[2] == checksum else {
            throw .error(
                zh: "分片文件已损坏：校验和是 \(checksum)，应为 \(words[2])；请重算：\(again)",
                en: "the part is corrupt: its checksum is \(checksum), not \(words[2]); make it again: \(again)",
                at: place)
        }
        self.path = path
        self.header = header
        payload = rest
    }

    /// Reads the payload.
    package func read<Value>(
        _ body: (inout ByteReader) throws(ByteReader.Malformed) -> Value
    ) throws(DiagnosticList) -> Value {
        var reader = ByteReader(payload)
        do throws(ByteReader.Malformed) {
            let value = try body(&reader)
            guard reader.isAtEnd else { throw ByteReader.Malformed() }
            return value
        } catch {
            let again = header.command(for: header.shard, out: path)
            throw DiagnosticList([
                .error(
                    zh: "分片内容与文件头不符；请重算：\(again)",
                    en: "what the part holds does not fit its header; make it again: \(again)",
                    at: SourcePosition(file: path))
            ])
        }
    }

    private static let mark = "tianmu-part "
    private static let longestLine = 1 << 24
    /// Far more than any part of ours has.
    private static let limitBytes = 1 << 34

    private static func checksum(_ line: ArraySlice<UInt8>, _ payload: ArraySlice<UInt8>) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for bytes in [line, payload] {
            bytes.withUnsafeBufferPointer { bytes in
                for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
