import TianmuModel

/// Cuts comma-separated text into cells that know where they stand (RFC 4180; LF, CRLF or CR; a BOM is accepted).
///
/// Empty lines, lines of empty cells only, and lines that start with `#` are left out. Works on bytes: a character is
/// only looked for where a column is counted.
struct CSVReader {
    struct Cell {
        var text: String
        var position: SourcePosition
    }

    struct Record {
        var cells: [Cell]
        var position: SourcePosition
    }

    private let bytes: [UInt8]
    private let path: String
    private var offset = 0
    private var line = 1
    private var column = 1

    init(text: String, path: String) {
        self.bytes = Array(text.utf8)
        self.path = path
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    /// The next record that holds something, or `nil` at the end. A record with bad quotes is told and left out.
    mutating func next(into diagnostics: inout [Diagnostic]) -> Record? {
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "#") {
                skipLine()
                continue
            }
            let start = position
            var cells: [Cell] = []
            var isSound = true
            repeat {
                switch cell() {
                case .success(let cell): cells.append(cell)
                case .failure(let fault):
                    diagnostics.append(contentsOf: fault.diagnostics)
                    isSound = false
                    skipLine()
                }
            } while isSound && skipComma()
            guard isSound else { continue }
            skipLineBreak()
            if cells.contains(where: { !$0.text.isEmpty }) { return Record(cells: cells, position: start) }
        }
        return nil
    }

    private var position: SourcePosition { SourcePosition(file: path, line: line, column: column) }

    private mutating func cell() -> Result<Cell, DiagnosticList> {
        let start = position
        let blanks = offset
        while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
            column += offset - blanks
            return quotedCell(start: start)
        }
        let from = blanks
        while offset < bytes.count, !isEnd(bytes[offset]) {
            if bytes[offset] == UInt8(ascii: "\"") {
                return .failure(
                    fault(
                        zh: "未加引号的单元格中有引号；请把整个单元格放在引号内，内部引号写两次",
                        en: "a quote inside an unquoted cell; quote the whole cell and write inner quotes twice",
                        at: start))
            }
            offset += 1
        }
        let text = String(decoding: bytes[from..<offset], as: UTF8.self)
        column += text.count
        return .success(Cell(text: text.trimmingBlanks, position: start))
    }

    /// The offset stands on the opening quote.
    private mutating func quotedCell(start: SourcePosition) -> Result<Cell, DiagnosticList> {
        var content: [UInt8] = []
        let from = offset
        var lineStart = from
        offset += 1
        while true {
            guard offset < bytes.count else {
                return .failure(fault(zh: "引号没有结束", en: "the quote is never closed", at: start))
            }
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                offset += 1
                guard offset < bytes.count, bytes[offset] == byte else { break }
            } else if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && peek(1) != UInt8(ascii: "\n")) {
                line += 1
                column = 1
                lineStart = offset + 1
            }
            content.append(byte)
            offset += 1
        }
        while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
        column += String(decoding: bytes[lineStart..<offset], as: UTF8.self).count
        guard offset == bytes.count || isEnd(bytes[offset]) else {
            return .failure(fault(zh: "结束引号之后还有文字", en: "text after the closing quote", at: position))
        }
        return .success(Cell(text: String(decoding: content, as: UTF8.self).trimmingBlanks, position: start))
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func peek(_ ahead: Int) -> UInt8? {
        offset + ahead < bytes.count ? bytes[offset + ahead] : nil
    }

    private mutating func skipComma() -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ",") else { return false }
        offset += 1
        column += 1
        return true
    }

    private mutating func skipLineBreak() {
        guard offset < bytes.count else { return }
        offset += bytes[offset] == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n") ? 2 : 1
        line += 1
        column = 1
    }

    private mutating func skipLine() {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "\r") {
            offset += 1
        }
        skipLineBreak()
    }

    private func fault(zh: String, en: String, at position: SourcePosition) -> DiagnosticList {
        DiagnosticList([.error(zh: zh, en: en, at: position)])
    }
}
