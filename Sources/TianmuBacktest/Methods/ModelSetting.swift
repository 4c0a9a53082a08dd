import TianmuModel

/// `model.name=value`: what somebody says of one model, its drivers or its parameters.
struct ModelSetting {
    var model: ModelID
    var name: String
    var value: String

    /// `nil` for any other text.
    init?(_ text: String) {
        guard let dot = text.firstIndex(of: "."), let sign = text[dot...].firstIndex(of: "=") else { return nil }
        let (model, name) = (text[..<dot], text[text.index(after: dot)..<sign])
        let value = text[text.index(after: sign)...]
        guard !model.isEmpty, !name.isEmpty, !value.isEmpty else { return nil }
        self.model = ModelID(String(model))
        self.name = String(name)
        self.value = String(value)
    }

    /// The value as a parameter of this kind would take it: a word or a number. Whether it may be so is not judged here.
    func parameter(_ kind: ParameterDescriptor.Kind?) -> ParameterValue {
        if case .choice = kind { return .choice(value) }
        return Double(value).map(ParameterValue.number) ?? .choice(value)
    }
}
