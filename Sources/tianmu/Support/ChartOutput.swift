import ArgumentParser
import TianmuCharts
import TianmuModel
import TianmuReport

/// What commands take that draw a chart beside their table.
struct ChartOutput: ParsableArguments {
    @Option(help: "Write the chart to this file as well (SVG). 另存图。", completion: .file(extensions: ["svg"]))
    var chart: String?

    @Flag(help: "Replace the file of --chart if it exists. 覆盖已有文件。")
    var replace = false

    func validate() throws {
        if replace, chart == nil { throw ValidationError("'--replace' goes with '--chart'.") }
    }

    /// A file that cannot be written is told before the work, not after it.
    func check(_ language: Language) throws {
        if let chart, !replace, FolderWriter.exists(chart) {
            throw Console.cannotCreate(FolderWriter.Fault.exists(path: chart).message, language)
        }
    }

    func write(_ language: Language, _ make: () throws(ChartRefusal) -> Chart) throws {
        guard let path = chart else { return }
        let svg: String
        do throws(ChartRefusal) {
            svg = try make().svg()
        } catch {
            throw Console.badInput(error.message, language)
        }
        do throws(FolderWriter.Fault) {
            try FolderWriter.write(svg, toFile: path, replacing: replace)
        } catch {
            throw Console.cannotCreate(error.message, language)
        }
    }
}
