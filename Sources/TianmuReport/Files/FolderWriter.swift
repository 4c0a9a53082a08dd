import Foundation
import Glibc
import TianmuModel

/// Writes folders and files so that there is never half of one: beside, and then renamed.
package enum FolderWriter {
    package enum Fault: Error, Equatable, Sendable {
        case exists(path: String)
        /// The same where nothing is ever replaced.
        case taken(path: String)
        /// To be replaced, but it holds something that no run wrote.
        case notOurs(path: String, stranger: String)
        case isFolder(path: String)
        case isFile(path: String)
        case failed(path: String, reason: LocalizedText)

        package var message: LocalizedText {
            switch self {
            case .exists(let path):
                LocalizedText(
                    zh: "“\(path)”已存在，未改动；请换一个名字，或加 --replace",
                    en: "'\(path)' exists and was left alone; choose another name, or add --replace")
            case .taken(let path):
                LocalizedText(
                    zh: "“\(path)”已存在，未改动；请换一个名字或文件夹",
                    en: "'\(path)' exists and was left alone; choose another name or folder")
            case .notOurs(let path, let stranger):
                LocalizedText(
                    zh: "“\(path)”中的“\(stranger)”不是运行结果，未改动；--replace 只替换以前的结果文件夹",
                    en: "'\(path)' holds '\(stranger)', which no run wrote, and was left alone; "
                        + "--replace replaces run folders only")
            case .isFolder(let path):
                LocalizedText(
                    zh: "“\(path)”是文件夹，不是文件，未改动", en: "'\(path)' is a folder, not a file, and was left alone")
            case .isFile(let path):
                LocalizedText(
                    zh: "“\(path)”是文件，不是文件夹，未改动", en: "'\(path)' is a file, not a folder, and was left alone")
            case .failed(let path, let reason):
                LocalizedText(zh: "无法写入“\(path)”：\(reason.zh)", en: "cannot write '\(path)': \(reason.en)")
            }
        }
    }

    package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Makes sure that a folder may be written here.
    /// - Throws: if there is something already; with `replacing`, if there is anything that no run wrote.
    package static func requireFolder(_ path: String, replacing: Bool) throws(Fault) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else { throw .isFile(path: path) }
        guard replacing else { throw .exists(path: path) }
        if let stranger = RunFolder.stranger(in: path) { throw .notOurs(path: path, stranger: stranger) }
    }

    /// Makes sure that a file may be written here: a folder is never replaced by one.
    package static func requireFile(_ path: String, replacing: Bool) throws(Fault) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        if isFolder.boolValue { throw .isFolder(path: path) }
        if !replacing { throw .exists(path: path) }
    }

    /// Writes a folder with these files.
    /// - Throws: ``Fault/exists(path:)`` unless `replacing`; then the old folder goes once the new one stands.
    package static func write(_ folder: RunFolder, to path: String, replacing: Bool = false) throws(Fault) {
        try requireFolder(path, replacing: replacing)
        try withoutInterruption { () throws(Fault) in
            let draft = sibling(of: path, marked: "partial")
            do {
                let manager = FileManager.default
                for file in folder.files {
                    let target = URL(fileURLWithPath: "\(draft)/\(file.path)")
                    try manager.createDirectory(
                        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try write(file.text, to: target.path)
                }
                try moveIntoPlace(draft, path)
            } catch {
                try? FileManager.default.removeItem(atPath: draft)
                throw .failed(path: path, reason: WritingReason.text(error, path))
            }
        }
    }

    /// Writes a file of a draft without waiting until the disk has it, as Foundation does for each: a folder of many files
    /// would take longer than the run that they tell of.
    private static func write(_ text: String, to path: String) throws {
        func fail() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw fail() }
        defer { close(descriptor) }
        var text = text
        try text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw fail() }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    /// Writes one file.
    /// - Throws: ``Fault/exists(path:)`` unless `replacing`.
    package static func write(_ text: String, toFile path: String, replacing: Bool = false) throws(Fault) {
        try write(bytes: Data(text.utf8), toFile: path, replacing: replacing)
    }

    /// Writes one file of bytes.
    /// - Throws: ``Fault/exists(path:)`` unless `replacing`.
    package static func write(bytes: some Sequence<UInt8>, toFile path: String, replacing: Bool = false) throws(Fault) {
        try requireFile(path, replacing: replacing)
        try withoutInterruption { () throws(Fault) in
            let draft = sibling(of: path, marked: "partial")
            do {
                try Data(bytes).write(to: URL(fileURLWithPath: draft))
                try moveIntoPlace(draft, path)
            } catch {
                try? FileManager.default.removeItem(atPath: draft)
                throw .failed(path: path, reason: WritingReason.text(error, path))
            }
        }
    }

    /// Makes sure that a new file may be written here, or stands here already as it would be.
    /// - Returns: whether it is to be written.
    package static func requireNew(_ text: String, file path: String) throws(Fault) -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return true }
        if isFolder.boolValue { throw .isFolder(path: path) }
        guard FileManager.default.contents(atPath: path) == Data(text.utf8) else { throw .taken(path: path) }
        return false
    }

    /// Writes one new file, and the folders above it. One that stands there already and is the same is left alone.
    package static func writeNew(_ text: String, toFile path: String, isExecutable: Bool) throws(Fault) {
        guard try requireNew(text, file: path) else { return }
        do {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try write(text, toFile: path)
            if isExecutable {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
        } catch let fault as Fault {
            throw fault
        } catch {
            throw .failed(path: path, reason: WritingReason.text(error, path))
        }
    }

    /// The path from the root.
    package static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    /// Renames the draft; what stood there before goes last.
    private static func moveIntoPlace(_ draft: String, _ path: String) throws {
        let manager = FileManager.default
        let old = sibling(of: path, marked: "old")
        let hadOld = manager.fileExists(atPath: path)
        if hadOld { try manager.moveItem(atPath: path, toPath: old) }
        do {
            try manager.moveItem(atPath: draft, toPath: path)
        } catch {
            if hadOld { try manager.moveItem(atPath: old, toPath: path) }
            throw error
        }
        if hadOld { try manager.removeItem(atPath: old) }
    }

    /// A hidden name in the same folder, so that a rename stays on one disk.
    private static func sibling(of path: String, marked mark: String) -> String {
        let url = URL(fileURLWithPath: path)
        let name = ".\(url.lastPathComponent).\(mark)-\(ProcessInfo.processInfo.processIdentifier)"
        return url.deletingLastPathComponent().appendingPathComponent(name).path
    }

    /// Holds back ctrl-C and the like for the few milliseconds that writing takes.
    private static func withoutInterruption(_ body: () throws(Fault) -> Void) throws(Fault) {
        let signals = [SIGINT, SIGTERM, SIGHUP]
        let before = signals.map { signal($0, SIG_IGN) }
        defer { for (number, handler) in zip(signals, before) { signal(number, handler) } }
        try body()
    }
}
