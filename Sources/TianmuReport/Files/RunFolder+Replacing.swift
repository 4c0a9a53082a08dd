import Foundation

extension RunFolder {
    /// What the old folder's manifest tells about it.
    private struct OldManifest: Decodable {
        var program: String
        var files: [String]
    }

    /// Something below `path` that no run wrote: such a folder is never replaced. `nil` if there is nothing such.
    static func stranger(in path: String) -> String? {
        let manager = FileManager.default
        var ours: Set<String> = []
        if let data = manager.contents(atPath: "\(path)/manifest.json"),
            let manifest = try? JSONDecoder().decode(OldManifest.self, from: data), manifest.program == "tianmu"
        {
            ours = Set(manifest.files + ["manifest.json"])
        }
        let found = manager.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return found.sorted().first { name in
            guard !ours.contains(name) else { return false }
            var isFolder: ObjCBool = false
            return !(manager.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder) && isFolder.boolValue)
        }
    }
}
