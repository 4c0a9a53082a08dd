/// Collects what a formula reads.
enum FormulaReferences {
    struct Found {
        var name: String
        var lag: Int
        var offset: Int
    }

    /// Every name with every lag once, in order of appearance; of two places the first.
    static func collect(_ node: Formula.Node) -> [Found] {
        switch node {
        case .number: return []
        case .name(let name, let offset): return [Found(name: name, lag: 0, offset: offset)]
        case .prefix(_, let operand, _): return collect(operand)
        case .binary(_, let left, let right, _): return union([collect(left), collect(right)])
        case .previous(let operand, let lag, _): return shifted(collect(operand), by: lag)
        case .call(.growth, let arguments, _):
            let found = union(arguments.map(collect))
            return union([found, shifted(found, by: 1)])
        case .call(_, let arguments, _): return union(arguments.map(collect))
        }
    }

    private static func shifted(_ found: [Found], by lag: Int) -> [Found] {
        found.map { Found(name: $0.name, lag: $0.lag + lag, offset: $0.offset) }
    }

    private struct Key: Hashable {
        var name: String
        var lag: Int
    }

    private static func union(_ lists: [[Found]]) -> [Found] {
        var seen: Set<Key> = []
        return lists.joined().filter { seen.insert(Key(name: $0.name, lag: $0.lag)).inserted }
    }
}
