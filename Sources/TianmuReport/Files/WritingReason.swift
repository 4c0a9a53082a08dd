import Foundation
import TianmuModel

/// Why something could not be written, in a few words of the reader's language.
enum WritingReason {
    static func text(_ error: any Error, _ path: String) -> LocalizedText {
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        switch code(of: error) {
        case ENOENT where !FileManager.default.fileExists(atPath: parent):
            return LocalizedText(zh: "文件夹“\(parent)”不存在", en: "there is no folder '\(parent)'")
        case ENOENT: return LocalizedText(zh: "此处不能新建", en: "nothing can be created there")
        case EACCES, EPERM: return LocalizedText(zh: "没有写入权限", en: "no permission to write there")
        case EROFS: return LocalizedText(zh: "此处只读", en: "it can only be read there")
        case ENOSPC, EDQUOT: return LocalizedText(zh: "磁盘空间不足", en: "the disk is full")
        case ENOTDIR, EEXIST:
            return LocalizedText(zh: "路径中有一段是文件，不是文件夹", en: "part of the path is a file, not a folder")
        case let code?:
            let words = String(cString: strerror(code))
            return LocalizedText(zh: words, en: words)
        case nil: return LocalizedText(error.localizedDescription)
        }
    }

    /// The system's number of an error: Foundation hides it below its own.
    private static func code(of error: any Error) -> Int32? {
        if let error = error as? POSIXError { return error.code.rawValue }
        guard let error = error as? CocoaError else { return nil }
        if let underlying = error.underlying { return code(of: underlying) }
        switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile: return ENOENT
        case .fileWriteNoPermission: return EACCES
        case .fileWriteOutOfSpace: return ENOSPC
        case .fileWriteVolumeReadOnly: return EROFS
        case .fileWriteFileExists: return EEXIST
        default: return nil
        }
    }
}
