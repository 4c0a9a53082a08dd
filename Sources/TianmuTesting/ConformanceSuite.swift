import TianmuModel

/// The laws that every growth model keeps, ours or a stranger's.
///
///     let report = ConformanceSuite(model: MyModel(), cases: [ConformanceCase()]).run()
///     #expect(report.isPassed, "\(report)")
///
/// The suite makes its own histories (ending in 2020) and normals; it needs no random source and no test framework.
/// Cost: some hundred fits and projections of a few draws for each case, and one projection of 8,192 draws.
public struct ConformanceSuite: Sendable {
    public let model: any GrowthModel
    public let cases: [ConformanceCase]
    /// The same model, reached in another way.
    public let twin: (any GrowthModel)?

    /// - Parameters:
    ///   - cases: at least one; required parameters need values here.
    ///   - twin: the same model, reached in another way, such as through a worker that takes its numbers otherwise.
    public init(
        model: any GrowthModel, cases: [ConformanceCase] = [ConformanceCase()], twin: (any GrowthModel)? = nil
    ) {
        self.model = model
        self.cases = cases
        self.twin = twin
    }

    /// Checks `laws`, all of them if not said otherwise, on all cases.
    public func run(laws: [Law] = Law.allCases) -> ConformanceReport {
        Self.run(model: model, twin: twin, cases: cases, laws: laws)
    }

    private static func run<Model: GrowthModel>(
        model: Model, twin: (any GrowthModel)?, cases: [ConformanceCase], laws: [Law]
    ) -> ConformanceReport {
        var results: [ConformanceReport.Result] = []
        for item in cases {
            let trial = Trial(model: model, twin: twin, item: item)
            for law in laws {
                do {
                    try law.check(trial)
                    results.append(ConformanceReport.Result(law: law, caseName: item.name, failure: nil))
                } catch {
                    results.append(ConformanceReport.Result(law: law, caseName: item.name, failure: error.reason))
                }
            }
        }
        return ConformanceReport(model: model.descriptor.id, results: results)
    }
}

/// What the suite found.
public struct ConformanceReport: Sendable, CustomStringConvertible {
    /// One law on one case.
    public struct Result: Equatable, Sendable {
        public var law: Law
        public var caseName: String
        /// Why it is broken; `nil` if it is kept.
        public var failure: String?
    }

    public let model: ModelID
    public let results: [Result]

    public var failures: [Result] { results.filter { $0.failure != nil } }
    public var isPassed: Bool { !results.isEmpty && failures.isEmpty }
    /// The laws broken in any case, in the order of ``Law``.
    public var brokenLaws: [Law] {
        let broken = Set(failures.map(\.law))
        return Law.allCases.filter(broken.contains)
    }

    public var description: String {
        let lines = failures.map { "  \($0.law.rawValue) (\($0.caseName)): \($0.failure ?? "")" }
        return "\(model): \(results.count - failures.count) of \(results.count) kept"
            + lines.map { "\n" + $0 }.joined()
    }
}
