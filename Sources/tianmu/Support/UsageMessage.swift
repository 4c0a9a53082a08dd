import ArgumentParser
import TianmuModel

/// What is wrong with a command line. The argument parser and our own checks say it in English; here it becomes Chinese
/// where that is asked for, and an unknown option is named where the parser only sees that another lacks.
enum UsageMessage {
    /// As `Tianmu.exit(withError:)`, which this is for everything but a wrong command line.
    static func exit(withError error: any Error) -> Never {
        guard Tianmu.exitCode(for: error) == .validationFailure else { Tianmu.exit(withError: error) }
        let arguments = Array(CommandLine.arguments.dropFirst())
        let text = text(
            Tianmu.fullMessage(for: error), sentence: Tianmu.message(for: error), arguments, language(arguments))
        Console.message(text)
        Tianmu.exit(withError: ExitCode.validationFailure)
    }

    /// - Parameters:
    ///   - full: what the parser prints: the sentence, help on the option, the usage.
    ///   - sentence: what is wrong.
    static func text(_ full: String, sentence: String, _ arguments: [String], _ language: Language) -> String {
        let told = sentence.hasPrefix("Missing expected argument") ? unknownOption(arguments) ?? sentence : sentence
        guard language == .zh else { return full.replacing(sentence, with: told, maxReplacements: 1) }
        var text = full.replacing(sentence, with: chinese(told), maxReplacements: 1)
        for (en, zh) in frame { text = text.replacing(en, with: zh, maxReplacements: 1) }
        return text
    }

    /// As `--lang` says, before it could be read with the other options, or the environment.
    private static func language(_ arguments: [String]) -> Language {
        let stated = zip(arguments, arguments.dropFirst()).first { $0.0 == "--lang" }?.1
        let joined = arguments.first { $0.hasPrefix("--lang=") }.map { String($0.dropFirst("--lang=".count)) }
        return (stated ?? joined).flatMap(Language.init(rawValue:)) ?? Environment.language
    }

    /// The first option that the command does not have, in the parser's words.
    private static func unknownOption(_ arguments: [String]) -> String? {
        var command: any ParsableCommand.Type = Tianmu.self
        for word in arguments {
            guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word })
            else { break }
            command = next
        }
        let help = Tianmu.helpMessage(for: command)
        let known = help.split { !($0.isLetter || $0 == "-") }.filter { $0.hasPrefix("--") }.map(String.init)
        let options = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
            .map { String($0.prefix { $0 != "=" }) }
        guard let option = options.first(where: { !known.contains($0) }) else { return nil }
        let hint = NearestName.find(option, among: known).map { ". Did you mean '\($0)'?" } ?? ""
        return "Unknown option '\(option)'\(hint)"
    }

    // MARK: - In Chinese

    private static let frame = [
        ("Error: ", "错误: "), ("\nHelp: ", "\n说明: "), ("\nUsage: ", "\n用法: "), ("\n  See '", "\n  详见 '"),
        ("' for more information.", "'。"),
    ]

    /// The first that fits counts; `*` stands for any text, which the Chinese has where its number is.
    private static let sentences = [
        ("Unknown option '*'. Did you mean '*'?", "没有选项“1”；是否指“2”？"),
        ("Unknown option '*'", "没有选项“1”"),
        ("Missing value for '*'", "“1”缺少取值"),
        ("Missing expected argument '*'", "缺少“1”"),
        ("Missing required subcommand.", "缺少子命令"),
        ("Unexpected argument '*'", "多余的参数“1”"),
        ("* unexpected arguments: '*'", "1 个多余的参数：“2”"),
        ("The value '*' is invalid for '*'. Please provide one of *.", "“2”不能是“1”；可用：3"),
        ("The value '*' is invalid for '*'", "“2”不能是“1”"),
        ("The option '*' does not take any value, but '*' was specified.", "选项“1”不带取值，不能写“2”"),
        ("'*' must lie in *, not *.", "“1”须在 2 之内，不能是 3"),
        ("'*' must lie between * and *, not *.", "“1”须在 2 与 3 之间，不能是 4"),
        ("'*' and '*' exclude each other.", "“1”与“2”不能同用"),
        ("'*' goes with *.", "“1”只与 2 同用"),
        ("'*' needs *.", "“1”还须有 2"),
        ("'*' is empty.", "“1”为空"),
    ]

    private static func chinese(_ sentence: String) -> String {
        for (en, zh) in sentences {
            guard let found = match(sentence, en) else { continue }
            // Numbers of the template only: what is put in may have digits.
            return zh.map { character in
                character.wholeNumberValue.flatMap { found.indices.contains($0 - 1) ? list(found[$0 - 1]) : nil }
                    ?? String(character)
            }.joined()
        }
        return sentence
    }

    /// What stands for each `*` of a template; `nil` where the sentence does not fit it.
    private static func match(_ sentence: String, _ template: String) -> [String]? {
        let pieces = template.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = pieces.first, sentence.hasPrefix(first) else { return nil }
        var rest = sentence.dropFirst(first.count)
        var found: [String] = []
        for (number, piece) in pieces.enumerated().dropFirst() {
            if number == pieces.count - 1 {
                guard rest.hasSuffix(piece) else { return nil }
                found.append(String(rest.dropLast(piece.count)))
            } else {
                guard let range = rest.firstRange(of: piece) else { return nil }
                found.append(String(rest[..<range.lowerBound]))
                rest = rest[range.upperBound...]
            }
        }
        return found
    }

    /// `'a', 'b' or 'c'` as Chinese writes it.
    private static func list(_ words: String) -> String {
        guard words.contains("'") else { return words }
        return words.replacing("', '", with: "、").replacing("' or '", with: "、").replacing("' and '", with: "、")
            .replacing("'", with: "")
    }
}
