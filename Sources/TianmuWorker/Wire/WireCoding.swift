import FoundationEssentials
import TianmuModel

/// Messages as lines of JSON, and tables of numbers as base64 of little-endian doubles.
package enum WireCoding {
    /// One line, with its end.
    package static func line(_ message: some Encodable) throws(WireFault) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(message)) + [UInt8(ascii: "\n")]
        } catch {
            throw WireFault(LocalizedText(zh: "消息无法写成 JSON：\(error)", en: "a message is no JSON: \(error)"))
        }
    }

    /// Reads one line. Members that this version does not know are ignored.
    package static func read<Message: Decodable>(
        _ type: Message.Type, from line: [UInt8]
    ) throws(WireFault) -> Message {
        do {
            return try JSONDecoder().decode(type, from: Data(line))
        } catch let error as DecodingError {
            throw fault(error, line)
        } catch {
            throw notJSON(line)
        }
    }

    package static func base64(_ values: UnsafeBufferPointer<Double>) -> String {
        var data = Data(capacity: values.count * 8)
        for value in values {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        return data.base64EncodedString()
    }

    package static func base64(_ values: [Double]) -> String { values.withUnsafeBufferPointer { base64($0) } }

    /// `nil` if it is no base64 of whole doubles.
    package static func doubles(_ text: String) -> [Double]? {
        guard let data = Data(base64Encoded: text), data.count % 8 == 0 else { return nil }
        return data.withUnsafeBytes { bytes in
            (0..<bytes.count / 8).map {
                Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
            }
        }
    }

    private static func fault(_ error: DecodingError, _ line: [UInt8]) -> WireFault {
        switch error {
        case .keyNotFound(let key, let context):
            let place = place(context.codingPath + [key])
            return WireFault(LocalizedText(zh: "缺少“\(place)”", en: "'\(place)' is missing"))
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let place = place(context.codingPath)
            return WireFault(LocalizedText(zh: "“\(place)”的类型不对", en: "'\(place)' is of the wrong kind"))
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            let place = place(context.codingPath)
            return WireFault(LocalizedText(zh: "“\(place)”的值不对", en: "'\(place)' has a value that is not allowed"))
        default:
            return notJSON(line)
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.reduce("") { text, key in
            if let index = key.intValue { return "\(text)[\(index)]" }
            return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
        }
    }

    private static func notJSON(_ line: [UInt8]) -> WireFault {
        let start = String(decoding: line.prefix(60), as: UTF8.self).filter { !$0.isNewline }
        let more = line.count > 60 ? "…" : ""
        return WireFault(
            LocalizedText(zh: "不是一行 JSON 对象：“\(start)\(more)”", en: "not a JSON object on one line: '\(start)\(more)'"))
    }
}
