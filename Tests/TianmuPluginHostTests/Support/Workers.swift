import Foundation
import TianmuModel
import TianmuTesting

@testable import TianmuPluginHost

/// Where things are, and workers that do what they should not.
enum Workers {
    /// The top of the package.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ name: String) -> String { package.appendingPathComponent(name).path }

    static let hasNumPy = succeeds("python3", "-c", "import numpy")
    static let hasPython = succeeds("python3", "-c", "")

    /// As usual, but for the grace.
    static var patient: WorkerLimits {
        var limits = WorkerLimits()
        limits.graceSeconds = 0.2
        return limits
    }

    /// Short deadlines for workers that will not answer, but for the start of Python on a busy machine.
    static var impatient: WorkerLimits {
        var limits = patient
        limits.fitSeconds = 0.3
        limits.projectSeconds = 0.3
        return limits
    }

    /// A worker that misbehaves at a place.
    static func misbehaving(
        _ fault: String, at place: String = "", _ file: String = "", limits: WorkerLimits = patient
    ) -> WorkerCommand {
        WorkerCommand(
            name: "bad",
            words: ["python3", "-S", path("Tests/TianmuPluginHostTests/Fixtures/misbehaving.py"), fault, place, file],
            limits: limits)
    }

    /// A history of twelve years that ends at 100.
    static let context = FitContext(
        history: History(firstYear: 2009, values: (0..<12).map { 100 - Double(11 - $0) }), forecastYears: 2021...2023)

    /// Fits and projects four draws; says what went wrong.
    static func outcome(of command: WorkerCommand) -> (paths: [Double], fault: String?) {
        do {
            let worker = Worker(command)
            let descriptors = try worker.models()
            let fitted = try WorkerModel(descriptors[0], in: worker).fit(context)
            var table = ProjectionTable(
                yearCount: 3, drawCount: 4, parameterNormalCount: fitted.parameterNormalCount, seed: nil)
            table.project(fitted)
            return (table.paths, fitted.failure?.en)
        } catch let fault as WorkerFault {
            return ([], fault.message.en)
        } catch let refusal as ModelRefusal {
            return ([], refusal.message.en)
        } catch {
            return ([], "\(error)")
        }
    }

    /// An executable of this package: it stands beside the bundle of the tests.
    static func executable(_ name: String) -> String? {
        for bundle in [Bundle.main] + Bundle.allBundles {
            var folder = (bundle.executableURL ?? bundle.bundleURL).deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appendingPathComponent(name)
                if FileManager.default.isExecutableFile(atPath: candidate.path), !candidate.hasDirectoryPath {
                    return candidate.path
                }
                folder.deleteLastPathComponent()
            }
        }
        return nil
    }

    @discardableResult
    static func succeeds(_ words: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// True once no process has this number any more, within a few seconds.
    static func isGone(_ pid: Int32) -> Bool {
        for _ in 0..<500 {
            // A zombie is gone; its parent may be slow to notice.
            let status = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
            if status.isEmpty || status.contains(") Z ") { return true }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return false
    }
}

/// A file that goes with its owner.
final class TemporaryFile: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("tianmu-\(UUID().uuidString)").path

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}
