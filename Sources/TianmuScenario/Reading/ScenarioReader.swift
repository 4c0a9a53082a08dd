import TianmuModel

/// Reads a scenario file, everything that it extends, and its figures.
package struct ScenarioReader {
    static let maximumExtends = 16

    private var diagnostics: [Diagnostic] = []
    private var inputs: [InputFile] = []

    /// Reads the file at `path`.
    /// - Returns: the scenario, with every fault found so far in its `diagnostics`.
    /// - Throws: where there is nothing left to go on with: the file cannot be read, is not YAML, or is no map.
    package static func read(path: String) throws(DiagnosticList) -> Scenario {
        var reader = ScenarioReader()
        do throws(Diagnostic) {
            return try reader.read(path)
        } catch {
            throw DiagnosticList(reader.diagnostics + [error])
        }
    }

    private mutating func read(_ path: String) throws(Diagnostic) -> Scenario {
        let tree = try loadTree(path)
        diagnostics += SchemaCheck.diagnostics(of: tree, as: ScenarioSchema.scenario).filter {
            !diagnostics.contains($0)
        }
        let pools = loadPools(tree["pool"])
        var figures: [Figure] = []
        let faultsBefore = diagnostics.count { $0.severity == .error }
        for item in tree["data"]?.items ?? [] {
            guard let name = item.text else { continue }
            let file = FilePath.resolve(name, besides: item.position.file)
            do throws(Diagnostic) {
                let text = try load(file, limit: SourceFile.figureLimitBytes, from: item.position)
                figures += FigureFile.read(text: text, path: file, into: &diagnostics)
            } catch {
                diagnostics.append(error)
            }
        }
        var scenario = ScenarioBuilder(tree: tree).scenario(
            path: path, figures: FigureTable(figures), inputs: inputs, diagnostics: diagnostics)
        scenario.pools = pools
        scenario.inputs += scenario.plugins.flatMap(\.paths).compactMap(SourceFile.fingerprint)
        scenario.lacksFigures = diagnostics.count { $0.severity == .error } > faultsBefore
        return scenario
    }

    /// The panels of `pool`, each file read once. An indicator whose panel has a fault, which is told, is left out.
    private mutating func loadPools(_ node: SourceNode?) -> [PoolEntry] {
        var sources: [String: PoolEntry.Source?] = [:]
        return (node?.entries ?? []).compactMap { entry in
            guard let name = entry.value.text else { return nil }
            let position = entry.value.position
            if name == PoolEntry.siblingsWord {
                return PoolEntry(indicator: entry.key, source: .siblings, position: position)
            }
            let path = FilePath.resolve(name, besides: position.file)
            let source = sources[path] ?? loadPanel(path, from: position).map { .panel(path: path, $0) }
            sources[path] = .some(source)
            return source.map { PoolEntry(indicator: entry.key, source: $0, position: position) }
        }
    }

    private mutating func loadPanel(_ path: String, from position: SourcePosition) -> SeriesPanel? {
        let text: String
        do throws(Diagnostic) {
            text = try load(path, limit: SourceFile.figureLimitBytes, from: position)
        } catch {
            diagnostics.append(error)
            return nil
        }
        do throws(DiagnosticList) {
            return try PanelFile.read(text: text, path: path)
        } catch {
            diagnostics += error.diagnostics
            return nil
        }
    }

    /// The file at `path`, merged into what it extends.
    private mutating func loadTree(_ path: String) throws(Diagnostic) -> SourceNode {
        var chain: [SourceNode] = []
        var seen: [String] = []
        var next: (path: String, from: SourcePosition?)? = (path, nil)
        while let (file, origin) = next {
            if seen.contains(file) || seen.count >= Self.maximumExtends {
                let route = (seen + [file]).joined(separator: " → ")
                throw .error(
                    zh: "extends 成环或超过 \(Self.maximumExtends) 层：\(route)",
                    en: "'extends' goes in a circle or over \(Self.maximumExtends) files: \(route)", at: origin)
            }
            seen.append(file)
            let text = try load(file, limit: SourceFile.scenarioLimitBytes, from: origin)
            let node = try YAMLReader.read(text: text, path: file)
            guard case .map = node.content else {
                throw .error(
                    zh: "情景文件应由若干“键: 值”组成", en: "a scenario file must consist of keys with values",
                    at: node.position)
            }
            // A file that is to be merged is checked by itself, or an unknown key would hide among the parent's; what
            // it lacks may stand in the parent.
            diagnostics += SchemaCheck.diagnostics(of: node, as: ScenarioSchema.scenario.withoutRequirements())
            chain.append(node)
            next = node["extends"].flatMap { extends in
                extends.text.map { (FilePath.resolve($0, besides: file), extends.position) }
            }
        }
        var tree = chain.removeLast()
        while let child = chain.popLast() {
            tree = Extending.merge(child, into: tree, as: ScenarioSchema.scenario, reporting: &diagnostics)
        }
        return tree
    }

    private mutating func load(
        _ path: String, limit: Int, from origin: SourcePosition?
    ) throws(Diagnostic) -> String {
        let text: String
        do throws(DiagnosticList) {
            text = try SourceFile.load(path, limitBytes: limit)
        } catch {
            guard let fault = error.diagnostics.first else { throw .error(zh: path, en: path, at: origin) }
            // The line that names the file is the one to mend.
            guard let origin else { throw fault }
            throw .error(zh: "“\(path)”：\(fault.message.zh)", en: "'\(path)': \(fault.message.en)", at: origin)
        }
        let bytes = text.utf8
        inputs.append(InputFile(path: path, byteCount: bytes.count, digest: Digest.fnv1a(bytes), text: text))
        return text
    }
}

/// Paths between files that name each other.
enum FilePath {
    /// `name` as seen from the folder of `file`; without `.` and `a/..`, so that a circle is noticed.
    static func resolve(_ name: String, besides file: String) -> String {
        guard !name.hasPrefix("/") else { return normalized(name) }
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        return normalized(folder + name)
    }

    private static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}

/// A short fingerprint of bytes.
package enum Digest {
    /// FNV-1a, 64 bits (Fowler, Noll, Vo), in hexadecimal.
    package static func fnv1a(_ bytes: some Sequence<UInt8>) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
