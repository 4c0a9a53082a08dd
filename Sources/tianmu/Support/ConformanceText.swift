import TianmuModel
import TianmuReport
import TianmuTesting

/// What the conformance suite found, for people and for scripts.
enum ConformanceText {
    /// One model, as JSON.
    struct Document: Encodable {
        struct Result: Encodable {
            var law: LocalizedText
            var isKept: Bool
            /// Why it is broken.
            var failure: String?
        }

        var model: ModelID
        var isPassed: Bool
        var laws: [Result]

        init(_ report: ConformanceReport) {
            model = report.model
            isPassed = report.isPassed
            laws = report.results.map { result in
                Result(law: result.law.title, isKept: result.failure == nil, failure: result.failure)
            }
        }
    }

    static func table(of reports: [ConformanceReport], _ language: Language) -> Table {
        let isChinese = language == .zh
        return Table(
            columns: [
                .init(isChinese ? "模型" : "Model"), .init(isChinese ? "结果" : "Result"),
                .init(isChinese ? "法则" : "Law"), .init(isChinese ? "原因" : "Reason"),
            ],
            rows: reports.flatMap { report in
                report.results.map { result in
                    let word = result.failure == nil ? (isChinese ? "通过" : "kept") : (isChinese ? "违反" : "broken")
                    return [report.model.name, word, result.law.title[language], result.failure ?? ""]
                }
            })
    }

    static func text(of reports: [ConformanceReport], _ language: Language) -> String {
        let counts = reports.map { report in
            let (kept, all) = (report.results.count - report.failures.count, report.results.count)
            return language == .zh
                ? "\(report.model)：\(all) 条法则，通过 \(kept) 条\n" : "\(report.model): \(kept) of \(all) laws kept\n"
        }
        return TextFormat.text(of: table(of: reports, language), within: Environment.outputWidth) + "\n"
            + counts.joined()
    }

    /// A value for every parameter that must be given: the middle of its range, the first word.
    static func required(_ descriptor: ModelDescriptor) -> [String: ParameterValue] {
        var values: [String: ParameterValue] = [:]
        for parameter in descriptor.parameters where parameter.isRequired && parameter.defaultValue == nil {
            let middle = parameter.middle
            values[parameter.name] =
                switch parameter.kind {
                case .number, .integer, .uncertain: .number(middle)
                case .yearly: .yearly([2021: middle])
                case .byAge: .yearly([0: middle, 20: middle, 60: middle])
                case .choice(let words): .choice(words.first ?? "")
                }
        }
        return values
    }
}
