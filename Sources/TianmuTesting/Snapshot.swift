import Foundation

/// Golden files: what a text was when somebody last looked at it.
///
///     #expect(Snapshot.mismatch(of: text, golden: "Snapshots/table.txt") == nil)
///
/// With `RECORD_SNAPSHOTS=1` in the environment the file is written **and the comparison fails on purpose**, so that no
/// new golden file enters unseen.
public enum Snapshot {
    /// What differs between `text` and the golden file, or `nil`.
    /// - Parameters:
    ///   - golden: the golden file's path, from the folder of the test's source file unless it is absolute.
    ///   - isRecording: by default whether `RECORD_SNAPSHOTS` is 1.
    public static func mismatch(
        of text: String, golden: String, sourceFile: String = #filePath,
        isRecording: Bool = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
    ) -> String? {
        let folder = URL(fileURLWithPath: sourceFile).deletingLastPathComponent()
        let file = golden.hasPrefix("/") ? URL(fileURLWithPath: golden) : folder.appendingPathComponent(golden)
        if isRecording {
            do {
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file, options: .atomic)
                return "recorded \(golden): look at it, then run again without RECORD_SNAPSHOTS"
            } catch {
                return "\(golden) cannot be written: \(error.localizedDescription)"
            }
        }
        guard let data = try? Data(contentsOf: file) else {
            return "\(golden) is missing: record it with RECORD_SNAPSHOTS=1"
        }
        return firstDifference(golden: String(decoding: data, as: UTF8.self), text: text, name: golden)
    }

    private static func firstDifference(golden: String, text: String, name: String) -> String? {
        guard golden != text else { return nil }
        let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
        let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in 0..<max(expected.count, actual.count) {
            let (old, new) = (line < expected.count ? expected[line] : nil, line < actual.count ? actual[line] : nil)
            if old != new {
                return "\(name), line \(line + 1): expected \(old ?? "end of file"), found \(new ?? "end of text")"
            }
        }
        return "\(name) differs in its line ends"
    }
}
