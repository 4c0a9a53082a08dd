import Glibc
import Testing
import TianmuScenario

@Suite struct SourceFileTests {
    /// Runs `body` with the path of a new folder (with slash) that is removed afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        var template = Array("\(P_tmpdir)/tianmu-test-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/"
        defer { rmdir(folder) }
        try body(folder)
    }

    private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        try withFolder { folder in
            let path = folder + "figures.csv"
            let file = try #require(fopen(path, "w"))
            defer { unlink(path) }
            #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
            fclose(file)
            try body(path)
        }
    }

    private func fault(_ path: String, limit: Int = 100) -> String? {
        let error = #expect(throws: DiagnosticList.self) { try SourceFile.load(path, limitBytes: limit) }
        return error?.diagnostics.first?.message.en
    }

    @Test("Text loads without its byte order mark")
    func loads() throws {
        try withFile([0xEF, 0xBB, 0xBF] + Array("天目\n".utf8)) { path in
            let text = try SourceFile.load(path, limitBytes: 10)
            #expect(text == "天目\n")
            #expect(fault(path, limit: 9) == "the file is larger than the limit of 9 B")
        }
    }

    @Test("A file that is missing names its neighbour; a missing folder is told as such")
    func notFound() throws {
        try withFile([65]) { path in
            let wrong = path.replacing("figures", with: "figrues")
            #expect(fault(wrong) == "the file does not exist; did you mean '\(path)'?")
            #expect(fault(path + "x/y/z")?.hasPrefix("the file does not exist, nor does the folder") == true)
        }
    }

    @Test("A folder, an endless file and an empty file are told as such")
    func special() throws {
        try withFolder { folder in #expect(fault(folder) == "this is a folder, not a file") }
        #expect(fault("/dev/zero") == "the file is larger than the limit of 100 B")
        try withFile([]) { path in #expect(fault(path) == "the file is empty") }
    }

    @Test("Text that is not UTF-8 says how to save it")
    func encodings() throws {
        try withFile([0xC1, 0xD9, 0xB0, 0xB2]) { path in  // 临安 in GBK
            #expect(fault(path) == "the file is not UTF-8 text (GBK perhaps); save it as UTF-8")
        }
        try withFile([0xFF, 0xFE, 0x41, 0x00]) { path in
            #expect(fault(path) == "the file is UTF-16; save it as UTF-8")
        }
        try withFile([0x50, 0x4B, 0x00]) { path in #expect(fault(path) == "the file is binary, not text") }
    }
}
