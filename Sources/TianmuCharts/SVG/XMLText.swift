/// Text that is safe between tags and in quoted attributes. Signs that XML 1.0 does not allow become U+FFFD.
func escapedForXML(_ text: String) -> String {
    // Most texts can stay as they are: bytes are looked through faster than scalars are put together.
    guard text.utf8.contains(where: { needsLook($0) }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x26: result += "&amp;"
        case 0x3C: result += "&lt;"
        case 0x3E: result += "&gt;"
        case 0x22: result += "&quot;"
        case 0x27: result += "&#39;"
        case 0...8, 0xB, 0xC, 0xE...0x1F, 0xFFFE, 0xFFFF: result.unicodeScalars.append("\u{FFFD}")
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// Whether a byte of UTF-8 may belong to a sign that is not allowed as it is: control signs, & < > " ', and the end of
/// the plane that U+FFFE and U+FFFF lie in, which full-width signs share.
private func needsLook(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x26, 0x3C, 0x3E, 0x22, 0x27, 0...8, 0xB, 0xC, 0xE...0x1F, 0xEF: true
    default: false
    }
}

/// A coordinate with at most two decimals and no trailing zeros; never "-0".
func coordinate(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}
