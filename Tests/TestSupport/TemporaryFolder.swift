import Glibc

/// A new folder with files in it, removed with the value.
package final class TemporaryFolder {
    package struct Failure: Error {}

    /// With a slash at its end.
    package let path: String
    private var files: [String] = []

    package init() throws {
        var template = Array("\(P_tmpdir)/tianmu-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure() }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/"
    }

    deinit {
        for file in files { unlink(file) }
        rmdir(path)
    }

    /// Writes a file and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        let file = path + name
        let bytes = Array(text.utf8)
        guard let stream = fopen(file, "w") else { throw Failure() }
        files.append(file)
        defer { fclose(stream) }
        guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw Failure() }
        return file
    }
}
