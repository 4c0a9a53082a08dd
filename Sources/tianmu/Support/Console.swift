import ArgumentParser
import Glibc
import TianmuModel
import TianmuReport
import TianmuScenario

/// Results go to standard output, everything else to standard error.
enum Console {
    static func result(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func message(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Part of a line on standard error.
    static func status(_ text: String) { write(text, to: STDERR_FILENO) }

    static func report(_ diagnostics: [Diagnostic], _ language: Language) {
        for diagnostic in diagnostics { message(diagnostic.text(language)) }
    }

    /// Reports what is wrong with the input, and the exit code for it.
    static func badInput(_ list: DiagnosticList, _ language: Language) -> ExitCode {
        report(list.diagnostics, language)
        return .badInput
    }

    static func badInput(_ text: LocalizedText, _ language: Language) -> ExitCode {
        badInput(DiagnosticList([.error(text, at: nil)]), language)
    }

    /// An output that cannot be written is told before the work, not after it.
    static func requireFree(_ path: String, replacing: Bool, _ language: Language) throws {
        guard replacing || !FolderWriter.exists(path) else {
            throw cannotCreate(FolderWriter.Fault.exists(path: path).message, language)
        }
    }

    /// Writes a result to a file.
    static func write(_ text: String, toFile path: String, replacing: Bool, _ language: Language) throws {
        do throws(FolderWriter.Fault) {
            try FolderWriter.write(text, toFile: path, replacing: replacing)
        } catch {
            throw cannotCreate(error.message, language)
        }
    }

    /// Reports an output that cannot be written, and the exit code for it.
    static func cannotCreate(_ text: LocalizedText, _ language: Language) -> ExitCode {
        report([.error(text, at: nil)], language)
        return .cannotCreate
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                // A reader that went away (a closed pipe) wants no more.
                guard count > 0 || (count < 0 && errno == EINTR) else { return }
                if count > 0 { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
            }
        }
    }
}

extension ExitCode {
    /// EX_DATAERR: the user's files or values are wrong.
    static let badInput = ExitCode(65)
    /// EX_UNAVAILABLE: a library that the work needs is missing.
    static let unavailable = ExitCode(69)
    /// EX_SOFTWARE: our fault.
    static let ourFault = ExitCode(70)
    /// EX_CANTCREAT: an output cannot be written.
    static let cannotCreate = ExitCode(73)
}
