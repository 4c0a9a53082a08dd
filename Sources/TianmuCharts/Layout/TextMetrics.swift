/// The width of words without a font: ideographs and full-width signs take 1 em, other signs what they take in the
/// wider of Liberation Sans (the widths of Helvetica and Arial) and WenQuanYi Micro Hei, so that words rarely need more.
public enum TextMetrics {
    /// The width of one line in px at a font size in px. Bold Latin letters take 8 % more.
    public static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
        if let width = asciiWidth(of: text, size: size, isBold: isBold) { return width }
        let hasIdeographs = text.unicodeScalars.contains(where: isIdeograph)
        return text.unicodeScalars.reduce(0) { sum, scalar in
            let em = em(scalar, amongIdeographs: hasIdeographs)
            return sum + (em == 1 || !isBold ? em : em * 1.08)
        } * size
    }

    /// The same for text of printable ASCII signs alone, which most is; `nil` for any other.
    private static func asciiWidth(of text: String, size: Double, isBold: Bool) -> Double? {
        let factor = isBold ? 1.08 : 1
        return text.utf8.withContiguousStorageIfAvailable { bytes in
            latin.withUnsafeBufferPointer { latin -> Double? in
                var sum = 0.0
                for byte in bytes {
                    guard (0x20...0x7E).contains(byte) else { return nil }
                    sum += latin[Int(byte) - 0x20] / 1000 * factor
                }
                return sum * size
            }
        } ?? nil
    }

    /// Whether the sign is an ideograph, kana, hangul or a full-width form.
    static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x4DBF, 0x4E00...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// 1/1000 em of U+0020...U+007E.
    private static let latin: [Double] = [
        278, 278, 402, 646, 556, 889, 702, 226, 333, 333, 551, 584, 278, 333, 278, 373, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 339, 500, 667,
        556, 870, 729, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 303, 373, 303, 532, 556, 577, 556,
        586, 500, 586, 556, 329, 556, 589, 259, 259, 500, 259, 896, 589, 577, 586, 586, 399, 500, 339, 589, 500, 746,
        500, 500, 500, 354, 551, 354, 584,
    ]

    private static func em(_ scalar: Unicode.Scalar, amongIdeographs: Bool) -> Double {
        switch scalar.value {
        case 0x20...0x7E: latin[Int(scalar.value) - 0x20] / 1000
        case 0...0x1F, 0x7F...0x9F, 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0xA0: 0.278
        case 0x2009, 0x202F: 0.2
        case 0xB7: 0.278
        // Quotation marks are full-width in Chinese faces.
        case 0x2018, 0x2019: amongIdeographs ? 1 : 0.25
        case 0x201C, 0x201D: amongIdeographs ? 1 : 0.4
        case 0x2014, 0x2026, 0x2190...0x21FF, 0x2460...0x27BF: 1
        case 0xB2, 0xB3, 0xB9, 0x2070...0x209F: 0.45
        case 0xB1, 0xD7, 0x2013, 0x2212, 0x2264, 0x2265: 0.584
        case _ where isIdeograph(scalar): 1
        default: 0.67
        }
    }
}
