/// `--name value` pairs behind the workload's name.
struct Options {
    let workload: String
    private let values: [String: String]

    init(_ arguments: [String]) {
        workload = arguments.dropFirst().first ?? "help"
        var values: [String: String] = [:]
        var rest = arguments.dropFirst(2)
        while let name = rest.popFirst(), let value = rest.popFirst() { values[name] = value }
        self.values = values
    }

    func number(_ name: String, _ fallback: Int) -> Int { values["--" + name].flatMap { Int($0) } ?? fallback }
    func text(_ name: String, _ fallback: String) -> String { values["--" + name] ?? fallback }
}
