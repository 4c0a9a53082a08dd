import Foundation
import TianmuModel

/// Writes folders and files so that there is never half of one: beside, and then renamed.
package enum FolderWriter {
    package enum Fault: Error, Equatable, Sendable {
        case exists(path: String)
        case failed(path: String, reason: String)

        package var message: LocalizedText {
            switch self {
            case .exists(let path):
                LocalizedText(
                    zh: "“\(path)”已存在，未改动；请换一个名字，或加 --replace",
                    en: "'\(path)' exists and was left alone; choose another name, or add --replace")
            case .failed(let path, let reason):
                LocalizedText(zh: "无法写入“\(path)”：\(reason)", en: "cannot write '\(path)': \(reason)")
            }
        }
    }

    package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Writes a folder with these files.
    /// - Throws: ``Fault/exists(path:)`` unless `replacing`; then the old folder goes once the new one stands.
    package static func write(_ folder: RunFolder, to path: String, replacing: Bool = false) throws(Fault) {
        guard replacing || !exists(path) else { throw .exists(path: path) }
        try withoutInterruption { () throws(Fault) in
            let draft = sibling(of: path, marked: "partial")
            do {
                let manager = FileManager.default
                for file in folder.files {
                    let target = URL(fileURLWithPath: "\(draft)/\(file.path)")
                    try manager.createDirectory(
                        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try Data(file.text.utf8).write(to: target)
                }
                try moveIntoPlace(draft, path)
            } catch {
                try? FileManager.default.removeItem(atPath: draft)
                throw .failed(path: path, reason: Self.reason(error))
            }
        }
    }

    /// Writes one file.
    /// - Throws: ``Fault/exists(path:)`` unless `replacing`.
    package static func write(_ text: String, toFile path: String, replacing: Bool = false) throws(Fault) {
        guard replacing || !exists(path) else { throw .exists(path: path) }
        try withoutInterruption { () throws(Fault) in
            let draft = sibling(of: path, marked: "partial")
            do {
                try Data(text.utf8).write(to: URL(fileURLWithPath: draft))
                try moveIntoPlace(draft, path)
            } catch {
                try? FileManager.default.removeItem(atPath: draft)
                throw .failed(path: path, reason: Self.reason(error))
            }
        }
    }

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

    private static func reason(_ error: any Error) -> String {
        (error as NSError).localizedFailureReason ?? error.localizedDescription
    }
}
