import Foundation

/// As much of JSON Schema as ours uses: checks a value against it and says where it departs.
struct SchemaChecker {
    let root: [String: Any]

    func faults(of value: Any, against schema: [String: Any]? = nil, at path: String = "$") -> [String] {
        let schema = resolved(schema ?? root)
        var faults: [String] = []
        if let type = schema["type"] {
            let allowed = (type as? [String]) ?? [type as? String ?? ""]
            if !allowed.contains(where: { Self.is(value, $0) }) { return ["\(path): not \(allowed)"] }
        }
        if let choices = schema["enum"] as? [String], !choices.contains(value as? String ?? "") {
            faults.append("\(path): not one of \(choices)")
        }
        if let number = value as? Double {
            if let least = schema["minimum"] as? Double, number < least { faults.append("\(path): below \(least)") }
            if let most = schema["maximum"] as? Double, number > most { faults.append("\(path): above \(most)") }
        }
        if let object = value as? [String: Any] { faults += self.faults(ofObject: object, schema, path) }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (index, item) in array.enumerated() {
                faults += self.faults(of: item, against: items, at: "\(path)[\(index)]")
            }
        }
        return faults
    }

    private func faults(ofObject object: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
        let properties = schema["properties"] as? [String: Any] ?? [:]
        var faults = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map {
            "\(path).\($0): missing"
        }
        for (key, value) in object {
            if let property = properties[key] as? [String: Any] {
                faults += self.faults(of: value, against: property, at: "\(path).\(key)")
            } else if schema["additionalProperties"] as? Bool == false {
                faults.append("\(path).\(key): unknown")
            }
        }
        return faults
    }

    private func resolved(_ schema: [String: Any]) -> [String: Any] {
        guard let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last,
            let definitions = root["$defs"] as? [String: Any]
        else { return schema }
        return definitions[String(name)] as? [String: Any] ?? [:]
    }

    private static func `is`(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": isBoolean(value)
        case "integer": !isBoolean(value) && (value as? Double).map { $0 == $0.rounded() } ?? false
        case "number": !isBoolean(value) && value is Double
        case "null": value is NSNull
        default: false
        }
    }

    /// Booleans are numbers, too, once Foundation has read them; their description tells.
    private static func isBoolean(_ value: Any) -> Bool {
        guard let number = value as? NSNumber else { return value is Bool }
        return String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
    }
}
