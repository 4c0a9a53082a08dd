/// Merges a file into the one that it extends.
///
/// Maps merge key by key; a null value removes the inherited key, and a short form is the one key that it stands for.
/// Lists whose items have an identity (the table of fields says which keys) merge item by item, with new ones at the end;
/// `drop: true` removes one. Everything else is replaced. Every value keeps the place that it came from.
struct Extending {
    /// What belongs to one model and means nothing to another.
    private static let modelKeys = ["parameters", "drivers", "members", "weights"]

    /// What would otherwise be ignored: a `drop` that finds nothing.
    private var diagnostics: [Diagnostic] = []

    static func merge(
        _ child: SourceNode, into parent: SourceNode, as record: Record, reporting diagnostics: inout [Diagnostic]
    ) -> SourceNode {
        var extending = Extending()
        let merged = extending.merge(child, into: parent, as: .record(record))
        diagnostics += extending.diagnostics
        return merged
    }

    private mutating func merge(_ child: SourceNode, into parent: SourceNode, as type: FieldType) -> SourceNode {
        let (child, parent) = Self.spelledOut(child, parent, as: type)
        switch (child.content, parent.content) {
        case (.map(let entries), .map(let inherited)):
            var merged = inherited
            for entry in entries {
                let index = merged.firstIndex { $0.key.value == entry.key.value }
                if entry.value.isNull {
                    if let index { merged.remove(at: index) }
                } else if let index {
                    let value = merge(entry.value, into: merged[index].value, as: type.type(of: entry.key.value))
                    merged[index] = SourceNode.Entry(key: entry.key, value: value)
                } else {
                    merged.append(entry)
                }
            }
            guard case .record = type else { return SourceNode(.map(merged), at: child.position) }
            // An indicator has a model or a formula: whoever gives the one takes the other away.
            let hasModel = child["model"]?.isNull == false
            let hasFormula = child["formula"]?.isNull == false
            if hasModel, !hasFormula { merged.removeAll { $0.key.value == "formula" } }
            if hasFormula, !hasModel { merged.removeAll { (["model"] + Self.modelKeys).contains($0.key.value) } }
            if entries.contains(where: { TargetRelation(key: $0.key.value) != nil }) {
                let given = Set(entries.map(\.key.value))
                merged.removeAll { TargetRelation(key: $0.key.value) != nil && !given.contains($0.key.value) }
            }
            // Another model's parameters and drivers would only be unknown ones.
            if let model = child["model"]?.text, model != parent["model"]?.text {
                merged.removeAll { Self.modelKeys.contains($0.key.value) }
                merged += entries.filter { Self.modelKeys.contains($0.key.value) }
            }
            return SourceNode(.map(merged), at: child.position)
        case (.list(let items), .list(let inherited)):
            guard case .keyedList(let record, let identity) = type else { return child }
            var merged = inherited
            // Targets whose direction this list states: another direction is another target then.
            var stated: Set<Int> = []
            var dropped: Set<Int> = []
            for item in items {
                let isDrop = item["drop"]?.text == "true"
                let named = merged.indices.filter {
                    !dropped.contains($0) && Self.areSame(merged[$0], item, by: identity)
                }
                // What states no direction means the targets of either.
                var same = named.filter { Self.haveOneDirection(merged[$0], item) }
                if same.isEmpty, !isDrop { same = Array(named.filter { !stated.contains($0) }.prefix(1)) }
                if isDrop {
                    if same.isEmpty { reportUnmatchedDrop(item, identity) }
                    dropped.formUnion(same)
                    continue
                }
                for index in same { merged[index] = merge(item, into: merged[index], as: .record(record)) }
                if same.isEmpty {
                    same = [merged.count]
                    merged.append(item)
                }
                if Self.relation(of: item) != nil { stated.formUnion(same) }
            }
            merged = merged.indices.filter { !dropped.contains($0) }.map { merged[$0] }
            return SourceNode(.list(merged), at: child.position)
        default:
            return child
        }
    }

    /// Both in the long form where only one of them has it: `2` and `{parameters: …}` are two keys of one record.
    private static func spelledOut(
        _ child: SourceNode, _ parent: SourceNode, as type: FieldType
    ) -> (SourceNode, SourceNode) {
        guard case .shorthand(let key, _) = type else { return (child, parent) }
        func long(_ node: SourceNode) -> SourceNode {
            guard case .scalar = node.content else { return node }
            let entry = SourceNode.Entry(key: Located(key, at: node.position), value: node)
            return SourceNode(.map([entry]), at: node.position)
        }
        switch (child.content, parent.content) {
        case (.map, .scalar), (.scalar, .map): return (long(child), long(parent))
        default: return (child, parent)
        }
    }

    /// Whether two items are the same one: all identifying keys agree. An absent number is 0, and a text agrees with
    /// another in either language.
    private static func areSame(_ a: SourceNode, _ b: SourceNode, by keys: [String]) -> Bool {
        keys.allSatisfy { key in
            !words(of: a[key]).isDisjoint(with: words(of: b[key]))
        }
    }

    /// False for a target from below and one from above: both may stand in one year.
    private static func haveOneDirection(_ a: SourceNode, _ b: SourceNode) -> Bool {
        guard let first = relation(of: a), let second = relation(of: b) else { return true }
        return first.isUpward == second.isUpward
    }

    private static func relation(of node: SourceNode) -> TargetRelation? {
        node.entries.lazy.compactMap { $0.value.isNull ? nil : TargetRelation(key: $0.key.value) }.first
    }

    private static func words(of node: SourceNode?) -> Set<String> {
        guard let node, !node.isNull else { return ["0"] }
        if let integer = node.integer { return ["\(integer)"] }
        return Set([node.text, node["zh"]?.text, node["en"]?.text].compactMap { $0 })
    }

    private mutating func reportUnmatchedDrop(_ item: SourceNode, _ keys: [String]) {
        let identity = keys.compactMap { key in
            item[key].map { "\(key): \(Self.words(of: $0).sorted().joined(separator: "/"))" }
        }.joined(separator: ", ")
        diagnostics.append(
            .error(
                zh: "没有可去掉的项（\(identity)）", en: "there is nothing to drop that has \(identity)", at: item.position))
    }
}

extension FieldType {
    /// The type of the value under `key`, where this is a map.
    fileprivate func type(of key: String) -> FieldType {
        switch self {
        case .record(let record), .either(_, let record), .shorthand(_, let record): record[key]?.type ?? .text
        case .members(let record): .shorthand(for: "weight", record)
        case .map(let value): value
        default: .text
        }
    }
}
