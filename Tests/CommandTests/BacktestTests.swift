import Foundation
import Testing

/// `tianmu backtest` as a user runs it.
@Suite struct BacktestTests {
    /// Two series of eight years.
    private static let panel =
        "series,year,value\n"
        + (0..<8).map { "a,\(2001 + $0),\(100 + 5 * $0 + $0 % 3)\nb,\(2001 + $0),\(20 + $0 * $0 % 7)\n" }.joined()

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.panel, to: "panel.csv")
        return folder
    }

    private let command = [
        "backtest", "panel.csv", "--horizon", "2", "--models", "drift,theta,ensemble", "--draws", "200",
    ]

    @Test("A table for people, an object for programs and a CSV tell the same scores")
    func formats() throws {
        let folder = try folder()
        let text = try folder.run(command)
        #expect(text.status == 0 && text.error.isEmpty)
        #expect(text.output.hasPrefix("Backtest: 2 series, 14 forecast origins, 200 draws a forecast\n"))
        #expect(try folder.run(command + ["--lang", "zh"]).output.hasPrefix("回测：2 个序列，14 个预测起点"))
        let json = try object(try folder.run(command + ["--format", "json"]).output)
        let models = try #require(json["models"] as? [[String: Any]])
        #expect(models.map { $0["model"] as? String } == ["drift", "theta", "ensemble"])
        let table = rows(ofCSV: try folder.run(command + ["--format", "csv"]).output)
        #expect(table.count == 1 + 3 * 3)
        let horizons = try #require(models.first?["horizons"] as? [[String: Any]])
        // Foundation reads some numbers of JSON one unit in the last place off.
        let (inObject, inTable) = (horizons.first?["mase"] as? Double ?? .nan, Double(table[1][3]) ?? .nan)
        #expect(abs(inObject - inTable) < 1e-14)
        #expect(models.first?["failedOrigins"] as? Int == Int(table[3].last ?? ""))
    }

    @Test("--forecasts writes every forecast, and never over a file without --replace")
    func forecasts() throws {
        let folder = try folder()
        let writing = command + ["--forecasts", "f.csv"]
        #expect(try folder.run(writing).status == 0)
        let first = try folder.text("f.csv")
        let table = rows(ofCSV: first)
        #expect(
            table.first == ["series", "model", "h", "mean", "q025", "q10", "q50", "q90", "q975", "origin"])
        #expect(
            table.dropFirst().allSatisfy {
                $0[4...8].compactMap(Double.init) == $0[4...8].compactMap(Double.init).sorted()
            })
        let refused = try folder.run(writing + ["--seed", "2"])
        #expect(refused.status == 73 && refused.output.isEmpty)
        #expect(try folder.text("f.csv") == first)
        #expect(try folder.run(writing + ["--threads", "3", "--replace"]).status == 0)
        #expect(try folder.text("f.csv") == first)
    }

    @Test("--chart draws coverage by horizon, with every model and both nominal lines")
    func chart() throws {
        let folder = try folder()
        #expect(try folder.run(command + ["--chart", "c.svg"]).status == 0)
        let svg = try folder.text("c.svg")
        for name in ["drift", "theta", "ensemble", "80% interval", "95% interval"] { #expect(svg.contains(name)) }
        #expect(try folder.run(command + ["--chart", "c.svg"]).status == 73)
    }

    @Test("--pit draws a histogram for each model, --skill lines against drift, which must be among the models")
    func morePictures() throws {
        let folder = try folder()
        #expect(try folder.run(command + ["--pit", "p.svg", "--skill", "s.svg"]).status == 0)
        for name in ["drift", "theta", "ensemble"] { #expect(try folder.text("p.svg").contains(name)) }
        for name in ["theta", "ensemble"] { #expect(try folder.text("s.svg").contains(name)) }
        #expect(try folder.run(command + ["--skill", "s.svg"]).status == 73)
        #expect(try folder.run(command + ["--pit", "x.svg", "--skill", "x.svg"]).status == 64)
        let alone = try folder.run(
            ["backtest", "panel.csv", "--horizon", "2", "--models", "theta", "--skill", "t.svg"])
        #expect(alone.status == 65 && alone.error.contains("name drift in '--models'"))
    }

    @Test("Joint scores of each model stand in the object and the CSV alike")
    func joint() throws {
        let folder = try folder()
        let json = try object(try folder.run(command + ["--format", "json"]).output)
        let models = try #require(json["models"] as? [[String: Any]])
        let joint = try #require(models[1]["joint"] as? [String: Any])
        let table = rows(ofCSV: try folder.run(command + ["--format", "csv"]).output)
        let column = try #require(table[0].firstIndex(of: "energy"))
        let (inJSON, inCSV) = (try #require(joint["energy"] as? Double), try #require(Double(table[6][column])))
        // Foundation's reader of JSON may miss the last digit.
        #expect(abs(inJSON - inCSV) < 1e-12)
        #expect(table[5][column].isEmpty)
        // Theta takes four years: four of seven origins a series, of which the last has one year left.
        #expect(joint["origins"] as? Int == 6)
    }

    @Test("Indicators of one region are scored together, alike in the table, the object and the CSV")
    func indicators() throws {
        let folder = try folder()
        try folder.write(
            Self.panel.replacingOccurrences(of: "a,", with: "x/a,").replacingOccurrences(of: "b,", with: "x/b,"),
            to: "panel.csv")
        let json = try object(try folder.run(command + ["--format", "json"]).output)
        let models = try #require(json["models"] as? [[String: Any]])
        let all = try #require(models[1]["jointIndicators"] as? [[String: Any]])
        #expect(all.count == 3)
        let table = rows(ofCSV: try folder.run(command + ["--format", "csv"]).output)
        let column = try #require(table[0].firstIndex(of: "indicator_energy"))
        for (row, object) in zip(table[4...6], all) {
            #expect(abs((object["energy"] as? Double ?? .nan) - (Double(row[column]) ?? .nan)) < 1e-12)
        }
        // Theta: four origins of one region one year ahead, three two years ahead.
        #expect(all.map { $0["vectors"] as? Int } == [4, 3, 7])
        #expect(try folder.run(command).output.contains("indicators of one region are judged together"))
        #expect(try folder.run(command + ["--lang", "zh"]).output.contains("同一地区的各指标合在一起评分"))
    }

    @Test("Models of several indicators and with drivers are tested on those of a region, and the output says how")
    func context() throws {
        let folder = try folder()
        try folder.write(
            "series,year,value\n"
                + (0..<9).map { "x/a,\(2001 + $0),\(100 + 5 * $0 + $0 % 3)\nx/b,\(2001 + $0),\(30 + $0 * $0 % 7)\n" }
                .joined(), to: "panel.csv")
        let command = [
            "backtest", "panel.csv", "--horizon", "2", "--models", "drift,bvar,elasticity-bridge", "--draws", "64",
            "--drivers", "elasticity-bridge.driver=a", "--group", "a,b", "--parameters", "bvar.tightness=0.2",
        ]
        let text = try folder.run(command).output.replacing("\n", with: " ")
        #expect(text.contains("Models of several indicators own a, b together."))
        #expect(text.contains("go on after an origin as drift"))
        let known = command + ["--driver-paths", "known"]
        #expect(try folder.run(known + ["--lang", "zh"]).output.contains("取其后来的实际值"))
        let json = try object(try folder.run(known + ["--format", "json"]).output)
        #expect(json["driverPaths"] as? String == "known" && json["group"] as? [String] == ["a", "b"])
        #expect(json["parameters"] as? [String] == ["bvar.tightness=0.2"])
        let models = try #require(json["models"] as? [[String: Any]])
        let counts = models.compactMap { ($0["all"] as? [String: Any])?["forecasts"] as? Int }
        // The driver itself is not forecast.
        #expect(counts.count == 3 && counts[2] > 0 && counts[2] < counts[0])
    }

    @Test("A panel where nothing can be forecast is bad input, with the causes, and nothing is written")
    func nothing() throws {
        let folder = try folder()
        try folder.write("series,year,value\na,2001,1\na,2002,2\na,2003,4\n", to: "short.csv")
        let short = try folder.run([
            "backtest", "short.csv", "--horizon", "2", "--models", "theta,arima,ensemble", "--members", "theta",
            "--forecasts", "f.csv",
        ])
        #expect(short.status == 65 && short.output.isEmpty)
        #expect(
            short.errorLines == [
                "short.csv: error: no forecast at all: theta: fewer than 4 observations",
                "short.csv: error: no forecast at all: arima: fewer than 5 observations",
            ])
        #expect(try folder.contents().contains("f.csv") == false)
        try folder.write(
            "series,year,value\n" + (0..<9).map { "a,\(2001 + $0),\($0 % 4 - 1)\n" }.joined(), to: "signs.csv")
        let signs = try folder.run([
            "backtest", "signs.csv", "--horizon", "1", "--models", "drift", "--lang", "zh",
        ])
        #expect(signs.status == 65 && signs.error.contains("有值不大于 0；可以为零或负的序列用 --measure percent"))
        let both = try folder.run(["backtest", "signs.csv", "--horizon", "1", "--models", "drift,hold"])
        #expect(both.status == 0 && both.output.contains("--measure percent"))
    }

    @Test("A chart that cannot be drawn is told before another is written and anything printed")
    func chartsFirst() throws {
        let folder = try folder()
        let outcome = try folder.run([
            "backtest", "panel.csv", "--horizon", "2", "--models", "drift", "--draws", "100", "--chart", "c.svg",
            "--forecasts", "f.csv", "--skill", "s.svg",
        ])
        #expect(outcome.status == 65 && outcome.output.isEmpty)
        #expect(try folder.contents() == ["panel.csv"])
    }

    @Test("--origins of a split panel is told to have no use, and an ensemble not to be its own member")
    func uses() throws {
        let folder = try folder()
        let rows = Self.panel.split(separator: "\n").dropFirst().map { row in
            "\(row),\(row.contains("2008") ? "test" : "train")\n"
        }
        try folder.write("series,year,value,split\n" + rows.joined(), to: "split.csv")
        let arguments = ["backtest", "split.csv", "--horizon", "1", "--models", "drift", "--draws", "100"]
        let plain = try folder.run(arguments)
        let outcome = try folder.run(arguments + ["--origins", "3"])
        #expect(outcome.status == 0 && outcome.output == plain.output && plain.error.isEmpty)
        #expect(
            outcome.errorLines == [
                "split.csv: warning: '--origins' has no use: the column 'split' gives each series its one origin"
            ])
        let own = try folder.run(command + ["--members", "ensemble,drift"])
        #expect(own.status == 65)
        #expect(own.errorLines == ["error: 'ensemble' cannot be its own member in '--members'"])
    }

    @Test("What a model refuses is said of the series, and one origin is one")
    func words() throws {
        let folder = try folder()
        let outcome = try folder.run([
            "backtest", "panel.csv", "--horizon", "1", "--models", "drift,urbanisation", "--draws", "100",
        ])
        #expect(outcome.output.contains("the series is no percentage") && !outcome.output.contains("'series'"))
        try folder.write("series,year,value\na,2001,1\na,2002,2\n", to: "two.csv")
        let one = try folder.run(["backtest", "two.csv", "--horizon", "1", "--models", "hold", "--draws", "100"])
        #expect(one.output.hasPrefix("Backtest: 1 series, 1 forecast origin, 100 draws a forecast\n"))
    }

    @Test("Series of a region that do not say which indicator they are, are told in their row")
    func twins() throws {
        let folder = try folder()
        try folder.write(
            "region,series,year,value\nx,a,2001,1\nx,a,2002,2\nx,b,2001,1\nx,b,2002,2\n", to: "twins.csv")
        let outcome = try folder.run(["backtest", "twins.csv", "--horizon", "1", "--models", "pooled-growth"])
        #expect(outcome.status == 65 && outcome.error.hasPrefix("twins.csv:4:5: error: 'x' has several series"))
    }

    @Test("Faults of the panel and unknown models end in exit code 65, all at once")
    func badInput() throws {
        let folder = try folder()
        try folder.write("series,year,value\na,x,1\na,2001,y\n", to: "bad.csv")
        let bad = try folder.run(["backtest", "bad.csv", "--horizon", "2", "--models", "drift"])
        #expect(bad.status == 65 && bad.output.isEmpty)
        #expect(
            bad.errorLines == [
                "bad.csv:2:3: error: 'x' is not a year from 0 to 9999",
                "bad.csv:3:8: error: value 'y' is not a finite number",
            ])
        let unknown = try folder.run(["backtest", "panel.csv", "--horizon", "2", "--models", "drfit,thetta,solow"])
        #expect(unknown.status == 65)
        #expect(
            unknown.errorLines == [
                "error: there is no model 'drfit'; did you mean 'drift'?",
                "error: there is no model 'thetta'; did you mean 'theta'?",
                "error: the model 'solow' reads other indicators (investment); name them: "
                    + "'--drivers solow.investment=INDICATOR'",
            ])
        let several = try folder.run(["backtest", "panel.csv", "--horizon", "2", "--models", "shares"])
        #expect(several.status == 65)
        #expect(several.errorLines.first?.contains("shares projects several indicators at once") ?? false)
        #expect(try folder.run(["backtest", "panel.csv", "--horizon", "0", "--models", "drift"]).status == 64)
    }
}
