import ArgumentParser
import TianmuModel
import TianmuParts
import TianmuReport
import TianmuScenario

extension Shard: ExpressibleByArgument {
    /// `i/n`.
    package init?(argument: String) { self.init(parsing: argument) }
}

/// What goes with `--shard` in every command that takes it.
enum Parts {
    /// Refuses what a shard does not print or draw.
    static func validate(_ shard: Shard, out: String?, _ output: OutputOptions, others: [(String, Bool)]) throws {
        if out == nil { throw ValidationError("'--shard' needs '--out PART', the file to write.") }
        if output.format != .text {
            throw ValidationError("'--shard \(shard)' prints nothing: give '--format' to 'tianmu merge'.")
        }
        for (name, isGiven) in others where isGiven {
            throw ValidationError("'--shard \(shard)' writes a part only: give '\(name)' to 'tianmu merge'.")
        }
    }

    static func write(_ part: PartFile, to path: String, replacing: Bool, _ language: Language) throws {
        do throws(FolderWriter.Fault) {
            try FolderWriter.write(bytes: try bytes(part), toFile: path, replacing: replacing)
        } catch {
            throw Console.cannotCreate(error.message, language)
        }
        let shard = part.header.shard
        Console.message(
            language == .zh
                ? "\(shard) 片写入 \(path)；各片齐备后用 tianmu merge 合并"
                : "Shard \(shard) written to \(path); 'tianmu merge' puts all together")
    }

    private static func bytes(_ part: PartFile) throws(FolderWriter.Fault) -> [UInt8] {
        do {
            return try part.bytes()
        } catch {
            throw .failed(path: part.path, reason: LocalizedText("\(error)"))
        }
    }

    /// Does something with parts, and tells what is wrong with them.
    static func checking<Result>(
        _ language: Language, _ body: () throws(DiagnosticList) -> Result
    ) throws -> Result {
        do throws(DiagnosticList) {
            return try body()
        } catch {
            throw Console.badInput(error, language)
        }
    }
}
