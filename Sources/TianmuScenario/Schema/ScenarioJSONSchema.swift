import TianmuModel

/// The JSON Schema of scenario files (draft 2020-12), written from the same table of fields that checks them.
package enum ScenarioJSONSchema {
    /// - Parameter models: their ids and parameters are offered and checked too.
    package static func schema(models: [ModelDescriptor], language: Language) -> JSONValue {
        let writer = Writer(models: models, language: language)
        // What a file lacks may stand in the one that it extends, so nothing is required.
        guard case .object(var root) = writer.schema(of: ScenarioSchema.scenario.withoutRequirements()) else {
            return [:]
        }
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        root["title"] = "Tianmu scenario"
        return .object(root)
    }

    private struct Writer {
        let models: [ModelDescriptor]
        let language: Language

        /// - Parameter model: whose parameters those of the record are, where it names none itself.
        func schema(of record: Record, parametersOf model: ModelDescriptor? = nil) -> JSONValue {
            var properties: [String: JSONValue] = [:]
            for field in record.fields {
                var schema = members(of: field.type)
                if case .parameters = field.type, let model { schema = parameters(of: model) }
                schema["description"] = .string(field.explanation[language])
                if field.key == "model" {
                    let ensemble = record["members"] == nil ? [] : [Ensemble.id]
                    schema["enum"] = .array((models.map(\.id) + ensemble).map { .string($0.name) })
                }
                properties[field.key] = .object(schema)
            }
            var object: [String: JSONValue] = [
                "type": "object", "description": .string(record.explanation[language]),
                "properties": .object(properties), "additionalProperties": .bool(false),
            ]
            let required = record.fields.filter(\.isRequired).map { JSONValue.string($0.key) }
            if !required.isEmpty { object["required"] = .array(required) }
            if record["model"] != nil { object["allOf"] = .array(models.map(parameterRule)) }
            return .object(object)
        }

        /// With this model, `parameters` are these.
        private func parameterRule(_ model: ModelDescriptor) -> JSONValue {
            [
                "if": ["properties": ["model": ["const": .string(model.id.name)]], "required": ["model"]],
                "then": ["properties": ["parameters": .object(parameters(of: model))]],
            ]
        }

        private func parameters(of model: ModelDescriptor) -> [String: JSONValue] {
            let properties = Dictionary(
                uniqueKeysWithValues: model.parameters.map { ($0.name, JSONValue.object(members(of: $0))) })
            return ["type": "object", "properties": .object(properties), "additionalProperties": .bool(false)]
        }

        /// A list of names, or names with weights or with what `record` says.
        private func ensemble(of record: Record) -> [String: JSONValue] {
            let models = models.filter { Ensemble.canHave($0) }
            let values = models.map { model -> (String, JSONValue) in
                let weight = JSONValue.object(members(of: record["weight"]?.type ?? .weight))
                // A null leaves the inherited member out.
                return (
                    model.id.name, ["anyOf": [weight, schema(of: record, parametersOf: model), ["type": "null"]]]
                )
            }
            return [
                "anyOf": [
                    ["type": "array", "items": ["enum": .array(models.map { .string($0.id.name) })]],
                    [
                        "type": "object", "properties": .object(Dictionary(uniqueKeysWithValues: values)),
                        "additionalProperties": .bool(false),
                    ],
                ]
            ]
        }

        private func members(of parameter: ParameterDescriptor) -> [String: JSONValue] {
            var schema: [String: JSONValue]
            switch parameter.kind {
            case .number: schema = number(parameter.range)
            case .integer: schema = number(parameter.range).merging(["type": "integer"]) { $1 }
            case .uncertain: schema = members(of: .quantity)
            case .yearly, .byAge:
                schema = ["type": "object", "additionalProperties": .object(number(parameter.range))]
            case .choice(let words): schema = ["enum": .array(words.map { .string($0) })]
            }
            let unit = parameter.unit.isEmpty ? "" : " (\(parameter.unit))"
            schema["description"] = .string(parameter.explanation[language] + unit)
            return schema
        }

        private func members(of type: FieldType) -> [String: JSONValue] {
            switch type {
            case .text, .path, .unit, .name: return ["type": "string"]
            case .formula: return ["type": ["string", "number"]]
            case .localized:
                return [
                    "anyOf": [
                        ["type": "string"],
                        [
                            "type": "object",
                            "properties": ["zh": ["type": "string"], "en": ["type": "string"]],
                            "additionalProperties": .bool(false),
                        ],
                    ]
                ]
            case .number(let range): return number(range)
            case .integer(let range):
                return [
                    "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
                ]
            case .quantity:
                let quantile: JSONValue = ["type": "number"]
                return [
                    "anyOf": [
                        ["type": "number"],
                        [
                            "type": "object", "properties": ["p10": quantile, "p50": quantile, "p90": quantile],
                            "required": ["p10", "p50", "p90"], "additionalProperties": .bool(false),
                        ],
                    ]
                ]
            case .date: return ["type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"]
            case .choice(["true"]): return ["const": .bool(true)]
            case .choice(let words): return ["enum": .array(words.map { .string($0) })]
            case .list(let item): return ["type": "array", "items": .object(members(of: item))]
            case .members(let record): return ensemble(of: record)
            case .weight:
                return [
                    "type": "number", "exclusiveMinimum": .integer(0), "maximum": .number(FieldType.mostWeight),
                ]
            case .words: return ["type": "array", "items": ["type": ["string", "number"]], "minItems": .integer(1)]
            case .keyedList(let record, _): return ["type": "array", "items": schema(of: record)]
            case .map(let value):
                // A null leaves the inherited entry out.
                return [
                    "type": "object",
                    "additionalProperties": ["anyOf": [.object(members(of: value)), ["type": "null"]]],
                ]
            case .record(let record):
                if case .object(let members) = schema(of: record) { return members }
                return [:]
            case .either(let short, let record):
                return ["anyOf": [.object(members(of: short)), schema(of: record)]]
            case .shorthand(let key, let record):
                return ["anyOf": [.object(members(of: record[key]?.type ?? .text)), schema(of: record)]]
            case .parameters: return ["type": "object"]
            }
        }

        private func number(_ range: ClosedRange<Double>?) -> [String: JSONValue] {
            guard let range else { return ["type": "number"] }
            return ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
        }
    }
}
