import TianmuModel

/// How a worker is started, and how long it may take. Named by the user, never found in a folder.
package struct WorkerCommand: Codable, Hashable, Sendable {
    /// What the user calls it, for messages.
    package var name: String
    /// The program, found in PATH if it has no slash, and its arguments.
    package var words: [String]
    package var limits: WorkerLimits
    /// Whether numbers may travel in shared memory, if the worker takes it.
    package var offersSharedMemory = true

    package init(name: String, words: [String], limits: WorkerLimits = WorkerLimits()) {
        self.name = name
        self.words = words
        self.limits = limits
    }
}

/// What a worker must keep to.
package struct WorkerLimits: Codable, Hashable, Sendable {
    /// Seconds from the start to the answer to hello: a Python worker loads its libraries.
    package var helloSeconds = 20.0
    package var fitSeconds = 30.0
    /// For one block of draws.
    package var projectSeconds = 30.0
    /// Seconds between the end of input and SIGTERM, and between SIGTERM and SIGKILL.
    package var graceSeconds = 0.5
    /// A worker that ended, hung or talked nonsense so often is not started again.
    package var mostFailures = 3

    package init() {}
}
