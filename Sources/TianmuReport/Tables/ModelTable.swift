import TianmuModel

/// What growth models there are, and what one of them takes.
package enum ModelTable {
    package static func table(of models: [ModelDescriptor], language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "模型", en: "Model")), .init(words(zh: "名称", en: "Title")),
                .init(words(zh: "最少观测数", en: "Least observations"), .right),
                .init(words(zh: "参数", en: "Parameters")),
            ],
            rows: models.map { model in
                [
                    model.id.name, model.title[language], "\(model.minimumObservations)",
                    model.parameters.map(\.name).joined(separator: ", "),
                ]
            })
    }

    package static func parameters(of model: ModelDescriptor, language: Language) -> Table {
        let words = Words(language)
        return Table(
            columns: [
                .init(words(zh: "参数", en: "Parameter")), .init(words(zh: "取值", en: "Values")),
                .init(words(zh: "单位", en: "Unit")), .init(words(zh: "默认", en: "Default"), .right),
                .init(words(zh: "含义", en: "Meaning")),
            ],
            rows: model.parameters.map { parameter in
                let range = parameter.range.map { "\($0.lowerBound.shortText)…\($0.upperBound.shortText)" }
                let none = parameter.isRequired ? words(zh: "必填", en: "required") : "–"
                return [
                    parameter.name, range ?? parameter.kind.words[language], UnitWords.text(parameter.unit)[language],
                    parameter.defaultValue?.summary ?? none, parameter.explanation[language],
                ]
            })
    }

    /// Everything about one model, as text.
    package static func page(of model: ModelDescriptor, language: Language, width: Int? = nil) -> String {
        let words = Words(language)
        var text = "\(model.id.name) — \(model.title[language])\n\n"
        text += TextFormat.wrapped(model.summary[language], first: "", rest: "") + "\n"
        let outputs =
            model.outputs == 1...1
            ? ""
            : words(
                zh: "；一次推算 \(model.outputs.lowerBound) 至 \(model.outputs.upperBound) 个指标（groups）",
                en: "; projects \(model.outputs.lowerBound) to \(model.outputs.upperBound) indicators at once (groups)")
        text += words(
            zh: "最少观测数：\(model.minimumObservations)\(outputs)\n\n",
            en: "Least number of observations: \(model.minimumObservations)\(outputs)\n\n")
        if !model.parameters.isEmpty {
            text += TextFormat.text(of: parameters(of: model, language: language), within: width) + "\n"
        }
        if !model.drivers.isEmpty {
            text += words(zh: "所读的其他指标（drivers）\n", en: "Other indicators that it reads (drivers)\n")
            for driver in model.drivers {
                let optional = driver.isRequired ? "" : words(zh: "（可省）", en: " (optional)")
                text += TextFormat.wrapped(
                    "\(driver.role)\(optional): \(driver.explanation[language])", first: "  ", rest: "    ")
            }
            text += "\n"
        }
        if model.usesSiblings {
            text += words(
                zh: "还读数据文件中其他地区的同一指标。\n\n", en: "It reads the same indicator of the figures' other regions.\n\n")
        }
        text += words(zh: "出处\n", en: "Sources\n")
        for source in model.sources { text += TextFormat.wrapped(source, first: "  ", rest: "    ") }
        return text
    }
}
