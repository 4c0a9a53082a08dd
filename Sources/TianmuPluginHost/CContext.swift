import CPluginHost
import TianmuModel
import TianmuWorker

/// A context in plain C structs, which live as long as this does.
final class CContext {
    private var frees: [() -> Void] = []

    /// Calls `body` with the context of a fit.
    static func with<Result>(
        _ context: WireContext, model: ModelID, _ body: (UnsafePointer<tianmu_context>) -> Result
    ) throws(WireFault) -> Result {
        let memory = CContext()
        let json = String(decoding: try WireCoding.line(context).dropLast(), as: UTF8.self)
        var plain = tianmu_context()
        plain.size = MemoryLayout<tianmu_context>.size
        plain.model = memory.text(model.name)
        plain.first_year = Int32(clamping: context.forecastYears.first ?? 0)
        plain.year_count = (context.forecastYears.last ?? 0) - (context.forecastYears.first ?? 0) + 1
        plain.output_count = context.outputs.count
        plain.outputs = memory.array(context.outputs.map { memory.pointer(memory.output($0)) })
        let parameters = context.parameters.sorted { $0.key < $1.key }
        plain.parameter_count = parameters.count
        plain.parameters = memory.array(parameters.map { memory.pointer(memory.parameter($0.key, $0.value)) })
        let drivers = context.drivers ?? []
        plain.driver_count = drivers.count
        plain.drivers = memory.array(drivers.map { memory.pointer(memory.driver($0)) })
        plain.json = memory.text(json)
        return withExtendedLifetime(memory) { withUnsafePointer(to: plain, body) }
    }

    deinit { for free in frees { free() } }

    private func output(_ output: WireContext.Output) -> tianmu_output {
        var plain = tianmu_output()
        plain.size = MemoryLayout<tianmu_output>.size
        plain.indicator = text(output.indicator.name)
        plain.is_percent = output.measure == .percent ? 1 : 0
        plain.count = output.history.count
        plain.years = array(output.history.map { Int32(clamping: $0.year) })
        plain.values = array(output.history.map(\.value))
        plain.is_provisional = array(output.history.map { $0.isProvisional == true ? UInt8(1) : 0 })
        plain.measurement_sd = array(output.history.map { $0.measurementSD ?? .nan })
        let targets = (output.targets ?? [:]).sorted { $0.key < $1.key }
        plain.target_count = targets.count
        plain.target_years = array(targets.map { Int32(clamping: $0.key) })
        plain.target_values = array(targets.map(\.value))
        return plain
    }

    private func driver(_ driver: WireContext.Driver) -> tianmu_driver {
        var plain = tianmu_driver()
        plain.size = MemoryLayout<tianmu_driver>.size
        plain.role = text(driver.role)
        plain.indicator = text(driver.indicator.name)
        plain.is_percent = driver.measure == .percent ? 1 : 0
        plain.count = driver.history.count
        plain.years = array(driver.history.map { Int32(clamping: $0.year) })
        plain.values = array(driver.history.map(\.value))
        return plain
    }

    private func parameter(_ name: String, _ value: ParameterValue) -> tianmu_parameter {
        var plain = tianmu_parameter()
        plain.size = MemoryLayout<tianmu_parameter>.size
        plain.name = text(name)
        let numbers: [Double]
        switch value {
        case .number(let number): numbers = [number]
        case .quantiles(let p10, let p50, let p90): numbers = [p10, p50, p90]
        case .yearly(let values):
            let sorted = values.sorted { $0.key < $1.key }
            plain.years = array(sorted.map { Int32(clamping: $0.key) })
            numbers = sorted.map(\.value)
        case .choice(let word):
            plain.word = text(word)
            numbers = []
        }
        plain.count = numbers.count
        plain.values = array(numbers)
        return plain
    }

    private func text(_ string: String) -> UnsafePointer<CChar> { array(Array(string.utf8CString)) }

    private func pointer<Value>(_ value: Value) -> UnsafePointer<Value>? { array([value]) }

    private func array<Value>(_ values: [Value]) -> UnsafePointer<Value> {
        let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
        for (place, value) in values.enumerated() { (memory + place).initialize(to: value) }
        frees.append { memory.deallocate() }
        return UnsafePointer(memory)
    }
}
