import CohortModels
import PanelModels
import PlanModels
import StockFlowModels
import Testing
import TianmuModel
import TianmuReport

/// Fitted numbers and units for people, in both languages.
@Suite struct EstimateTextTests {
    private let report = FitReport(
        observationCount: 8, priorShare: 0,
        estimates: [
            FitReport.Estimate("growth", 8.512, standardError: 0.46, unit: "percent per year"),
            FitReport.Estimate("own-weight", 1.25e-15),
            FitReport.Estimate("between-sd", 3.92e-8, unit: "percent per year"),
            FitReport.Estimate("value", 3.92e-8, unit: "the indicator's unit"),
            FitReport.Estimate("weight of theta", 0.5),
            FitReport.Estimate("share of models in the variance of 2025", 12, unit: "percent"),
        ], notes: [])

    @Test("Shares and rates that rounding has left are 0, levels are not")
    func english() {
        #expect(
            EstimateText.text(of: report, language: .en)
                == "growth 8.51 ± 0.460 percent per year, own-weight 0, between-sd 0 percent per year, "
                + "value 3.92×10⁻⁸ the indicator's unit, weight of theta 0.500, "
                + "share of models in the variance of 2025 12.0 percent")
    }

    @Test("Chinese has Chinese units and phrases")
    func chinese() {
        #expect(
            EstimateText.text(of: report, language: .zh)
                == "growth 8.51 ± 0.460 %/年，own-weight 0，between-sd 0 %/年，value 3.92×10⁻⁸ （指标的单位），"
                + "theta 的权重 0.500，2025 年方差中模型之间的占比 12.0 %")
    }

    @Test("The units of parameters are Chinese, where one is missing too")
    func parameters() {
        let models: [any GrowthModel] = [
            CohortComponentModel(), StockFlowModel(), ElicitedModel(), PooledGrowthModel(),
        ]
        for descriptor in models.map(\.descriptor) {
            for row in ModelTable.parameters(of: descriptor, language: .zh).rows {
                #expect(!row[2].contains { $0.isASCII && $0.isLetter }, "\(row)")
            }
            for parameter in descriptor.parameters {
                let fault = ParameterFault.missing(name: parameter.name, unit: parameter.unit)
                #expect(!fault.message.zh.contains(" per "))
            }
        }
    }
}
