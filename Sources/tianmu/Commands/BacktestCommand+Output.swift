import TianmuAnalysisReport
import TianmuBacktest
import TianmuCharts
import TianmuModel
import TianmuReport
import TianmuScenario

extension BacktestCommand {
    /// Prints the result, and writes the files that were asked for.
    func present(_ backtest: Backtest) throws {
        let language = output.language
        // All that can be refused comes before anything is written.
        let charts = [
            try svg(for: chart, language) { () throws(ChartRefusal) in
                try BacktestChart.chart(of: backtest, language: language)
            },
            try svg(for: pit, language) { () throws(ChartRefusal) in
                try HistogramChart.chart(of: backtest, language: language)
            },
            try svg(for: skill, language) { () throws(ChartRefusal) in
                try SkillChart.chart(of: backtest, language: language)
            },
        ].compactMap { $0 }
        switch output.format {
        case .text:
            try Console.result(
                BacktestReport.text(of: backtest, language: language, width: Environment.outputWidth), language)
        case .json: try Console.result(JSONFormat.text(of: BacktestDocument(backtest, path: panel)), language)
        case .csv: try Console.result(CSVFormat.text(of: BacktestTable.long(backtest)), language)
        }
        if let forecasts {
            try Console.write(
                CSVFormat.text(of: BacktestTable.forecasts(of: backtest)), toFile: forecasts, replacing: replace,
                language)
        }
        for chart in charts { try Console.write(chart.svg, toFile: chart.path, replacing: replace, language) }
    }

    /// Every file that is written.
    var files: [String] { [forecasts, chart, pit, skill, out].compactMap { $0 } }

    private func svg(
        for path: String?, _ language: Language, _ make: () throws(ChartRefusal) -> Chart
    ) throws -> (path: String, svg: String)? {
        guard let path else { return nil }
        do throws(ChartRefusal) {
            return (path, try make().svg())
        } catch {
            throw Console.badInput(error.message, language)
        }
    }

    /// Refuses a test of nothing, which tables of dashes would pass off as one.
    func requireForecasts(_ backtest: Backtest) throws -> Backtest {
        guard backtest.originCount > 0 else {
            throw Console.badInput(
                DiagnosticList([
                    .error(
                        zh: "没有可回测的序列：每个序列至少要两年，且间隔不超过 --horizon",
                        en: "no series can be tested: it takes two years, no further apart than '--horizon'",
                        at: SourcePosition(file: panel))
                ]), output.language)
        }
        guard backtest.results.contains(where: { $0.total.count > 0 }) else {
            throw Console.badInput(DiagnosticList(backtest.failures(at: SourcePosition(file: panel))), output.language)
        }
        return backtest
    }
}
