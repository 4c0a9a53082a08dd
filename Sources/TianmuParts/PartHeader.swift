import TianmuScenario

/// What a part says about itself: which work it belongs to, and what decides about that work's numbers.
package struct PartHeader: Codable, Equatable, Sendable {
    /// The command that was cut: `run`, `backtest` or `sweep`.
    package var work: String
    /// Of the program.
    package var version: String
    /// The scenario or panel, as the user named it.
    package var source: String
    /// Every file that was read.
    package var inputs: [InputFile]
    /// Name → value, as the command takes them: seed, draws, …
    package var settings: [String: String]
    package var shard: Shard
    /// The words that make the whole of the work: `["run", "base.yaml", "--draws", "16384", …]`.
    package var command: [String]
    /// A digest of the first numbers computed: where it differs between two machines, so do last digits of results.
    package var arithmetic: String

    package init(
        work: String, version: String, source: String, inputs: [InputFile], settings: [String: String], shard: Shard,
        command: [String], arithmetic: String = ""
    ) {
        self.work = work
        self.version = version
        self.source = source
        self.inputs = inputs
        self.settings = settings
        self.shard = shard
        self.command = command
        self.arithmetic = arithmetic
    }

    /// What to type for one shard.
    package func command(for shard: Shard, out: String) -> String {
        (["tianmu"] + command + ["--shard", shard.description, "--out", out]).map(Self.quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "_-./,=:@+%".contains($0) }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
