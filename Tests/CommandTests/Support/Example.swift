/// A folder with a small scenario of its own: two indicators with models, one by formula, one target.
struct Example {
    static let figures = """
        indicator,region,unit,year,value,relation,kind,source,published,note
        gdp,example,亿元,2018,540,=,actual,Yearbook,2019-03-01,
        gdp,example,亿元,2019,570,=,actual,Yearbook,2020-03-01,
        gdp,example,亿元,2020,600,=,actual,Yearbook,2021-03-01,
        population,example,万人,2020,54,=,actual,Yearbook,2021-03-01,
        """
    static let scenario = """
        tianmu: 1
        title: Example
        region: example
        data: [figures.csv]
        years: {base: 2020, through: 2025}
        indicators:
          gdp: {model: damped-trend}
          population: {model: hold}
          per_head: {unit: 万元, formula: gdp / population}
        targets:
          - {indicator: per_head, year: 2025, above: 12}
        """

    let folder: TemporaryFolder

    /// - Parameters:
    ///   - replacing: a piece of the scenario, and what stands there instead.
    ///   - figures: the same for the figures.
    init(
        named name: String = "tianmu", replacing: (String, with: String)? = nil, figures: (String, with: String)? = nil
    ) throws {
        folder = try TemporaryFolder(named: name)
        var scenario = Self.scenario
        if let replacing { scenario = scenario.replacing(replacing.0, with: replacing.with) }
        var rows = Self.figures
        if let figures { rows = rows.replacing(figures.0, with: figures.with) }
        try folder.write(scenario, to: "example.yaml")
        try folder.write(rows, to: "figures.csv")
    }

    func run(_ arguments: String...) throws -> Program.Outcome { try folder.run(arguments) }

    func run(_ arguments: [String]) throws -> Program.Outcome { try folder.run(arguments) }
}
