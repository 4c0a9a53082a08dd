import Glibc
import TianmuModel

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

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
