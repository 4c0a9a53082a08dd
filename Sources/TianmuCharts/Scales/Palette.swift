/// The colours of each paint, in light and in dark mode.
public enum Palette: CaseIterable, Sendable {
    case light, dark

    /// The colour of shapes in this paint.
    public func color(_ paint: Paint) -> Color {
        switch paint {
        case .ink: pick(0x1B1F24, 0xE6EDF3)
        case .muted: pick(0x57606A, 0x9DA7B3)
        case .guide: pick(0x8C959F, 0x6E7681)
        case .rule: pick(0xD8DEE4, 0x2D333B)
        case .zone: pick(0xF3F5F8, 0x141B23)
        case .paper: pick(0xFFFFFF, 0x0D1117)
        case .accent: pick(0xB4480F, 0xFF9A62)
        case .median: pick(0x0B4F8A, 0xB6DCFF)
        case .band(let step):
            [pick(0xDBE9F6, 0x13304D), pick(0xB5D2EA, 0x1D4B78), pick(0x85B4DB, 0x2B6CA6)][clamp(step, 3)]
        case .category(let index): category(wrap(index, 4))
        case .sequential(let step): sequential(clamp(step, Paint.sequentialSteps))
        case .onSequential(let step): onSequential(clamp(step, Paint.sequentialSteps))
        }
    }

    /// The colour of words in this paint: at least 4.5:1 against the paper, which the colours of shapes need not reach.
    public func textColor(_ paint: Paint) -> Color {
        switch paint {
        case .guide, .rule, .zone: color(.muted)
        case .band, .sequential: color(.median)
        case .category(let index):
            self == .dark ? color(paint) : Color([0x0072B2, 0x007A59, 0xA04678, 0xB34F00][wrap(index, 4)])
        default: color(paint)
        }
    }

    private func pick(_ light: UInt32, _ dark: UInt32) -> Color {
        Color(self == .light ? light : dark)
    }

    /// Okabe and Ito (2008), without those that are too pale on white; lighter tints of the same hues on dark.
    private func category(_ index: Int) -> Color {
        [pick(0x0072B2, 0x58A6FF), pick(0x009E73, 0x2FC99A), pick(0xCC79A7, 0xE39AC4), pick(0xD55E00, 0xFF8A3D)][index]
    }

    private func sequential(_ step: Int) -> Color {
        let light: [UInt32] = [0xEFF5FB, 0xD6E6F4, 0xB5D2EA, 0x85B4DB, 0x4F90C6, 0x20699F, 0x0B4F8A]
        let dark: [UInt32] = [0x12202F, 0x13304D, 0x194064, 0x1D4B78, 0x5D9FD6, 0x8CC0EA, 0xB6DCFF]
        return pick(light[step], dark[step])
    }

    /// Whichever of ink and paper stands out more.
    private func onSequential(_ step: Int) -> Color {
        let ground = sequential(step)
        let (ink, paper) = (color(.ink), color(.paper))
        return ink.contrast(with: ground) >= paper.contrast(with: ground) ? ink : paper
    }
}
