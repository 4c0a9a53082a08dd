import Testing

/// Wrong command lines: exit code 64, a sentence that names the mistake, nothing on standard output.
@Suite struct UsageTests {
    @Test(
        "A wrong command line ends in exit code 64 and names the mistake",
        arguments: [
            (["rnu"], "There is no command 'rnu'; did you mean 'run'?"),
            (["run"], "Missing expected argument '<scenario>'"),
            (["run", "a.yaml", "b.yaml"], "Unexpected argument 'b.yaml'"),
            (["run", "a.yaml", "--drwas", "64"], "Unknown option '--drwas'. Did you mean '--draws'?"),
            (
                ["backtest", "p.csv", "--horizn", "3", "--models", "drift"],
                "Unknown option '--horizn'. Did you mean '--horizon'?"
            ),
            (["backtest", "p.csv", "--models", "drift"], "Missing expected argument '--horizon <horizon>'"),
            (
                ["backtest", "p.csv", "--horizon", "3", "--models", "drift", "--measure", "percents"],
                "Please provide one of 'level' and 'percent'."
            ),
            (["run", "a.yaml", "--draws", "ten"], "The value 'ten' is invalid for '--draws <draws>'"),
            (["run", "a.yaml", "--draws", "-5"], "'--draws' must lie in 16...100000000, not -5."),
            (["run", "a.yaml", "--draws", "15"], "'--draws' must lie in 16...100000000, not 15."),
            (["run", "a.yaml", "--seed", "-1"], "The value '-1' is invalid for '--seed <seed>'"),
            (["run", "a.yaml", "--threads", "0"], "'--threads' must lie in 1...256, not 0."),
            (
                ["run", "a.yaml", "--sampler", "halton"],
                "Please provide one of 'philox', 'antithetic', 'sobol' or 'sobol-principal'."
            ),
            (["run", "a.yaml", "--format", "xml"], "Please provide one of 'text', 'json' or 'csv'."),
            (["run", "a.yaml", "--lang", "fr"], "Please provide one of 'zh' and 'en'."),
            (["run", "a.yaml", "--out", ""], "'--out' is empty."),
            (["run", "a.yaml", "--out", "x", "--no-folder"], "'--out' and '--no-folder' exclude each other."),
            (["run", "a.yaml", "--replace"], "'--replace' goes with '--out'."),
            (["plan", "a.yaml", "--resolved", "--format", "json"], "'--resolved' prints YAML: leave out '--format'."),
            (["compare", "a.yaml"], "Name two scenarios or more, or one with '--indicator' and '--models'."),
            (["compare", "a.yaml", "--models", "all"], "'--models' needs '--indicator'."),
            (["chart", "models", "a.yaml"], "'tianmu chart models' takes one scenario and '--indicator'."),
            (["chart", "fan", "a.yaml", "--models", "all"], "'--models' goes with 'tianmu chart models'."),
            (["sweep", "a.yaml", "--lever", "a=0:1", "--design", "lhs"], "'--design lhs' needs '--points'."),
            (["sweep", "a.yaml", "--lever", "a=0:1", "--resume"], "'--resume' goes with '--out'."),
            (
                ["seek", "a.yaml", "--target", "x", "--probability", "1.5"],
                "'--probability' must lie between 0 and 1, not 1.5."
            ),
            (
                ["sensitivity", "a.yaml", "--method", "sobol", "--against", "b.yaml"],
                "'--against' and '--method' exclude each other."
            ),
            (["schema", "--format", "csv"], "Unknown option '--format'"),
            (["run", "a.yaml", "--shard", "1/2"], "'--shard' needs '--out PART', the file to write."),
            (["run", "a.yaml", "--shard", "3/2", "--out", "p"], "The value '3/2' is invalid for '--shard <shard>'"),
            (["run", "a.yaml", "--shard", "1/17", "--out", "p"], "so that there can be at most 16 shards."),
            (
                ["run", "a.yaml", "--shard", "1/2", "--out", "p", "--format", "csv"],
                "give '--format' to 'tianmu merge'"
            ),
            (
                ["backtest", "a.csv", "--horizon", "1", "--models", "drift", "--out", "p"],
                "'--out' goes with '--shard'."
            ),
            (["merge"], "Missing expected argument '<parts> ...'"),
            (
                ["merge", "a.part", "--replace"],
                "'--replace' goes with '--out', '--forecasts', '--chart', '--pit' or '--skill'."
            ),
        ])
    func wrongUsage(arguments: [String], sentence: String) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(sentence))
    }

    @Test(
        "The commonest mistakes are told in Chinese where --lang or the locale asks for it",
        arguments: [
            (["run", "a.yaml", "--drwas", "64"], "错误: 没有选项“--drwas”；是否指“--draws”？"),
            (["run"], "错误: 缺少“<scenario>”"),
            (["backtest", "p.csv", "--horizn=3", "--models", "drift"], "错误: 没有选项“--horizn”；是否指“--horizon”？"),
            (["backtest", "p.csv", "--models"], "错误: “--models <models>”缺少取值"),
            (["run", "a.yaml", "b.yaml", "c.yaml"], "错误: 2 个多余的参数：“b.yaml、c.yaml”"),
            (["run", "a.yaml", "--draws", "ten"], "错误: “--draws <draws>”不能是“ten”"),
            (["run", "a.yaml", "--format", "xml"], "错误: “--format <format>”不能是“xml”；可用：text、json、csv"),
            (["run", "a.yaml", "--draws", "15"], "错误: “--draws”须在 16...100000000 之内，不能是 15"),
            (["run", "a.yaml", "--out", "x", "--no-folder"], "错误: “--out”与“--no-folder”不能同用"),
            (["rnu"], "错误: 没有命令“rnu”；是否指“run”？"),
        ])
    func chinese(arguments: [String], sentence: String) throws {
        let outcome = try Program.run(arguments, environment: ["LC_ALL": "zh_CN.UTF-8"])
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(outcome.errorLines.first == sentence)
        #expect(outcome.error.contains("用法: tianmu") && outcome.error.contains("详见 'tianmu"))
        // The same for the option, which stands after the command.
        if arguments.count > 1 {
            let stated = try Program.run(arguments.prefix(1) + ["--lang", "zh"] + arguments.dropFirst())
            #expect(stated.status == 64 && stated.error == outcome.error)
        }
    }

    @Test(
        "A name that does not exist ends in exit code 65 and the nearest one that does",
        arguments: [
            (["models", "dampd"], "error: there is no model 'dampd'; did you mean 'damped-trend'?"),
            (
                ["models", "exponential-smooth-trends"],
                "error: there is no model 'exponential-smooth-trends'; did you mean 'smooth-trend'?"
            ),
            (["models", "damped-tend"], "error: there is no model 'damped-tend'; did you mean 'damped-trend'?"),
            (["chart", "fna", "example.yaml"], "error: there is no chart 'fna'; did you mean 'fan'?"),
            (
                ["chart", "fan", "example.yaml", "--indicator", "gpd"],
                "error: there is no indicator 'gpd' in 'Example'; did you mean 'gdp'?"
            ),
            (
                ["chart", "fan", "example.yaml", "example.yaml", "--indicator", "gdp"],
                "error: this chart shows one scenario, not 2"
            ),
            (
                ["chart", "scenarios", "example.yaml", "--indicator", "gdp"],
                "error: this chart compares 2 to 24 runs, not 1"
            ),
            (
                ["compare", "example.yaml", "--indicator", "gpd", "--models", "all"],
                "error: there is no indicator 'gpd'; did you mean 'gdp'?"
            ),
            (
                ["compare", "example.yaml", "--indicator", "gdp", "--models", "hodl"],
                "error: there is no model 'hodl'; did you mean 'hold'?"
            ),
            (["compare", "example.yaml", "--indicator", "gdp", "--models", ","], "error: '--models' names no model"),
            (["run", "exampl.yaml"], "exampl.yaml: error: the file does not exist; did you mean 'example.yaml'?"),
            (["run", "."], ".: error: this is a folder, not a file"),
        ])
    func wrongName(arguments: [String], sentence: String) throws {
        let outcome = try Example().run(arguments)
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorLines == [sentence])
    }
}
