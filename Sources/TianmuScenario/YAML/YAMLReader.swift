import TianmuModel
import Yams

/// Reads YAML text into a ``SourceNode``, within limits that keep a hostile file from eating the machine.
struct YAMLReader {
    /// Deeper nesting than this is refused: the library below recurses.
    static let maximumDepth = 64
    /// More values than this, aliases expanded, are refused.
    static let maximumNodeCount = 200_000

    /// More aliases than this are refused: n of them can stand for at most e^(n/e) times as many values, so that this
    /// few can never explode, not even where the library hashes them as keys.
    static let maximumAliasCount = 40

    let path: String
    private var nodeCount = 0

    /// - Throws: the first thing that is wrong; a file that is not YAML has no second one.
    static func read(text: String, path: String) throws(Diagnostic) -> SourceNode {
        let start = SourcePosition(file: path, line: 1, column: 1)
        if let line = depthExceededLine(in: text) {
            throw .error(
                zh: "嵌套超过 \(maximumDepth) 层", en: "nested more than \(maximumDepth) levels deep",
                at: SourcePosition(file: path, line: line, column: 1))
        }
        if let line = excessAliasLine(in: text) {
            throw .error(
                zh: "别名（*…）超过 \(maximumAliasCount) 个；请直接写出，或用 extends",
                en: "more than \(maximumAliasCount) aliases (*…); write the values out, or use 'extends'",
                at: SourcePosition(file: path, line: line, column: 1))
        }
        let root: Node?
        do {
            // Texts stay texts: what is a number is said by the schema, and the library's patterns cost milliseconds.
            root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw diagnostic(for: error, in: text, path: path)
        } catch {
            throw .error(zh: "无法读取 YAML：\(error)", en: "cannot read this YAML: \(error)", at: start)
        }
        guard let root else { throw .error(zh: "文件是空的", en: "the file is empty", at: start) }
        var reader = YAMLReader(path: path)
        return try reader.convert(root, depth: 0)
    }

    private init(path: String) { self.path = path }

    private mutating func convert(_ node: Node, depth: Int) throws(Diagnostic) -> SourceNode {
        let position = SourcePosition(file: path, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
        nodeCount += 1
        guard nodeCount <= Self.maximumNodeCount, depth <= Self.maximumDepth else {
            throw .error(
                zh: "展开别名后超过 \(Self.maximumNodeCount) 个值（或 \(Self.maximumDepth) 层），拒绝读取",
                en:
                    "more than \(Self.maximumNodeCount) values (or \(Self.maximumDepth) levels) once aliases are expanded",
                at: position)
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
                return SourceNode(.null, at: position)
            }
            return SourceNode(.scalar(scalar.string, isQuoted: !isPlain), at: position)
        case .sequence(let sequence):
            var items: [SourceNode] = []
            for item in sequence { items.append(try convert(item, depth: depth + 1)) }
            return SourceNode(.list(items), at: position)
        case .mapping(let mapping):
            var entries: [SourceNode.Entry] = []
            for (key, value) in mapping {
                entries.append(
                    SourceNode.Entry(key: try convertKey(key), value: try convert(value, depth: depth + 1)))
            }
            return SourceNode(.map(entries), at: position)
        case .alias:
            throw .error(zh: "别名没有所指", en: "an alias that points nowhere", at: position)
        }
    }

    /// A key is a word, or a list of words such as `[a, b]`, which reads as `a ~ b`.
    private mutating func convertKey(_ node: Node) throws(Diagnostic) -> Located<String> {
        let key = try convert(node, depth: 0)
        switch key.content {
        case .scalar(let text, _): return Located(text, at: key.position)
        case .list(let items):
            let words = items.compactMap(\.text)
            if words.count == items.count { return Located(words.joined(separator: " ~ "), at: key.position) }
            fallthrough
        default:
            throw .error(
                zh: "键应为一个词，或方括号内的若干词", en: "a key must be a word, or words in brackets", at: key.position)
        }
    }

    /// The first line on which brackets, dashes or indentation nest too deep. An estimate from above that needs no
    /// parser: brackets inside quotes count too.
    private static func depthExceededLine(in text: String) -> Int? {
        var line = 1
        var brackets = 0
        var dashes = 0
        var atLineStart = true
        for byte in text.utf8 {
            switch byte {
            case 0x0A:
                line += 1
                dashes = 0
                atLineStart = true
                continue
            case 0x5B, 0x7B: brackets += 1
            case 0x5D, 0x7D: brackets = max(0, brackets - 1)
            case 0x20, 0x09, 0x2D, 0x3F, 0x3A:
                if atLineStart { dashes += 1 }
                continue
            default: break
            }
            atLineStart = false
            // Two columns a level is the least that YAML's indentation can do.
            if brackets > maximumDepth || dashes > 2 * maximumDepth { return line }
        }
        return dashes > 2 * maximumDepth ? line : nil
    }

    /// The line of the first alias too many. An alias is `*name` after a separator; `a * b` and `a*b` are products.
    private static func excessAliasLine(in text: String) -> Int? {
        var line = 1
        var count = 0
        var beforeLast: UInt8 = 0x0A
        var last: UInt8 = 0x0A
        for byte in text.utf8 {
            let startsName = byte != 0x20 && byte != 0x0A && byte != 0x2A
            if last == 0x2A, startsName, [0x0A, 0x20, 0x5B, 0x7B, 0x2C].contains(beforeLast) {
                count += 1
                if count > maximumAliasCount { return line }
            }
            if byte == 0x0A { line += 1 }
            beforeLast = last
            last = byte
        }
        return nil
    }

    /// Where a key of a mapping in block style stands for the second time; in any other style the first key.
    private static func repetition(of key: String, in text: String, from start: SourcePosition) -> SourcePosition {
        let indentation = start.column - 1
        var isKnown = false
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated().dropFirst(start.line - 1) {
            // The first key may stand behind the dash of a list.
            let blanks = index == start.line - 1 ? indentation : line.prefix { $0 == " " }.count
            let rest = line.dropFirst(blanks)
            if rest.isEmpty || rest.first == "#" { continue }
            if blanks < indentation { break }
            guard blanks == indentation, rest.hasPrefix(key), rest.dropFirst(key.count).first == ":" else { continue }
            if isKnown { return SourcePosition(file: start.file, line: index + 1, column: start.column) }
            isKnown = true
        }
        return start
    }

    private static func diagnostic(for error: YamlError, in text: String, path: String) -> Diagnostic {
        func at(_ mark: Mark) -> SourcePosition {
            SourcePosition(file: path, line: mark.line, column: mark.column)
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return .error(zh: "不是合法的 YAML：\(problem)", en: "not valid YAML: \(problem)", at: at(mark))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.joined(separator: ", ")
            let place = repetition(of: duplicates.first ?? "", in: text, from: at(context.mark))
            return .error(zh: "同一层出现重复的键：\(names)", en: "the same key twice: \(names)", at: place)
        case .reader(let problem, let offset, _, let yaml):
            let line = yaml.utf8.prefix(offset ?? 0).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
            return .error(
                zh: "无法读取：\(problem)", en: "cannot read: \(problem)", at: SourcePosition(file: path, line: line))
        default:
            return .error(
                zh: "无法读取 YAML：\(error)", en: "cannot read this YAML: \(error)", at: SourcePosition(file: path))
        }
    }
}
