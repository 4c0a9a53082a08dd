import Foundation
import Testing

/// `tianmu plugin`: begin a model, test one, run a C library.
@Suite struct PluginCommandTests {
    @Test("A new model is written, is never written over, and passes: in C")
    func newC() throws {
        let folder = try TemporaryFolder()
        let made = try folder.run(["plugin", "new", "my-model", "--lang", "c", "--directory", "models"])
        #expect(made.status == 0)
        #expect(made.output.contains("cc -std=c11 -O2 -shared -fPIC -o my_model.so my_model.c -lm"))
        #expect(try folder.contents("models") == ["my_model.c", "tianmu_plugin.h"])
        let again = try folder.run(["plugin", "new", "my-model", "--lang", "c", "--directory", "models"])
        #expect(again.status == 73)
        #expect(
            again.error.contains("'models/my_model.c' exists and was left alone; choose another name or folder"))
        // The header is everybody's, unless somebody changed it.
        let second = try folder.run(["plugin", "new", "second", "--lang", "c", "--directory", "models"])
        #expect(second.status == 0)
        #expect(second.output.contains("models/second.c") && !second.output.contains("models/tianmu_plugin.h"))
        try folder.write("changed\n", to: "other/tianmu_plugin.h")
        let other = try folder.run(["plugin", "new", "third", "--lang", "c", "--directory", "other"])
        #expect(other.status == 73)
        #expect(try folder.contents("other") == ["tianmu_plugin.h"])
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "clang", "-std=c11", "-O2", "-shared", "-fPIC", "-o", "\(folder.path)/my_model.so",
            "\(folder.path)/models/my_model.c", "-lm",
        ]
        try compiler.run()
        compiler.waitUntilExit()
        #expect(compiler.terminationStatus == 0)
        let tested = try folder.run(["plugin", "test", "my_model.so", "--format", "json"])
        #expect(tested.status == 0)
        let reports = try #require(JSONSerialization.jsonObject(with: Data(tested.output.utf8)) as? [[String: Any]])
        #expect(reports.map { $0["model"] as? String } == ["my-model"])
        #expect(reports.map { $0["isPassed"] as? Bool } == [true])
    }

    @Test("A new model in Swift depends on the source that it is told, and one in Python is executable")
    func newOthers() throws {
        let folder = try TemporaryFolder()
        let astray = try folder.run(["plugin", "new", "my-model", "--lang", "swift"])
        #expect(astray.status == 65)
        #expect(astray.error.contains("name it with --tianmu"))
        let made = try folder.run(["plugin", "new", "my-model", "--lang", "swift", "--tianmu", Program.package.path])
        #expect(made.status == 0)
        #expect(try folder.text("my-model/Package.swift").contains("path: \"\(Program.package.path)\""))
        #expect(try folder.run(["plugin", "new", "my-model", "--lang", "python"]).status == 0)
        #expect(FileManager.default.isExecutableFile(atPath: "\(folder.path)/my_model.py"))
        #expect(
            try folder.run(["plugin", "new", "hold", "--lang", "c"]).error.contains("there is a model 'hold' already"))
        #expect(
            try folder.run(["plugin", "new", "ensemble", "--lang", "c"]).error.contains(
                "there is a model 'ensemble' already"))
        let spaced = try folder.run(["plugin", "new", "spaced", "--lang", "c", "--directory", "a b"])
        #expect(spaced.output.contains("cd 'a b'\n"))
        #expect(try folder.run(["plugin", "new", "My Model", "--lang", "c"]).status == 64)
    }

    @Test("A broken law makes 'plugin test' end with 65, and a worker that is none too")
    func testFails() throws {
        let folder = try TemporaryFolder()
        try folder.write("exit 3\n", to: "none.sh")
        let none = try folder.run(["plugin", "test", "--", "sh", "none.sh"])
        #expect(none.status == 65)
        #expect(none.error.contains("ended with exit code 3 at hello"))
        try folder.write(PluginTests.failing("read line; exit 3"), to: "odd.sh")
        let odd = try folder.run(["plugin", "test", "--lang", "zh", "--", "sh", "odd.sh"])
        #expect(odd.status == 65)
        #expect(odd.output.contains("违反"))
        for id in ["drift", "ensemble"] {
            try folder.write(PluginTests.failing("").replacing("odd", with: id), to: "taken.sh")
            let taken = try folder.run(["plugin", "test", "--", "sh", "taken.sh"])
            #expect(taken.status == 65)
            #expect(taken.output.isEmpty && taken.error.contains("offers a model '\(id)'"), "\(taken.error)")
        }
    }

    @Test("A library that is none is refused by name")
    func badLibrary() throws {
        let outcome = try Program.run(["plugin", "host", "./none.so"])
        #expect(outcome.status == 65)
        #expect(outcome.error.contains("the library './none.so' cannot be loaded"))
    }
}
