import TianmuModel

extension CohortComponentModel {
    public var descriptor: ModelDescriptor {
        ModelDescriptor(
            id: "cohort-component",
            title: LocalizedText(zh: "人口队列要素法", en: "Cohort-component population"),
            summary: LocalizedText(
                zh: "由年龄结构、生育率、预期寿命与（不确定的）净迁移逐年推算常住人口，可同时给出劳动年龄与老年人口。"
                    + "有普查年龄结构、要看老龄化或生育与迁移假设时使用；没有年龄结构、或口径（户籍与常住）刚变过时不宜使用。",
                en:
                    "A population year by year from its age structure, fertility, life expectancy and uncertain net migration, "
                    + "with the working ages and the old if asked. Where a census gives the ages and ageing or assumptions on births and "
                    + "migrants matter; not without an age structure, nor across a change of the population's definition."
            ),
            minimumObservations: 1,
            outputs: 1...3,
            parameters: Self.people + Self.migrationParameters,
            sources: [
                "Leslie (1945), Biometrika 33, 183-212; Preston, Heuveline & Guillot (2001), Demography, chapter 6",
                "Keyfitz & Caswell (2005), Applied Mathematical Demography, 3rd ed., section 3.1 (births)",
                "Gompertz (1825); Bongaarts (2005), Demography 42, 23-49 (mortality)",
                "Rogers & Castro (1981), Model Migration Schedules, IIASA RR-81-30 (ages of migrants)",
            ],
            requiresPositiveValues: true)
    }

    private static var people: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "ages", kind: .byAge, unit: "any measure of number", range: 0...1e12, isRequired: true,
                explanation: LocalizedText(
                    zh: "最近一年的年龄结构：从各起始年龄到人数或占比，如 {0: 5.1, 5: 5.0, …, 85: 1.9}，末组为该年龄及以上",
                    en: "the age structure of the last year: from lower age to number or share, the last group open")),
            ParameterDescriptor(
                "fertility", kind: .uncertain, unit: "children per woman", range: 0...10, isRequired: true,
                explanation: LocalizedText(zh: "总和生育率", en: "the total fertility rate")),
            ParameterDescriptor(
                "fertility-change", kind: .uncertain, unit: "children per woman and year", range: -1...1,
                default: .number(0),
                explanation: LocalizedText(zh: "总和生育率每年变动多少", en: "how much fertility changes each year")),
            ParameterDescriptor(
                "childbearing-age", unit: "years", range: 20...40, default: .number(29),
                explanation: LocalizedText(zh: "平均生育年龄", en: "the mean age at childbearing")),
            ParameterDescriptor(
                "childbearing-sd", unit: "years", range: 2...10, default: .number(5),
                explanation: LocalizedText(zh: "生育年龄的标准差", en: "the standard deviation of that age")),
            ParameterDescriptor(
                "female-share", unit: "percent", range: 30...70, default: .number(48.8),
                explanation: LocalizedText(
                    zh: "育龄人口中女性的百分比", en: "women among those of childbearing age")),
            ParameterDescriptor(
                "life-expectancy", unit: "years", range: 30...100, default: .number(78),
                explanation: LocalizedText(
                    zh: "最近一年的出生时预期寿命（男女合计）", en: "life expectancy at birth in the last year, both sexes")),
            ParameterDescriptor(
                "life-gain", kind: .uncertain, unit: "years per year", range: -2...2, default: .number(0.15),
                explanation: LocalizedText(
                    zh: "死亡率曲线每年后移多少岁，约等于预期寿命每年的增量",
                    en:
                        "by how many years of age mortality moves up each year: nearly the yearly gain of life expectancy"
                )),
            ParameterDescriptor(
                "mortality-slope", unit: "percent per year of age", range: 5...15, default: .number(10),
                explanation: LocalizedText(
                    zh: "成年死亡率随年龄每岁增加多少（冈珀茨系数）", en: "how fast mortality rises with age: Gompertz's b")),
            ParameterDescriptor(
                "infant-mortality", unit: "per 1000 births", range: 0...300, default: .number(5),
                explanation: LocalizedText(zh: "婴儿死亡率", en: "infant mortality")),
            ParameterDescriptor(
                "working-from", kind: .integer, unit: "years", range: 10...25, default: .number(15),
                explanation: LocalizedText(
                    zh: "劳动年龄（第二个指标）的起始年龄", en: "the first of the working ages, the second indicator")),
            ParameterDescriptor(
                "old-from", kind: .integer, unit: "years", range: 50...80, default: .number(60),
                explanation: LocalizedText(
                    zh: "老年（第三个指标）的起始年龄；劳动年龄到此为止",
                    en: "the first age of the old, the third indicator, and the end of the working ages")),
        ]
    }

    private static var migrationParameters: [ParameterDescriptor] {
        [
            ParameterDescriptor(
                "migration", kind: .uncertain, unit: "the indicator's unit per year", range: -1e12...1e12,
                explanation: LocalizedText(
                    zh: "每年净迁入人数；与 migration-rate 都不给则由总人口的历史增长推得",
                    en: "net migrants a year; from the total's past growth if neither this nor migration-rate is given")
            ),
            ParameterDescriptor(
                "migration-rate", kind: .uncertain, unit: "percent of the population per year", range: -50...50,
                explanation: LocalizedText(
                    zh: "每年净迁入占总人口的百分比，可代替 migration", en: "net migrants of a hundred people, instead of 'migration'")),
            ParameterDescriptor(
                "migration-sd", unit: "percent of the population per year", range: 0...20,
                explanation: LocalizedText(
                    zh: "净迁移每年的随机波动（标准差）；不给则由历史增长的波动与 0.5% 的先验估计",
                    en:
                        "the standard deviation of migration's yearly shocks; from how growth varied and a prior of 0.5 if "
                        + "absent")),
        ]
    }
}
