import TianmuModel

/// What an indicator says of `model: ensemble`.
extension ScenarioSchema {
    static let members = Field(
        "members", .members(member), zh: "model: ensemble 的成员模型，可带权重与参数",
        en: "The models of 'model: ensemble', with weights and parameters or without")

    static let weights = Field(
        "weights", .choice(EnsembleWeights.allCases.map(\.rawValue)),
        zh: "ensemble 的权重：equal 相等（默认），stacked 使 pool 中历史预测的 CRPS 最小，shrunk 介于两者之间",
        en:
            "How an ensemble weighs its members: 'equal' (default), 'stacked' by least CRPS of past forecasts in 'pool', "
            + "or 'shrunk' between the two")

    static let member = Record(
        name: "member", explanation: LocalizedText(zh: "ensemble 的成员", en: "A member of an ensemble"),
        fields: [
            Field("weight", .weight, zh: "权重，默认 1", en: "Its weight; 1 by default"),
            Field("parameters", .parameters, zh: "该成员的参数", en: "The member's parameters"),
            Field(
                "source", .localized, zh: "参数出自哪份文件；默认同指标",
                en: "The document that the parameters come from; the indicator's by default"),
            Field(
                "reason", .localized, zh: "没有数据时为何这样假设；默认同指标",
                en: "Why this is assumed where no figure says it; the indicator's by default"),
        ])
}
