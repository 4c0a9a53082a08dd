import Foundation

/// The built command, run as a user runs it.
enum Program {
    /// What a run of the command left behind.
    struct Outcome: Sendable {
        var output: String
        var error: String
        /// The exit code, or the signal that ended the program.
        var status: Int32
        var wasKilled: Bool

        /// The lines of standard error.
        var errorLines: [String] { error.split(separator: "\n").map(String.init) }
    }

    struct TimedOut: Error {
        var arguments: [String]
        var seconds: Double
    }

    struct NotBuilt: Error {}

    /// Far more than any of these runs takes, on a busy machine as well.
    static let timeLimit = 120.0

    /// The top of the package.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ name: String) -> String { package.appendingPathComponent(name).path }

    static func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// The command stands beside the bundle of the tests.
    static func executable() throws -> URL {
        let bundles = [Bundle.main] + Bundle.allBundles
        for bundle in bundles {
            var folder = (bundle.executableURL ?? bundle.bundleURL).deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appendingPathComponent("tianmu")
                if FileManager.default.isExecutableFile(atPath: candidate.path), !candidate.hasDirectoryPath {
                    return candidate
                }
                folder.deleteLastPathComponent()
            }
        }
        throw NotBuilt()
    }

    /// - Parameters:
    ///   - folder: where the command runs.
    ///   - environment: changes to that of the tests; `nil` takes a variable away.
    ///   - output: where standard output goes; by default it is returned.
    ///   - interruptAfter: seconds after which the program gets a ctrl-C.
    static func run(
        _ arguments: [String], in folder: String? = nil, environment: [String: String?] = [:],
        output: FileHandle? = nil, interruptAfter: Double? = nil
    ) throws -> Outcome {
        let scratch = try TemporaryFolder()
        let process = Process()
        process.executableURL = try executable()
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder ?? scratch.path)
        var variables = ProcessInfo.processInfo.environment
        variables["LC_ALL"] = "C"
        for (name, value) in environment { variables[name] = value }
        process.environment = variables
        // Files and not pipes: nothing has to be read while the program runs.
        let files = try ["output", "error"].map { name in
            let path = try scratch.write("", to: ".\(name)")
            return (path: path, handle: try FileHandle(forWritingTo: URL(fileURLWithPath: path)))
        }
        process.standardOutput = output ?? files[0].handle
        process.standardError = files[1].handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        try wait(for: process, arguments, interruptAfter: interruptAfter)
        for file in files { try file.handle.close() }
        return Outcome(
            output: try String(contentsOfFile: files[0].path, encoding: .utf8),
            error: try String(contentsOfFile: files[1].path, encoding: .utf8),
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal)
    }

    private static func wait(for process: Process, _ arguments: [String], interruptAfter: Double?) throws {
        let start = Date()
        var isInterrupted = false
        while process.isRunning {
            let seconds = Date().timeIntervalSince(start)
            if let interruptAfter, !isInterrupted, seconds > interruptAfter {
                process.interrupt()
                isInterrupted = true
            }
            if seconds > timeLimit {
                process.terminate()
                throw TimedOut(arguments: arguments, seconds: seconds)
            }
            Thread.sleep(forTimeInterval: 0.005)
        }
    }
}
