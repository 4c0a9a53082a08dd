import TianmuModel

/// The version of the protocol between the program and its workers: Plugins/PROTOCOL.md says what it means.
package enum WireProtocol {
    package static let version = 1
    /// Numbers stand in the lines, as base64 of little-endian doubles: every worker can.
    package static let base64 = "base64"
    /// Numbers stand in a file in memory that both sides have open.
    package static let sharedMemory = "sharedMemory"
    /// What stands in the place of paths until a model has written them: a NaN that no arithmetic makes.
    package static let unwritten = Double(bitPattern: 0x7FF8_7469_616E_6D75)
}

/// A request to a worker: one JSON object on one line. Which members it has depends on its type.
package struct WireRequest: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case hello, fit, project, release, bye
    }

    package var type: Kind
    /// The answer carries the same.
    package var id: Int
    /// Of a hello.
    package var `protocol`: Int?
    package var transports: [String]?
    /// Of a hello, where shared memory may be had: its path. Of a projection: the path of what holds all of its numbers,
    /// in the place of the three members of numbers below.
    package var sharedMemory: String?
    /// The number of a fitted value, given by the host.
    package var fit: Int?
    /// Of a release.
    package var fits: [Int]?
    /// Of a fit.
    package var model: ModelID?
    package var context: WireContext?
    /// Of a projection.
    package var outputs: Int?
    package var years: Int?
    package var draws: Int?
    /// Outputs × years × draws.
    package var innovations: String?
    /// Parameter normals × draws.
    package var parameterNormals: String?
    /// Drivers × (1 + years) × draws, the year before the first one first; not there without drivers.
    package var drivers: String?

    package init(_ type: Kind, id: Int) {
        self.type = type
        self.id = id
    }
}

/// What a worker answers, again one JSON object on one line.
package struct WireAnswer: Codable, Equatable, Sendable {
    package var id: Int?
    /// To a hello.
    package var `protocol`: Int?
    package var models: [WireDescriptor]?
    /// To a hello: which of the transports the worker takes; base64 if it does not say.
    package var transport: String?
    /// To a fit.
    package var parameterNormalCount: Int?
    package var report: WireReport?
    /// To a fit that the model cannot do.
    package var refusal: WireRefusal?
    /// To a projection: outputs × years × draws; not there in shared memory.
    package var paths: String?
    /// To a request that failed.
    package var error: WireText?

    package init(id: Int?) { self.id = id }
}

/// A text in one language, which then serves for both, or `{"zh": …, "en": …}`.
package struct WireText: Codable, Equatable, Sendable {
    package var text: LocalizedText

    package init(_ text: LocalizedText) { self.text = text }

    package init(from decoder: any Decoder) throws {
        if let both = try? decoder.singleValueContainer().decode(String.self) {
            text = LocalizedText(both)
        } else {
            text = try LocalizedText(from: decoder)
        }
    }

    package func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }
}

/// Why a model cannot be fitted: a text, or an object.
package struct WireRefusal: Codable, Equatable, Sendable {
    package var text: WireText
    /// How many observations it takes, where that is the reason.
    package var need: Int?

    private enum CodingKeys: String, CodingKey {
        case zh, en, need
    }

    package init(_ refusal: ModelRefusal) {
        text = WireText(refusal.message)
        if case .tooFewObservations(_, _, let need) = refusal { self.need = need }
    }

    package init(from decoder: any Decoder) throws {
        text = try WireText(from: decoder)
        need = try? decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Int.self, forKey: .need)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text.text.zh, forKey: .zh)
        try container.encode(text.text.en, forKey: .en)
        try container.encodeIfPresent(need, forKey: .need)
    }
}

/// A ``FitReport`` of which nothing must be given.
package struct WireReport: Codable, Equatable, Sendable {
    package struct Estimate: Codable, Equatable, Sendable {
        package var name: String
        package var value: Double
        package var standardError: Double?
        package var unit: String?
    }

    package var observationCount: Int?
    package var priorShare: Double?
    package var estimates: [Estimate]?
    package var notes: [WireText]?

    package init() {}

    package init(_ report: FitReport) {
        observationCount = report.observationCount
        priorShare = report.priorShare
        estimates = report.estimates.map {
            Estimate(name: $0.name, value: $0.value, standardError: $0.standardError, unit: $0.unit)
        }
        notes = report.notes.map(WireText.init)
    }

    /// Texts are made plain, so that they may be printed.
    /// - Parameter observationCount: where the worker does not say.
    package func report(observationCount: Int) -> FitReport {
        FitReport(
            observationCount: self.observationCount ?? observationCount, priorShare: priorShare ?? 0,
            estimates: (estimates ?? []).prefix(Self.mostItems).map {
                FitReport.Estimate(
                    $0.name.plain(limit: 100), $0.value, standardError: $0.standardError,
                    unit: ($0.unit ?? "").plain(limit: 50))
            },
            notes: (notes ?? []).prefix(Self.mostItems).map { $0.text.plain(limit: 500) }.filter { !$0.en.isEmpty })
    }

    /// Of estimates, and of notes: nobody reads more.
    private static let mostItems = 100
}
