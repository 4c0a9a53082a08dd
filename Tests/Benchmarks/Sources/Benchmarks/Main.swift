/// `Benchmarks WORKLOAD [--option value]…` prints one line of JSON; compare.py calls it.
@main
struct Main {
    static func main() async throws {
        let options = Options(CommandLine.arguments)
        switch options.workload {
        case "w1": print(try await EnsembleWorkload.run(options).line)
        case "w2": print(await AutoregressionWorkload.run(options).line)
        case "w3": print(try await RollingOriginWorkload.run(options).line)
        case "chart": print(try ScalingChart.svg(options), terminator: "")
        case "moments": print(await NormalMomentsWorkload.run(options).line)
        default:
            print(
                """
                Benchmarks w1 --mode summary|stored|normals --draws N --threads N --indicators N --years N --set SET
                Benchmarks w2 --mode fixed|own --draws N --threads N --indicators N --years N
                Benchmarks w3 --model theta|damped-trend --file SERIES
                Benchmarks moments --draws N
                Benchmarks chart --file scaling.json --language en|zh
                Each takes --repeats N.
                """)
        }
    }
}
