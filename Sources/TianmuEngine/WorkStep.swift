/// The steps of a run, in order: what `--timings` tells about.
package enum WorkStep: String, CaseIterable, Sendable {
    case read
    case plan
    case fit
    /// Every draw is made once, counted and added up.
    case firstPass
    /// Quantiles are found among the draws, kept or made again.
    case secondLook
    /// A sweep's runs, one for each setting of the levers.
    case points
    /// A backtest's fits, draws and scores, from every origin.
    case origins
    case summarize
    case assess
    /// Tables and documents for standard output.
    case print
    case charts
    case write

    /// Making draws and statistics of them: what a machine's cores are for.
    package var isKernel: Bool {
        switch self {
        case .firstPass, .secondLook, .points, .origins: true
        case .read, .plan, .fit, .summarize, .assess, .print, .charts, .write: false
        }
    }
}
