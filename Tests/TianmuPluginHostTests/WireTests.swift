import Glibc
import Testing
import TianmuModel

@testable import TianmuWorker

@Suite struct WireTests {
    @Test("Numbers come through base64 bit by bit")
    func base64() {
        let values = [0, -0.0, 1.0 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity]
        #expect(WireCoding.doubles(WireCoding.base64(values))?.map(\.bitPattern) == values.map(\.bitPattern))
        // python3 -c "import struct,base64; print(base64.b64encode(struct.pack('<2d', 1.5, -2)).decode())"
        #expect(WireCoding.base64([1.5, -2]) == "AAAAAAAA+D8AAAAAAAAAwA==")
        #expect(WireCoding.doubles("AAAA") == nil)
        #expect(WireCoding.doubles("****") == nil)
    }

    @Test("A context comes through whole")
    func context() throws {
        let context = FitContext(
            outputs: [
                OutputContext(
                    indicator: "a", measure: .percent,
                    history: History([
                        Observation(year: 2018, value: 1e-9),
                        Observation(year: 2020, value: 0.1, isProvisional: true, measurementSD: 0.3),
                    ]), targets: [2025: 70],
                    siblings: [SiblingSeries(name: "c", history: History(firstYear: 2019, values: [3, 4]))]),
                OutputContext(indicator: "b", history: History([])),
            ],
            parameters: ParameterValues([
                "n": .number(1.0 / 3), "q": .quantiles(p10: 1, p50: 2, p90: 4), "y": .yearly([2021: 7]),
                "c": .choice("fast"),
            ]),
            drivers: [
                DriverContext(
                    role: "labour", indicator: "jobs", measure: .level,
                    history: History(firstYear: 2018, values: [7, 8, 9]))
            ],
            forecastYears: 2021...2025)
        let line = try WireCoding.line(WireContext(context))
        #expect(line.last == UInt8(ascii: "\n") && line.count { $0 == UInt8(ascii: "\n") } == 1)
        #expect(try WireCoding.read(WireContext.self, from: line).context() == context)
    }

    @Test("A descriptor comes through whole")
    func descriptor() throws {
        let text = LocalizedText(zh: "甲", en: "A")
        var descriptor = ModelDescriptor(
            id: "a-1", title: text, summary: text, minimumObservations: 3, outputs: 2...5,
            parameters: [
                ParameterDescriptor("n", unit: "percent", range: 0...1, default: .number(0.5), explanation: text),
                ParameterDescriptor("i", kind: .integer, range: 1...9, isRequired: true, explanation: text),
                ParameterDescriptor("u", kind: .uncertain, range: -1...1, explanation: text),
                ParameterDescriptor("y", kind: .yearly, range: 0...9, explanation: text),
                ParameterDescriptor("a", kind: .byAge, range: 0...9, explanation: text),
                ParameterDescriptor("c", kind: .choice(["x", "y"]), default: .choice("y"), explanation: text),
            ],
            sources: ["Nobody (2000)"], isScaleEquivariant: true, requiresPositiveValues: true)
        descriptor.usesSiblings = true
        descriptor.drivers = [DriverDescriptor("labour", measure: .level, isRequired: false, explanation: text)]
        let line = try WireCoding.line(WireDescriptor(descriptor))
        #expect(try WireCoding.read(WireDescriptor.self, from: line).descriptor() == descriptor)
    }

    @Test("What goes without saying need not be said")
    func shortDescriptor() throws {
        let line = #"{"id":"a","title":"A","summary":"S","minimumObservations":1,"sources":[],"later":[1]}"#
        let descriptor = try WireCoding.read(WireDescriptor.self, from: Array(line.utf8)).descriptor()
        #expect(descriptor.outputs == 1...1)
        #expect(descriptor.title == LocalizedText("A"))
        #expect(descriptor.parameters.isEmpty)
    }

    @Test("What a model leaves unwritten is no forecast, in lines and in shared memory")
    func unwritten() throws {
        struct First: GrowthModel {
            struct Fitted: FittedModel {
                var parameterNormalCount = 0
                var report = FitReport(observationCount: 0, priorShare: 0)
                func project(_ block: ProjectionBlock) { block.path(yearIndex: 0)[0] = 7 }
            }
            let descriptor = ModelDescriptor(
                id: "first", title: LocalizedText("First"), summary: LocalizedText("First"), minimumObservations: 0,
                sources: [])
            func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted { Fitted() }
        }
        var server = Server(models: [ServedModel(First())])
        func answer(_ request: WireRequest) throws -> WireAnswer {
            try WireCoding.read(WireAnswer.self, from: try #require(server.answer(try WireCoding.line(request))))
        }
        var fit = WireRequest(.fit, id: 1)
        fit.fit = 1
        fit.model = "first"
        fit.context = WireContext(
            FitContext(history: History(firstYear: 2020, values: [1]), forecastYears: 2021...2021))
        _ = try answer(fit)
        var project = WireRequest(.project, id: 2)
        (project.fit, project.outputs, project.years, project.draws) = (1, 1, 1, 3)
        project.innovations = WireCoding.base64([0, 0, 0])
        let expected = [7, WireProtocol.unwritten, WireProtocol.unwritten].map(\.bitPattern)
        #expect(try answer(project).paths.flatMap(WireCoding.doubles)?.map(\.bitPattern) == expected)
        let file = TemporaryFile()
        let shared = SharedTable(owning: open(file.path, O_RDWR | O_CREAT, 0o600))
        try shared.resize(to: 6)
        project.innovations = nil
        project.sharedMemory = shared.path
        #expect(try answer(project).error == nil)
        #expect(try shared.read(3, at: 3).map(\.bitPattern) == expected)
    }

    @Test("A served model answers what it cannot do, and goes on")
    func server() throws {
        struct Never: GrowthModel {
            struct Fitted: FittedModel {
                var parameterNormalCount = 0
                var report = FitReport(observationCount: 0, priorShare: 0)
                func project(_ block: ProjectionBlock) {}
            }
            let descriptor = ModelDescriptor(
                id: "never", title: LocalizedText("Never"), summary: LocalizedText("Never"), minimumObservations: 9,
                sources: [])
            func fit(_ context: FitContext) throws(ModelRefusal) -> Fitted {
                _ = try context.singleOutput().requireHistory(of: 9)
                return Fitted()
            }
        }
        var server = Server(models: [ServedModel(Never())])
        func answer(_ line: String) -> String? {
            server.answer(Array(line.utf8)).map { String(decoding: $0.dropLast(), as: UTF8.self) }
        }
        let context =
            #"{"outputs":[{"indicator":"x","measure":"level","history":[]}],"parameters":{},"forecastYears":[1,2]}"#
        #expect(
            answer(#"{"type":"fit","id":4,"fit":1,"model":"never","context":\#(context)}"#)
                == #"{"id":4,"refusal":{"en":"'x' has 0 observations, the model needs at least 9","need":9,"zh":"“x”有 0 个观测值，至少需要 9 个"}}"#
        )
        #expect(
            answer(#"{"type":"fit","id":5,"fit":1,"model":"ever","context":\#(context)}"#)?.contains(
                "there is no such model") == true)
        #expect(answer("rubbish")?.contains("not a JSON object on one line: 'rubbish'") == true)
        #expect(answer(#"{"type":"release","id":6,"fits":[1]}"#) == #"{"id":6}"#)
        #expect(answer(#"{"type":"bye","id":7}"#) == nil)
    }
}
