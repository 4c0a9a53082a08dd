import TianmuModel

/// The vocabulary of scenario files.
package enum ScenarioSchema {
    /// The only format version so far.
    static let formatVersion = 1
    static let years = 1900...2200

    package static let scenario = Record(
        name: "scenario",
        explanation: LocalizedText(zh: "情景文件", en: "A scenario file"),
        fields: [
            Field(
                "tianmu", .integer(formatVersion...formatVersion), isRequired: true,
                zh: "格式版本", en: "Version of the format"),
            Field("title", .localized, zh: "情景名称", en: "What the scenario is called"),
            Field("note", .localized, zh: "为什么设这个情景", en: "Why there is this scenario"),
            Field(
                "extends", .path, zh: "在哪个文件的基础上修改；逐键合并",
                en: "The file that this one changes; merged key by key"),
            Field("region", .text, zh: "数据文件中的地区", en: "The region in the figures files"),
            Field("data", .list(of: .path), zh: "数据文件（CSV）", en: "Figures files (CSV)"),
            Field(
                "as-of", .date, zh: "只用这一天（含）以前公布的数据",
                en: "Only figures published by this day are used"),
            Field(
                "accept", .list(of: .choice(["actual", "preliminary", "estimate"])),
                zh: "采用哪几类数据；默认全部", en: "Which kinds of figures are used as levels; all by default"),
            Field("years", .record(horizon), isRequired: true, zh: "基年与末年", en: "Base year and last year"),
            Field("draws", .record(draws), zh: "模拟设置", en: "Settings of the simulation"),
            Field(
                "indicators", .map(of: .record(indicator)), isRequired: true,
                zh: "指标：各用一个模型或一个公式", en: "Indicators, each by a model or by a formula"),
            Field(
                "groups", .map(of: .record(group)), zh: "由一个模型共同推算的几个指标",
                en: "Indicators that one model projects together"),
            Field(
                "correlations", .map(of: .either(.number(-1...1), correlation)),
                zh: "两个指标年度扰动的相关系数，如 [a, b]: 0.6",
                en: "Correlation of the yearly innovations of two indicators, such as [a, b]: 0.6"),
            Field(
                "estimate-correlations", .list(of: .name),
                zh: "由历史数据估计相关系数的指标（向不相关收缩）；correlations 中写明的优先",
                en: "Indicators whose correlations are estimated from figures, shrunk toward none; stated ones stand"),
            Field(
                "pool", .map(of: .path),
                zh: "区间宽度取自哪些序列的历史预测误差：指标: 面板文件（CSV），或 siblings（其他地区的同一指标）",
                en: "Whose past errors make an indicator's intervals: a panel (CSV), or 'siblings', other regions"),
            Field(
                "links", .keyedList(of: link, identity: ["from", "to", "lag"]),
                zh: "一个指标偏离中心路径时对另一个指标的影响",
                en: "What a departure of one indicator from its central path does to another"),
            Field(
                "shocks", .keyedList(of: shock, identity: ["name"]), zh: "可能发生的冲击", en: "Events that may happen"),
            Field("levers", .map(of: .record(lever)), zh: "政策力度", en: "What policy can move"),
            Field(
                "revisions", .either(.choice(["estimate"]), revisions),
                zh: "初步数与预计数日后修订的不确定性：estimate 或给定标准差；默认不计",
                en: "How much provisional figures may yet be revised: 'estimate', or stated; by default not at all"),
            Field(
                "given", .map(of: .map(of: .either(.number(nil), given))),
                zh: "已知或假定的条件：指标: {年份: 数值}", en: "What is taken as given, as 'indicator: {year: value}'"),
            Field(
                "targets", .keyedList(of: target, identity: ["indicator", "year"]), zh: "目标",
                en: "What is to be reached"),
            plugins,
        ])

    static let horizon = Record(
        name: "years", explanation: LocalizedText(zh: "年份", en: "Years"),
        fields: [
            Field("base", .integer(years), isRequired: true, zh: "基年", en: "The year before the first forecast year"),
            Field("through", .integer(years), isRequired: true, zh: "末年", en: "The last forecast year"),
        ])

    static let draws = Record(
        name: "draws", explanation: LocalizedText(zh: "模拟", en: "Simulation"),
        fields: [
            Field("count", .integer(16...100_000_000), zh: "模拟次数，默认 16384", en: "How many draws; 16384 by default"),
            Field("seed", .integer(0...Int.max), zh: "随机种子，默认 1", en: "Seed; 1 by default"),
            Field(
                "sampler", .choice(["sobol", "sobol-principal", "philox", "antithetic"]),
                zh: "抽样方法：sobol（默认）、按主成分次序的 sobol-principal、随机数 philox 或成对的 antithetic",
                en: "Scrambled Sobol points (default), the same in principal order, random numbers, or antithetic pairs"
            ),
            Field(
                "probabilities", .choice(["counted", "smoothed"]), zh: "目标的概率：按次数计（默认），或取各次模拟的条件概率之平均",
                en: "Of targets: the share of draws (default), or the mean of the draws' conditional probabilities"),
            Field(
                "failed-share", .number(0...1), zh: "算不出的模拟所占比例的上限，默认 0.001",
                en: "The largest share of draws that may fail to compute; 0.001 by default"),
        ])

    static let indicator = Record(
        name: "indicator", explanation: LocalizedText(zh: "指标", en: "An indicator"),
        fields: [
            Field("title", .localized, zh: "名称；默认取数据文件", en: "Its name; by default as in the figures"),
            Field("unit", .unit, zh: "单位；默认取数据文件", en: "Its unit; by default as in the figures"),
            Field("figures", .text, zh: "数据文件中的指标名；默认同名", en: "Its id in the figures files; the same by default"),
            Field("region", .text, zh: "所属地区；默认同情景", en: "Its region; the scenario's by default"),
            Field("model", .name, zh: "增长模型", en: "The growth model"),
            Field("parameters", .parameters, zh: "模型参数", en: "The model's parameters"),
            members, weights, drivers,
            Field("formula", .formula, zh: "公式（代替模型）", en: "A formula in place of a model"),
            Field("base", .record(base), zh: "没有数据支持的基数（假设）", en: "A level that no figure gives: an assumption"),
            Field("source", .localized, zh: "参数出自哪份文件", en: "The document that the parameters come from"),
            Field("reason", .localized, zh: "没有数据时为何这样假设", en: "Why this is assumed where no figure says it"),
        ])

    private static let drivers = Field(
        "drivers", .map(of: .name), zh: "模型所读的其他指标：角色: 指标名",
        en: "Other indicators that the model reads, as 'role: indicator'")

    static let base = Record(
        name: "base", explanation: LocalizedText(zh: "假设的基数", en: "An assumed level"),
        fields: [
            Field("value", .number(nil), isRequired: true, zh: "数值", en: "The level"),
            Field("unit", .unit, zh: "单位；默认同指标", en: "Its unit; the indicator's by default"),
            Field("year", .integer(years), zh: "年份；默认基年", en: "Its year; the base year by default"),
            Field("reason", .localized, isRequired: true, zh: "理由", en: "Why"),
        ])

    static let group = Record(
        name: "group", explanation: LocalizedText(zh: "一组指标", en: "Several indicators of one model"),
        fields: [
            Field("indicators", .list(of: .name), isRequired: true, zh: "成员", en: "Its members"),
            Field("model", .name, isRequired: true, zh: "增长模型", en: "The growth model"),
            Field("parameters", .parameters, zh: "模型参数", en: "The model's parameters"),
            drivers,
            Field("source", .localized, zh: "参数出自哪份文件", en: "The document that the parameters come from"),
            Field("reason", .localized, zh: "没有数据时为何这样假设", en: "Why this is assumed where no figure says it"),
        ])

    static let correlation = Record(
        name: "correlation", explanation: LocalizedText(zh: "相关系数", en: "A correlation"),
        fields: [
            Field("value", .number(-1...1), isRequired: true, zh: "相关系数", en: "The correlation"),
            Field("reason", .localized, zh: "理由", en: "Why"),
        ])

    static let link = Record(
        name: "link", explanation: LocalizedText(zh: "联动", en: "A link"),
        fields: [
            Field("from", .name, isRequired: true, zh: "影响者", en: "The indicator that departs"),
            Field(
                "to", .name, isRequired: true, zh: "受影响者（用模型推算的指标）", en: "The indicator that follows (one with a model)"
            ),
            Field(
                "elasticity", .quantity, isRequired: true, zh: "影响者每偏离 1 个百分点，受影响者变动多少个百分点",
                en: "Percentage points that the follower moves for one point of departure"),
            Field("lag", .integer(0...20), zh: "滞后几年，默认 0", en: "Years between; 0 by default"),
            Field("reason", .localized, zh: "理由", en: "Why"),
            drop,
        ])

    static let shock = Record(
        name: "shock", explanation: LocalizedText(zh: "冲击", en: "A shock"),
        fields: [
            Field("name", .localized, isRequired: true, zh: "名称", en: "What it is called"),
            Field("year", .integer(years), isRequired: true, zh: "年份", en: "When it may happen"),
            Field("probability", .number(0...1), isRequired: true, zh: "发生的概率", en: "How probable it is"),
            Field(
                "effect", .map(of: .quantity), isRequired: true, zh: "对各指标增速的影响，百分点",
                en: "What it adds to each indicator's growth, in percentage points"),
            Field(
                "recovery", .number(0...1), zh: "次年恢复的比例，默认 0",
                en: "The share of the effect that the next year brings back; 0 by default"),
            Field("reason", .localized, zh: "理由", en: "Why"),
            drop,
        ])

    static let lever = Record(
        name: "lever", explanation: LocalizedText(zh: "政策力度", en: "A lever"),
        fields: [
            Field("title", .localized, zh: "名称", en: "What it is called"),
            Field(
                "to", .name, isRequired: true, zh: "作用的指标（用模型推算的）", en: "The indicator that it moves (one with a model)"
            ),
            Field(
                "unit", .choice(["points", "points per year"]),
                zh: "points：只抬高当年；points per year：逐年累积（默认）",
                en: "'points' lifts each year by itself; 'points per year' adds up (default)"),
            Field("from", .integer(years), isRequired: true, zh: "从哪年起", en: "The first year"),
            Field("through", .integer(years), zh: "到哪年止；默认末年", en: "The last year; the scenario's by default"),
            Field("range", .list(of: .number(nil)), zh: "可行范围 [低, 高]", en: "What is feasible: [low, high]"),
            Field("value", .number(nil), isRequired: true, zh: "取值", en: "The value"),
            Field("reason", .localized, zh: "理由", en: "Why"),
        ])

    static let revisions = Record(
        name: "revisions", explanation: LocalizedText(zh: "修订的标准差", en: "Standard deviation of revisions"),
        fields: [
            Field("levels", .number(0...50), zh: "水平值，%；默认由数据估计", en: "Of levels, in per cent; estimated by default"),
            Field(
                "points", .number(0...50), zh: "百分数，百分点；默认由数据估计",
                en: "Of percentages, in points; estimated by default"),
            Field("reason", .localized, zh: "理由", en: "Why"),
        ])

    static let given = Record(
        name: "given", explanation: LocalizedText(zh: "条件", en: "A condition"),
        fields: [
            Field("value", .number(nil), zh: "数值", en: "The value, or a reading of it"),
            Field(
                "sd", .number(0...Double.greatestFiniteMagnitude), zh: "读数误差的标准差",
                en: "Standard deviation of the reading's error"),
            Field("p10", .number(nil), zh: "读数的 10% 分位数", en: "An expert's p10 of the value"),
            Field("p50", .number(nil), zh: "读数的中位数", en: "An expert's p50 of the value"),
            Field("p90", .number(nil), zh: "读数的 90% 分位数", en: "An expert's p90 of the value"),
            Field("at-least", .number(nil), zh: "不低于", en: "This or more"),
            Field("at-most", .number(nil), zh: "不高于", en: "This or less"),
            Field("unit", .unit, zh: "单位；默认同指标", en: "The unit; the indicator's by default"),
            Field("reason", .localized, zh: "理由", en: "Why"),
        ])

    static let target = Record(
        name: "target", explanation: LocalizedText(zh: "目标", en: "A target"),
        fields: [
            Field("indicator", .name, isRequired: true, zh: "指标", en: "The indicator"),
            Field("year", .integer(years), isRequired: true, zh: "年份", en: "The year"),
            Field("above", .number(nil), zh: "高于", en: "More than this"),
            Field("at-least", .number(nil), zh: "不低于", en: "This or more"),
            Field("below", .number(nil), zh: "低于", en: "Less than this"),
            Field("at-most", .number(nil), zh: "不高于", en: "This or less"),
            Field("unit", .unit, zh: "单位；默认同指标", en: "The unit; the indicator's by default"),
            Field(
                "kind", .choice(["expected", "binding"]), zh: "预期性（expected，默认）或约束性（binding）",
                en: "Expected (default) or binding"),
            Field(
                "rate", .choice(["true", "false"]), zh: "是否为逐年单独看的增速；默认由公式判断",
                en: "Whether it is a yearly rate, each year by itself; by default as the formulas tell"),
            Field("title", .localized, zh: "名称；默认取指标", en: "Its name; the indicator's by default"),
            Field("source", .localized, zh: "出自哪份文件", en: "The document that sets it"),
            drop,
        ])

    static let plugins = Field(
        "plugins", .map(of: .record(plugin)), zh: "提供增长模型的外部程序", en: "Programs outside that serve growth models")

    /// A file that names plugins only, for commands without a scenario.
    static let pluginFile = Record(
        name: "plugins", explanation: LocalizedText(zh: "外部模型", en: "Models from outside"),
        fields: [
            Field("tianmu", .integer(formatVersion...formatVersion), zh: "格式版本", en: "Version of the format"),
            Field("plugins", plugins.type, isRequired: true, zh: plugins.explanation.zh, en: plugins.explanation.en),
        ])

    static let plugin = Record(
        name: "plugin", explanation: LocalizedText(zh: "外部模型程序", en: "A worker"),
        fields: [
            Field(
                "command", .words, isRequired: true, zh: "程序与参数，如 [python3, ./model.py]；./ 从本文件所在文件夹算起",
                en: "The program and its arguments, such as [python3, ./model.py]; ./ is the folder of this file"),
            Field("deadlines", .record(deadlines), zh: "回答的时限，秒", en: "Within how many seconds it must answer"),
        ])

    static let deadlines = Record(
        name: "deadlines", explanation: LocalizedText(zh: "时限，秒", en: "Deadlines in seconds"),
        fields: [
            Field("hello", .number(0.01...3600), zh: "从启动到问候，默认 20", en: "From the start to hello; 20 by default"),
            Field("fit", .number(0.01...3600), zh: "一次拟合，默认 30", en: "For a fit; 30 by default"),
            Field("project", .number(0.01...3600), zh: "推算一批模拟，默认 30", en: "For a block of draws; 30 by default"),
        ])

    /// In the items of a keyed list: leaves the inherited item out. (An entry of a map is left out by the value `~`.)
    static let drop = Field("drop", .choice(["true"]), zh: "去掉所继承的这一项", en: "Leave the inherited item out")
}
