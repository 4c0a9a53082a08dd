import Foundation
import Testing
import TianmuModel

@testable import TianmuPluginHost

/// What `tianmu plugin new` writes is what the examples are, so that both are tried by one test.
@Suite struct ScaffoldTests {
    private func example(_ path: String) throws -> String {
        try String(contentsOfFile: Workers.path("Examples/plugins/\(path)"), encoding: .utf8)
    }

    @Test("A new model in Python is the example in Python")
    func python() throws {
        let scaffold = Scaffold(
            id: "theil-sen", title: LocalizedText(zh: "泰尔-森趋势", en: "Theil-Sen trend"), language: .python, tianmu: "")
        #expect(scaffold.files.map(\.path) == ["theil_sen.py"])
        #expect(scaffold.files[0].text == (try example("python/theil_sen.py")))
        #expect(scaffold.files[0].isExecutable)
    }

    @Test("A new model in C is the example in C, with the header of the interface beside it")
    func c() throws {
        let scaffold = Scaffold(
            id: "median-growth", title: LocalizedText(zh: "增速中位数", en: "Median growth"), language: .c, tianmu: "")
        #expect(scaffold.files.map(\.path) == ["median_growth.c", "tianmu_plugin.h"])
        for file in scaffold.files { #expect(file.text == (try example("c/\(file.path)"))) }
    }

    @Test("A new model in Swift is the example in Swift, a package of its own")
    func swift() throws {
        let scaffold = Scaffold(
            id: "weighted-drift", title: LocalizedText(zh: "加权平均增速", en: "Weighted drift"), language: .swift,
            tianmu: "../../..")
        #expect(scaffold.files.count == 3)
        for file in scaffold.files {
            let path = file.path.dropFirst("weighted-drift/".count)
            #expect(file.text == (try example("swift/\(path)")), "\(path)")
        }
    }

    @Test("No file of a new model has a place left to fill in", arguments: Scaffold.Language.allCases)
    func filled(language: Scaffold.Language) {
        for file in Scaffold(id: "a-b2", language: language, tianmu: "/x").files {
            #expect(!file.text.contains("@"), "\(file.path)")
        }
    }
}
