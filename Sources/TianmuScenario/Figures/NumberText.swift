extension Double {
    /// As somebody would write it: 600 and not 600.0. All digits, so that it reads back as the same number.
    package var shortText: String {
        Int(exactly: self).flatMap { $0.magnitude < 1_000_000_000_000_000 ? String($0) : nil } ?? description
    }
}
