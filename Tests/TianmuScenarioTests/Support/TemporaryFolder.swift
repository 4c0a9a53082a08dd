import Glibc
import Testing
import TianmuScenario

/// A new folder with files in it, removed with the value.
final class TemporaryFolder {
    /// With a slash at its end.
    let path: String
    private var files: [String] = []

    init() throws {
        var template = Array("\(P_tmpdir)/tianmu-test-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/"
    }

    deinit {
        for file in files { unlink(file) }
        rmdir(path)
    }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, bytes: Array(text.utf8)) }

    @discardableResult
    func write(_ name: String, bytes: [UInt8]) throws -> String {
        let file = path + name
        let stream = try #require(fopen(file, "w"))
        files.append(file)
        #expect(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
        fclose(stream)
        return file
    }

    /// A file of so many zero bytes that takes no room on the disk.
    func writeSparse(_ name: String, byteCount: Int) throws -> String {
        let file = try write(name, "")
        #expect(truncate(file, byteCount) == 0)
        return file
    }

    /// The text of a diagnostic with this folder left out of its paths.
    func text(_ diagnostic: Diagnostic) -> String {
        diagnostic.text(.en).replacing(path, with: "")
    }
}
