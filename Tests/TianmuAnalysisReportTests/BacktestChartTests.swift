import Testing
import TianmuAnalysisReport
import TianmuBacktest
import TianmuCharts
import TianmuModel
import TianmuReport

/// Charts and tables of backtests: that many models, and models gone wild, leave them readable.
@Suite struct BacktestChartTests {
    private func lines(_ panel: Panel) -> [LineMark] {
        panel.marks.compactMap { if case .line(let mark) = $0 { mark } else { nil } }
    }

    private func rules(_ panel: Panel) -> [RuleMark] {
        panel.marks.compactMap { if case .rule(let mark) = $0 { mark } else { nil } }
    }

    @Test("Scores of any size keep the columns of the tables narrow", arguments: Language.allCases)
    func wildTables(language: Language) async throws {
        let backtest = try await BacktestGallery.wildBacktest(["drift", "naive", "theta", "ensemble"])
        #expect(backtest.results.contains { $0.total.msis95 > 1e4 && $0.joint.variogram > 1e4 })
        for table in [
            BacktestTable.scores(of: backtest, language: language),
            BacktestTable.joint(of: backtest, language: language),
        ] {
            for cell in table.rows.flatMap({ $0.dropFirst() }) {
                #expect(cell.count <= 9 && !cell.contains("e"), "\(cell)")
            }
        }
    }
}
