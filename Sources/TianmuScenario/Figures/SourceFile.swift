import Glibc
import TianmuModel

/// Loads the text of a user's file, or says in one sentence why it cannot.
package enum SourceFile {
    /// For files of figures.
    package static let figureLimitBytes = 16 << 20
    /// For scenario files.
    package static let scenarioLimitBytes = 1 << 20

    /// The text of the file at `path`, without a byte order mark.
    /// - Throws: one error: not found (with the nearest name in the folder), a folder, not readable, too large, empty,
    ///   or not UTF-8 text.
    package static func load(_ path: String, limitBytes: Int) throws(DiagnosticList) -> String {
        var bytes = try read(path, limitBytes: limitBytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard !bytes.isEmpty else { throw fault(path, zh: "文件为空", en: "the file is empty") }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw fault(path, zh: "文件为 UTF-16 编码；请另存为 UTF-8", en: "the file is UTF-16; save it as UTF-8")
        }
        guard !bytes.contains(0) else {
            throw fault(path, zh: "文件含二进制内容，不是文本", en: "the file is binary, not text")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw fault(
                path, zh: "文件不是 UTF-8 文本（也许是 GBK）；请另存为 UTF-8",
                en: "the file is not UTF-8 text (GBK perhaps); save it as UTF-8")
        }
        return text
    }

    /// A file that is no text.
    /// - Throws: one error: not found (with the nearest name in the folder), a folder, not readable, too large.
    package static func bytes(_ path: String, limitBytes: Int) throws(DiagnosticList) -> [UInt8] {
        try read(path, limitBytes: limitBytes)
    }

    /// A file that is not read as text, such as a program: enough to recognise it again; `nil` if it cannot be read.
    package static func fingerprint(_ path: String) -> InputFile? {
        guard let bytes = try? read(path, limitBytes: figureLimitBytes) else { return nil }
        return InputFile(path: path, byteCount: bytes.count, digest: Digest.fnv1a(bytes))
    }

    private static func read(_ path: String, limitBytes: Int) throws(DiagnosticList) -> [UInt8] {
        guard !path.utf8.contains(0) else {
            throw fault("", zh: "文件名含有空字符", en: "the file name contains a null character")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw openFault(path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw fault(path, zh: "这是文件夹，不是文件", en: "this is a folder, not a file")
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw openFault(path, code: errno) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limitBytes else {
                let limit = limitBytes >= 1 << 20 ? "\(limitBytes >> 20) MiB" : "\(limitBytes) B"
                throw fault(path, zh: "文件超过 \(limit) 的上限", en: "the file is larger than the limit of \(limit)")
            }
        }
    }

    private static func openFault(_ path: String, code: Int32) -> DiagnosticList {
        switch code {
        case ENOENT, ENOTDIR:
            let (folder, name) = split(path)
            guard let names = names(in: folder.isEmpty ? "." : folder) else {
                return fault(
                    path, zh: "文件不存在；文件夹“\(folder)”也不存在",
                    en: "the file does not exist, nor does the folder '\(folder)'")
            }
            let nearest = NearestName.find(name, among: names)
            return fault(
                path, zh: "文件不存在" + (nearest.map { "；是否指“\(folder)\($0)”？" } ?? ""),
                en: "the file does not exist" + (nearest.map { "; did you mean '\(folder)\($0)'?" } ?? ""))
        case EACCES, EPERM:
            return fault(path, zh: "没有读取文件的权限", en: "no permission to read the file")
        default:
            let reason = strerror(code).map { String(cString: $0) } ?? "\(code)"
            return fault(path, zh: "文件无法读取（\(reason)）", en: "the file cannot be read (\(reason))")
        }
    }

    /// The folder with its slash (empty for the present one), and the name.
    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[...slash]), String(path[path.index(after: slash)...]))
    }

    /// The files of a folder in order of name, or `nil` if it cannot be listed.
    private static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func fault(_ path: String, zh: String, en: String) -> DiagnosticList {
        DiagnosticList([.error(zh: zh, en: en, at: path.isEmpty ? nil : SourcePosition(file: path))])
    }
}
