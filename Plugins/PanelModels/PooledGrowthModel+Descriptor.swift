import TianmuModel
import TianmuNumerics

extension PooledGrowthModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "pooled-growth",
            title: LocalizedText(zh: "地区合并增速（部分合并）", en: "Pooled growth of regions"),
            summary: LocalizedText(
                zh: "平均增速向其他地区的平均收缩：本地区历史越短、各地区越相似，收缩越多；增速对均值的偏离逐年消退；波动幅度也参照全部地区。"
                    + "适用于历史短而有可比地区（数据文件中同一指标）的情形；其他地区不可比、或增速已整体换挡"
                    + "（可用 years 只取近年）时不宜使用。",
                en:
                    "Mean growth shrunk towards that of other regions, the more the shorter the own history and the more "
                    + "alike the regions; what growth departs from it fades. For short histories with "
                    + "comparable regions in the figures files; not where they are not comparable, or where growth has "
                    + "changed everywhere ('years' takes the recent ones only)."),
            minimumObservations: 1,
            parameters: Self.parameters + ErrorScale.parameterDescriptors,
            usesSiblings: true,
            sources: [
                "Nickell (1981), Biases in dynamic models with fixed effects, Econometrica 49",
                "Smyth (2004), Linear models and empirical Bayes methods, Stat. Appl. Genet. Mol. Biol. 3(1)",
                "Robinson (1991), That BLUP is a good thing: the estimation of random effects, Statistical Science 6",
                "Patterson & Thompson (1971), Recovery of inter-block information, Biometrika 58",
                "Efron & Morris (1973), Stein's estimation rule and its competitors, JASA 68",
                "Paule & Mandel (1982), Consensus values and weighting factors, J. Res. Natl. Bur. Stand. 87",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    private static let parameters = [
        ParameterDescriptor(
            "years", kind: .integer, unit: "years", range: 1...100,
            explanation: LocalizedText(
                zh: "只取本地区最后一年以前多少年内的变化；不给则取全部", en: "only changes of that many last years count; all if absent")),
        ParameterDescriptor(
            "between", kind: .choice(["reml", "moments", "james-stein"]), default: .choice("reml"),
            explanation: LocalizedText(
                zh: "地区间差异的估计方法：限制极大似然、矩法或 James–Stein",
                en: "how the variance between regions is estimated: restricted likelihood, moments, or James–Stein")),
        ParameterDescriptor(
            "between-sd", unit: "percent per year", range: 0...1000,
            explanation: LocalizedText(
                zh: "已知的地区间增速标准差，代替估计：0 为完全合并，很大则只看本地区；百分比类指标为百分点",
                en:
                    "the standard deviation of growth between regions if it is known: 0 pools fully, a huge one leaves the "
                    + "own mean; points for a percentage")),
        ParameterDescriptor(
            "spread", kind: .choice(["shrunk", "common"]), default: .choice("shrunk"),
            explanation: LocalizedText(
                zh: "年度波动的幅度：shrunk 为各地区自己的、向全部地区收缩，common 为各地区相同",
                en:
                    "how large yearly shocks are: each region's own, shrunk towards those of all, or the same everywhere"
            )),
        ParameterDescriptor(
            "common-share", range: 0...0.95,
            explanation: LocalizedText(
                zh: "年度波动中各地区共有部分的份额 ω，合并不能消除这部分误差；不给则估计",
                en:
                    "ω, the share of the yearly variance that regions have in common, which no pooling removes; estimated "
                    + "if absent")),
        ParameterDescriptor(
            "persistence", range: 0...0.95,
            explanation: LocalizedText(
                zh: "增速偏离均值后次年保留的份额 ρ，最后一年的偏离也按此延续；不给则由全部地区估计",
                en:
                    "the share ρ of a deviation of growth that is left a year later, that of the last year included; "
                    + "estimated from all regions if absent"
            )),
    ]
}
