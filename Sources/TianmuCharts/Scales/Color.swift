#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An opaque sRGB colour.
public struct Color: Equatable, Sendable {
    /// 0xRRGGBB.
    public var rgb: UInt32

    public init(_ rgb: UInt32) {
        self.rgb = rgb
    }

    /// `#rrggbb`.
    public var hex: String {
        let digits = String(rgb & 0xFF_FFFF, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Y = 0.2126 R + 0.7152 G + 0.0722 B of the linear channels, 0...1 (WCAG 2.2, relative luminance).
    public var relativeLuminance: Double {
        func linear(_ shift: UInt32) -> Double {
            let channel = Double((rgb >> shift) & 0xFF) / 255
            return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
    }

    /// L* = 116 f(Y) - 16, 0...100 (CIE 1976): what is left of a colour in greyscale.
    public var lightness: Double {
        let y = relativeLuminance
        return y > 216.0 / 24389 ? 116 * cbrt(y) - 16 : y * 24389 / 27
    }

    /// (Y1 + 0.05) / (Y2 + 0.05) with Y1 the lighter one, 1...21 (WCAG 2.2, contrast ratio).
    public func contrast(with other: Color) -> Double {
        let high = max(relativeLuminance, other.relativeLuminance)
        let low = min(relativeLuminance, other.relativeLuminance)
        return (high + 0.05) / (low + 0.05)
    }
}
