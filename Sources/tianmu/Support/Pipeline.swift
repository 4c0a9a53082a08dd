import ArgumentParser
import TianmuEngine
import TianmuModel
import TianmuNumerics
import TianmuScenario

/// The stages in a row, with what goes wrong turned into messages and exit codes.
struct Pipeline {
    let language: Language
    let draws: DrawOptions
    var watch: Stopwatch?
    /// As the scenario says if `nil`.
    var probabilities: ProbabilityEstimator?
    let plugins = Plugins()

    /// Reads a scenario file.
    func read(_ path: String) throws -> Scenario {
        watch?.begin(.read)
        do throws(DiagnosticList) {
            return try ScenarioReader.read(path: path)
        } catch {
            throw Console.badInput(error, language)
        }
    }

    /// Plans a scenario, and reports its warnings.
    func plan(
        _ scenario: Scenario, models: [IndicatorID: ModelID] = [:], given: [GivenEntry] = [], firstYear: Int? = nil,
        isQuiet: Bool = false
    ) throws -> Plan {
        watch?.begin(.plan)
        try Self.prepareLinearAlgebra(for: scenario, sampler: draws.sampler, language)
        var scenario = scenario
        let registry = plugins.registry(for: &scenario)
        do throws(DiagnosticList) {
            var options = draws.planOptions(models: models, given: given, firstYear: firstYear)
            options.step = watch?.begin
            options.probabilities = probabilities
            let plan = try Planner.plan(scenario, registry: registry, options: options)
            if !isQuiet { Console.report(plan.warnings, language) }
            return plan
        } catch {
            throw Console.badInput(error, language)
        }
    }

    /// Simulates a plan and says what it means for the targets.
    func assess(_ plan: Plan) async throws -> Assessment {
        let summary = try await simulating { options throws(SimulationError) in
            try await Forecaster.summarize(plan, options: options)
        }
        watch?.begin(.assess)
        return Assessor.assess(summary)
    }

    /// Does something that takes long, with its progress on the terminal, and tells what goes wrong.
    func simulating<Result: Sendable>(
        _ body: (SimulationOptions) async throws(SimulationError) -> Result
    ) async throws -> Result {
        let progress = ProgressLine()
        defer { progress?.finish() }
        var options = SimulationOptions(threads: draws.threads ?? 0, step: watch?.begin)
        if let progress { options.progress = { progress.update($0) } }
        do throws(SimulationError) {
            return try await body(options)
        } catch {
            throw Console.badInput(error.message, language)
        }
    }

    /// A missing library is neither the user's fault nor the scenario's: it has an exit code of its own.
    static func prepareLinearAlgebra(for scenario: Scenario, sampler: Sampler? = nil, _ language: Language) throws {
        guard
            !scenario.correlations.isEmpty || !scenario.estimatedCorrelations.isEmpty
                || (sampler?.rawValue ?? scenario.draws.sampler) == Sampler.sobolPrincipal.rawValue
        else { return }
        do throws(LinearAlgebraError) {
            let algebra = try LinearAlgebra.load()
            guard algebra.isSlowKernel else { return }
            let name = algebra.coreName
            Console.report(
                [
                    .warning(
                        zh: "OpenBLAS 用的是较慢的内核（\(name)）；可设环境变量 OPENBLAS_CORETYPE（如 Haswell）",
                        en: "OpenBLAS runs on slow kernels (\(name)); set OPENBLAS_CORETYPE (Haswell, say)", at: nil)
                ], language)
        } catch {
            let english = "\(error)"
            var chinese = english
            if case .libraryNotFound(let reason) = error {
                chinese =
                    "找不到 OpenBLAS（\(reason)）；请安装：apt-get install -y libopenblas-dev（Debian、Ubuntu）、"
                    + "dnf install openblas（Fedora）、brew install openblas（macOS）"
            }
            Console.report([.error(zh: chinese, en: english, at: nil)], language)
            throw ExitCode.unavailable
        }
    }
}
