import Glibc
import TianmuModel

/// The program that a worker's command names, as the system will look for it.
package enum WorkerProgram {
    /// Where a name without a slash leads; `nil` if to no folder of PATH.
    package static func inPath(_ name: String) -> String? {
        guard let path = getenv("PATH") else { return nil }
        return String(cString: path).split(separator: ":", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? name : "\($0)/\(name)" }.first { isFile($0) && access($0, X_OK) == 0 }
    }

    /// What to do about a program that could not be started, if we know.
    static func hint(_ name: String) -> LocalizedText? {
        guard name.contains("/") else {
            return LocalizedText(
                zh: "PATH 的文件夹中没有它；情景文件旁边的程序写作 ./\(name)",
                en: "it is in no folder of PATH; a program beside the scenario is ./\(name)")
        }
        guard access(name, F_OK) == 0 else { return nil }
        guard isFile(name) else { return LocalizedText(zh: "它是文件夹", en: "it is a folder") }
        guard access(name, X_OK) != 0 else {
            return LocalizedText(
                zh: "文件在，但首行所写的解释器不存在", en: "the file is there, but not the interpreter that its first line names")
        }
        let ending = name.split(separator: ".").last ?? ""
        let words = (interpreters[String(ending)] ?? ["INTERPRETER"]) + [name]
        let command = words.joined(separator: ", ")
        return LocalizedText(
            zh: "没有执行权限：请用 chmod +x，或写 command: [\(command)]",
            en: "it is not executable: chmod +x, or write 'command: [\(command)]'")
    }

    private static let interpreters = [
        "py": ["python3"], "sh": ["sh"], "R": ["Rscript"], "jl": ["julia"], "so": ["tianmu", "plugin", "host"],
    ]

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
    }
}
