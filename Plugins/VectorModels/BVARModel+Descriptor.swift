import TianmuModel

extension BVARModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "bvar",
            title: LocalizedText(zh: "贝叶斯向量自回归（明尼苏达先验）", en: "Bayesian vector autoregression (Minnesota prior)"),
            summary: LocalizedText(
                zh: "2 至 12 个相互影响的指标一起推算（如生产总值、就业、收入），冲击的相关由历史估计；历史越短越接近各自带漂移的随机游走。"
                    + "指标之间本无联系、或一个可由公式得出另一个时不宜使用；组内不要再另设相关系数。",
                en:
                    "2 to 12 indicators that move each other (GDP, employment, income), projected together with shocks "
                    + "whose correlation the history gives; the shorter the history the closer to random walks with drift. "
                    + "Not for indicators without a tie, nor where one follows from another by a formula; give no "
                    + "correlations within the group."),
            minimumObservations: VectorSeries.minimum,
            outputs: 2...12,
            parameters: Self.parameters,
            sources: [
                "Litterman (1986), Forecasting with Bayesian vector autoregressions, JBES 4, 25-38",
                "Kadiyala & Karlsson (1997), J. Applied Econometrics 12, 99-132, section 2.3",
                "Giannone, Lenza & Primiceri (2015), Review of Economics and Statistics 97, 436-451, eq. 2-4, appendix A",
            ],
            isScaleEquivariant: true,
            requiresPositiveValues: true)
    }

    private static var parameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "form", kind: .choice(["levels", "growth"]), default: .choice("growth"),
                explanation: LocalizedText(
                    zh: "levels：对水平值（的对数）自回归；growth：对逐年变化自回归，更适合长期外推",
                    en: "levels: autoregression of (logarithms of) levels; growth: of yearly changes, safer far ahead")),
            ParameterDescriptor(
                "own-lag", range: 0...1,
                explanation: LocalizedText(
                    zh: "先验认为指标对自身上年值的系数；levels 默认 1，growth 默认 0.3",
                    en:
                        "the coefficient of an indicator's own last value expected beforehand; 1 for levels, 0.3 for growth"
                )),
            ParameterDescriptor(
                "tightness", range: 1e-6...1e6,
                explanation: LocalizedText(
                    zh: "先验的宽松程度 λ：越小越接近先验，越大越接近最小二乘；不给则由边际似然选定",
                    en: "λ: the smaller the closer to the prior, the larger the closer to least squares; by marginal "
                        + "likelihood if absent")),
            ParameterDescriptor(
                "largest-root", range: 0.5...1.5,
                explanation: LocalizedText(
                    zh: "每次抽样系统每年最多放大多少倍，超出则向后验均值收缩；不低于 own-lag；levels 默认 1.05，growth 默认 1",
                    en: "how fast a draw's system may grow by itself, per year; beyond, the draw is moved toward the "
                        + "posterior mean; never below own-lag; 1.05 for levels, 1 for growth")),
        ] + ErrorScale.parameterDescriptors
    }
}
