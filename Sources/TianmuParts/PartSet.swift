import TianmuModel
import TianmuScenario

/// All parts of one work, in order of their shards.
package struct PartSet: Sendable {
    package let parts: [PartFile]

    /// What all parts say alike.
    package var header: PartHeader { parts[0].header }

    /// - Parameters:
    ///   - parts: in any order, at least one.
    ///   - version: of this program.
    /// - Throws: everything that keeps the parts from being one whole: parts of other works, another version of the program,
    ///   shards that are given twice, shards that are missing, each with the command that makes it.
    package init(_ parts: [PartFile], version: String) throws(DiagnosticList) {
        var faults: [Diagnostic] = []
        for part in parts where part.header.version != version {
            faults.append(
                .error(
                    zh: "由 tianmu \(part.header.version) 生成，本程序是 \(version)；请用同一版本的程序",
                    en: "was made by tianmu \(part.header.version), and this is \(version); use one version for all",
                    at: SourcePosition(file: part.path)))
        }
        guard let first = parts.first, faults.isEmpty else {
            throw DiagnosticList(
                faults.isEmpty ? [.error(zh: "没有给出分片", en: "no part is given", at: nil)] : faults)
        }
        for part in parts.dropFirst() {
            if let difference = Self.difference(part.header, first.header, first.path) {
                faults.append(.error(difference, at: SourcePosition(file: part.path)))
            }
        }
        guard faults.isEmpty else { throw DiagnosticList(faults) }
        let count = first.header.shard.count
        let byNumber = Dictionary(grouping: parts) { $0.header.shard.number }
        for number in 1...count {
            let found = byNumber[number] ?? []
            if found.count > 1 {
                let names = found.map(\.path).joined(separator: ", ")
                faults.append(
                    .error(
                        zh: "\(number)/\(count) 片给了 \(found.count) 次：\(names)",
                        en: "shard \(number) of \(count) is given \(found.count) times: \(names)", at: nil))
            } else if found.isEmpty, let shard = Shard(number, of: count) {
                let command = first.header.command(for: shard, out: "\(number).part")
                faults.append(
                    .error(
                        zh: "缺少 \(number)/\(count) 片；单独计算：\(command)",
                        en: "shard \(number) of \(count) is missing; run it alone: \(command)", at: nil))
            }
        }
        guard faults.isEmpty else { throw DiagnosticList(faults) }
        self.parts = parts.sorted { $0.header.shard.number < $1.header.shard.number }
    }

    /// Reads the payload of every part, in order.
    package func map<Value>(
        _ body: (PartFile, inout ByteReader) throws(ByteReader.Malformed) -> Value
    ) throws(DiagnosticList) -> [Value] {
        var values: [Value] = []
        for part in parts {
            values.append(
                try part.read { reader throws(ByteReader.Malformed) in try body(part, &reader) })
        }
        return values
    }

    /// Makes sure that the files which the parts were made from are as they were.
    package func requireInputs(_ inputs: [InputFile], of source: String) throws(DiagnosticList) {
        let then = header.inputs
        guard then.map(\.digest) != inputs.map(\.digest) else { return }
        let changed = zip(then, inputs).filter { $0.digest != $1.digest }.map(\.1.path)
        let names = then.count == inputs.count ? changed.joined(separator: ", ") : source
        throw DiagnosticList([
            .error(
                zh: "分片计算之后输入已改动：\(names)；请恢复原样，或重算各片",
                en:
                    "the inputs have changed since the parts were made: \(names); restore them, or run all shards again",
                at: SourcePosition(file: source))
        ])
    }

    /// Makes sure that this machine computes the numbers that all parts were made of.
    package func requireArithmetic(_ digest: String) throws(DiagnosticList) {
        let strangers = parts.filter { $0.header.arithmetic != digest }
        guard !strangers.isEmpty else { return }
        throw DiagnosticList(
            strangers.map {
                .error(
                    zh: "在另一种机器上算出（末位数字与本机不同）；各片与合并须用同一种处理器和数学库",
                    en: "was made on a machine of another kind, whose last digits differ from those of this one; "
                        + "run all shards and the merge on machines of one kind",
                    at: SourcePosition(file: $0.path))
            })
    }

    /// In what two headers differ that belong to one work; `nil` if in nothing.
    private static func difference(_ header: PartHeader, _ first: PartHeader, _ path: String) -> LocalizedText? {
        guard header.work == first.work else {
            return LocalizedText(
                zh: "是 tianmu \(header.work) 的分片，而“\(path)”是 tianmu \(first.work) 的",
                en: "is a part of 'tianmu \(header.work)', but '\(path)' is one of 'tianmu \(first.work)'")
        }
        guard header.shard.count == first.shard.count else {
            return LocalizedText(
                zh: "是 \(header.shard) 片，而“\(path)”是 \(first.shard) 片",
                en: "is shard \(header.shard), but '\(path)' is shard \(first.shard)")
        }
        for name in Set(header.settings.keys).union(first.settings.keys).sorted() {
            let (this, other) = (header.settings[name] ?? "–", first.settings[name] ?? "–")
            guard this != other else { continue }
            return LocalizedText(
                zh: "\(name) 是 \(this)，而“\(path)”的是 \(other)", en: "has \(name) \(this), but '\(path)' has \(other)")
        }
        guard header.inputs.map(\.digest) == first.inputs.map(\.digest) else {
            let changed = zip(header.inputs, first.inputs).filter { $0.digest != $1.digest }.map(\.0.path)
            let names = header.inputs.count == first.inputs.count ? changed.joined(separator: ", ") : header.source
            return LocalizedText(
                zh: "用的“\(names)”与“\(path)”用的不同", en: "was made from another '\(names)' than '\(path)'")
        }
        return nil
    }
}
