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
        } catch EncodingError.invalidValue(let value, let context) {
            let place = place(context.codingPath)
            throw WireFault(
                LocalizedText(zh: "“\(place)”是 \(value)，不是有限的数", en: "'\(place)' is \(value), not a finite number"))
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
        case .typeMismatch(_, let context) where !context.codingPath.isEmpty,
            .valueNotFound(_, let context) where !context.codingPath.isEmpty:
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
        // The decoder says the same of a number that is none of the kind that is wanted.
        if let (place, number) = (try? JSONDecoder().decode(AnyJSON.self, from: Data(line)))?.fraction() {
            return WireFault(
                LocalizedText(
                    zh: "“\(place)”是 \(number)，须为整数", en: "'\(place)' is \(number), and must be a whole number"))
        }
        let start = String(decoding: line.prefix(60), as: UTF8.self).plain(limit: 60)
        let more = line.count > 60 ? "…" : ""
        return WireFault(
            LocalizedText(zh: "不是一行 JSON 对象：“\(start)\(more)”", en: "not a JSON object on one line: '\(start)\(more)'"))
    }
}

/// Any JSON as far as its numbers go.
private enum AnyJSON: Decodable {
    case number(Double)
    case list([AnyJSON])
    case object([String: AnyJSON])
    case other

    /// Members of answers that must be whole numbers.
    private static let whole: Set = [
        "id", "protocol", "parameterNormalCount", "observationCount", "minimumObservations", "outputs", "need",
    ]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let list = try? container.decode([AnyJSON].self) {
            self = .list(list)
        } else if let object = try? container.decode([String: AnyJSON].self) {
            self = .object(object)
        } else {
            self = .other
        }
    }

    /// The first member in order of name, at any depth, that is no whole number but must be one.
    func fraction(named name: String = "") -> (place: String, number: Double)? {
        switch self {
        case .number(let number): Self.whole.contains(name) && Int(exactly: number) == nil ? (name, number) : nil
        case .list(let list): list.lazy.compactMap { $0.fraction(named: name) }.first
        case .object(let object):
            object.sorted { $0.key < $1.key }.lazy.compactMap { $1.fraction(named: $0) }.first
        case .other: nil
        }
    }
}
