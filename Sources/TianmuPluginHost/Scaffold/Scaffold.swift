import TianmuModel

/// A new model from outside that passes the conformance suite as it is, to be changed.
package struct Scaffold: Sendable {
    package enum Language: String, CaseIterable, Sendable {
        case swift, python, c
    }

    package struct File: Equatable, Sendable {
        package var path: String
        package var text: String
        package var isExecutable = false
        /// Whether all models of a folder have the same one.
        package var isShared = false
    }

    package var files: [File]
    /// What turns them into a worker; empty where nothing need be done.
    package var build: [String]
    /// The worker's command, for a scenario.
    package var command: [String]

    /// - Parameters:
    ///   - id: lower case, words joined by hyphens.
    ///   - title: the id in both languages if not given.
    ///   - tianmu: the folder of this project's source, for Swift.
    package init(id: ModelID, title: LocalizedText? = nil, language: Language, tianmu: String) {
        let file = id.name.replacing("-", with: "_")
        let type = id.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        let title = title ?? LocalizedText(id.name)
        func text(_ template: String) -> String {
            let values = [
                "ID": id.name, "FILE": file, "TYPE": type, "ZH": title.zh, "EN": title.en, "TIANMU": tianmu,
            ]
            return values.reduce(template) { $0.replacing("@\($1.key)@", with: $1.value) }
        }
        switch language {
        case .python:
            files = [File(path: "\(file).py", text: text(PythonTemplate.text), isExecutable: true)]
            build = []
            command = ["./\(file).py"]
        case .c:
            files = [
                File(path: "\(file).c", text: text(CTemplate.text)),
                File(path: "tianmu_plugin.h", text: CHeader.text, isShared: true),
            ]
            build = ["cc -std=c11 -O2 -shared -fPIC -o \(file).so \(file).c -lm"]
            command = ["tianmu", "plugin", "host", "./\(file).so"]
        case .swift:
            let folder = "\(id.name)/Sources/\(id.name)"
            files = [
                File(path: "\(id.name)/Package.swift", text: text(SwiftManifest.text)),
                File(path: "\(folder)/\(type)Model.swift", text: text(SwiftTemplate.text)),
                File(
                    path: "\(folder)/main.swift", text: "import TianmuWorker\n\nserve([\(type)Model()])\n"),
            ]
            build = ["swift build -c release --package-path \(id.name)"]
            command = ["./\(id.name)/.build/release/\(id.name)"]
        }
    }
}
