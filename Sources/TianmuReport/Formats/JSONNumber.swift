/// A number that may be missing: `null` for NaN and infinities, which JSON does not have. The key is always there.
package struct JSONNumber: Equatable, Encodable, Sendable {
    package var value: Double

    package init(_ value: Double) { self.value = value }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
    }
}

extension Double {
    /// As it stands in JSON.
    package var finite: JSONNumber { JSONNumber(self) }
}
