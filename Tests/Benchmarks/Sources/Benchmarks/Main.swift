/// `Benchmarks WORKLOAD [--option value]…` prints one line of JSON; compare.py calls it.
@main
struct Main {
    static func main() async throws {
        let options = Options(CommandLine.arguments)
        switch options.workload {
        case "w1": print(try await EnsembleWorkload.run(options).line)
        default:
            print(
                """
                Benchmarks w1 --mode summary|stored|normals --draws N --threads N --indicators N --years N
                """)
        }
    }
}
