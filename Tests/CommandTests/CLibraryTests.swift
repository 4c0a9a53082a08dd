import Foundation
import Testing

/// Models in C that do what they should not, hosted by the command.
@Suite struct CLibraryTests {
    /// A scenario whose gdp is projected by a new C model, changed in one place.
    private static func example(replacing piece: String, with other: String) throws -> Example {
        let plugins = "plugins: {mine: {command: [\(try Program.executable().path), plugin, host, ./my_model.so]}}\n"
        let example = try Example(
            replacing: (
                "indicators:\n  gdp: {model: damped-trend}", with: "\(plugins)indicators:\n  gdp: {model: my-model}"
            ),
            figures: (
                "gdp,example,亿元,2018",
                with: "gdp,example,亿元,2017,500,=,actual,Yearbook,2018-03-01,\ngdp,example,亿元,2018"
            ))
        #expect(try example.run("plugin", "new", "my-model", "--lang", "c").status == 0)
        let source = try example.folder.text("my_model.c")
        #expect(source.contains(piece))
        try example.folder.write(source.replacing(piece, with: other), to: "my_model.c")
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "clang", "-std=c11", "-shared", "-fPIC", "-o", "\(example.folder.path)/my_model.so",
            "\(example.folder.path)/my_model.c", "-lm",
        ]
        try compiler.run()
        compiler.waitUntilExit()
        #expect(compiler.terminationStatus == 0)
        return example
    }

    @Test("A C library that leaves numbers unwritten ends a run, and no zeros come in")
    func unwritten() throws {
        let example = try Self.example(replacing: "block->paths[place] =", with: "if (draw) block->paths[place] =")
        let outcome = try example.run("run", "example.yaml", "--no-folder")
        #expect(outcome.status == 65)
        #expect(outcome.error.contains("numbers unwritten in a projection"), "\(outcome.error)")
    }

    @Test("A C library that crashes is a crash at once, and no backtrace for seconds")
    func crash() throws {
        let example = try Self.example(
            replacing: "    return fitted;", with: "    *(volatile int *)0 = 0;\n    return fitted;")
        let start = ContinuousClock.now
        let outcome = try example.run("run", "example.yaml", "--no-folder")
        #expect(outcome.status == 65)
        #expect(
            outcome.error.hasSuffix("model 'my-model' refuses 'gdp': the worker 'mine' crashed (signal 11) in a fit\n"),
            "\(outcome.error)")
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}
