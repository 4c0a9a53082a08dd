import ArgumentParser
import Glibc
import TianmuModel
import TianmuReport
import TianmuScenario

/// Results go to standard output, everything else to standard error.
enum Console {
    /// Prints a result. A reader that went away (a closed pipe) wants no more, and that is no fault.
    /// - Throws: the exit code for an output that cannot be written, as on a full disk; it has been reported.
    static func result(_ text: String, _ language: Language = Environment.language) throws {
        guard let code = write(text, to: STDOUT_FILENO), code != EPIPE else { return }
        let reason = String(cString: strerror(code))
        throw cannotCreate(
            LocalizedText(zh: "无法写入标准输出：\(reason)", en: "cannot write to standard output: \(reason)"), language)
    }

    static func message(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

    /// Part of a line on standard error.
    static func status(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    static func report(_ diagnostics: [Diagnostic], _ language: Language) {
        for diagnostic in diagnostics.capped() { message(diagnostic.text(language)) }
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
    static func requireFree(file path: String, replacing: Bool, _ language: Language) throws {
        do throws(FolderWriter.Fault) {
            try FolderWriter.requireFile(path, replacing: replacing)
        } catch {
            throw cannotCreate(error.message, language)
        }
    }

    /// The same for a folder.
    static func requireFree(folder path: String, replacing: Bool, _ language: Language) throws {
        do throws(FolderWriter.Fault) {
            try FolderWriter.requireFolder(path, replacing: replacing)
        } catch {
            throw cannotCreate(error.message, language)
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

    /// - Returns: the system's number of what went wrong; `nil` if all was written.
    private static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return errno }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return nil
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
