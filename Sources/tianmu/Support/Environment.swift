import Glibc
import TianmuModel
import TianmuPluginHost

/// What the program looks at outside its arguments.
enum Environment {
    /// Chinese where the locale is Chinese, otherwise English.
    static var language: Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name) else { continue }
            let locale = String(cString: value)
            if !locale.isEmpty { return locale.hasPrefix("zh") ? .zh : .en }
        }
        return .en
    }

    /// Columns of the terminal that results go to; `nil` if they go to a file or a pipe, which have no edge.
    static var outputWidth: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else {
            return nil
        }
        return Int(size.ws_col)
    }

    /// This program, to be started again as a worker.
    static var executable: String {
        var path = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &path, path.count)
        guard count > 0 else { return CommandLine.arguments[0] }
        return String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A command whose program is this one, wherever it stands: it need not be in PATH.
    static func withItself(_ command: [String]) -> [String] {
        guard command.first == "tianmu", WorkerProgram.inPath("tianmu") == nil else { return command }
        return [executable] + command.dropFirst()
    }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
