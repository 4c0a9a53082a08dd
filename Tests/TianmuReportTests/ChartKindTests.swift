import Testing
import TianmuCharts
import TianmuEngine
import TianmuModel
import TianmuReport

@Suite("Kinds of charts")
struct ChartKindTests {
    private func refusal(
        _ kind: String, _ variants: [Variant], _ indicator: IndicatorID? = nil
    ) throws -> LocalizedText? {
        do throws(ChartRefusal) {
            _ = try ChartKind.named(kind).chart(
                ChartRequest(variants: variants, indicator: indicator, language: .en))
            return nil
        } catch {
            return error.message
        }
    }

    @Test("An unknown kind or indicator is refused with the nearest name")
    func nearestNames() async throws {
        let base = try await Runs.variant("基准", "Baseline", Runs.plain())
        #expect(try refusal("fam", [base])?.en == "there is no chart 'fam'; did you mean 'fan'?")
        #expect(
            try refusal("fan", [base], "incone")?.en
                == "there is no indicator 'incone' in 'Baseline'; did you mean 'income'?")
        #expect(try refusal("fan", [base])?.zh.hasPrefix("请指定指标；已知：gdp、") == true)
    }

    @Test("Too few and too many runs are refused")
    func counts() async throws {
        let base = try await Runs.variant("基准", "Baseline", Runs.plain())
        #expect(try refusal("fan", [], "gdp")?.en == "no scenario is given")
        #expect(try refusal("scenarios", [base], "gdp")?.en == "this chart compares 2 to 24 runs, not 1")
        #expect(
            try refusal("scenario-targets", [base, base, base, base, base])?.en
                == "this chart compares 2 to 4 runs, not 5")
    }

    @Test("Charts of targets are refused without targets, and units that differ are not compared")
    func nothingToDraw() async throws {
        let bare = try await Runs.variant("无目标", "No targets", Runs.withoutTargets)
        #expect(try refusal("probabilities", [bare])?.en == "the scenario has no targets")
        #expect(try refusal("scenario-targets", [bare, bare])?.en == "none of the scenarios has a target")
        let people = Runs.withoutTargets.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("  gdp:") ? "  gdp: {unit: 万人, figures: population, model: hold}" : String($0) }
            .joined(separator: "\n")
        let other = try await Runs.variant("另一个", "Other", people)
        #expect(try refusal("models", [bare, other], "gdp")?.en.contains("does not compare") == true)
    }

    @Test("A run folder has a sheet, the probabilities and a fan for every indicator, drawn the same each time")
    func files() async throws {
        let assessment = try await Runs.assess(Runs.plain())
        let files = await ChartFile.all(of: assessment, language: .zh, threads: 1)
        #expect(
            files.map(\.name) == [
                "sheet.svg", "probabilities.svg", "fan-gdp.svg", "fan-population.svg", "fan-gdp_per_head.svg",
                "fan-income.svg", "fan-growth.svg",
            ])
        let again = await ChartFile.all(of: try await Runs.assessAnew(Runs.plain()), language: .zh, threads: 3)
        #expect(files == again)
        let bare = await ChartFile.all(of: try await Runs.assess(Runs.withoutTargets), language: .en)
        #expect(bare.map(\.name) == ["sheet.svg", "fan-gdp.svg", "fan-population.svg"])
    }

    @Test("Every chart has a description, a table, a language and only dates of sources")
    func completeness() async throws {
        for picture in try await Gallery.pictures.value {
            let chart = picture.chart
            #expect(!chart.description.isEmpty && !chart.table.rows.isEmpty, "\(picture.name)")
            #expect(chart.table.rows.allSatisfy { $0.count == chart.table.columns.count }, "\(picture.name)")
            let language: Language = picture.name.hasSuffix("-zh") ? .zh : .en
            #expect(chart.language == (language == .zh ? "zh-CN" : "en"))
            let sources = ["2019-03-01", "2020-12-27", "2021-03-01", "2016-03-01"]
            let dates = chart.svg().split { !($0.isNumber || $0 == "-") }.filter {
                $0.split(separator: "-").map(\.count) == [4, 2, 2]
            }
            #expect(dates.allSatisfy { sources.contains(String($0)) }, "\(picture.name): \(dates)")
        }
    }
}
