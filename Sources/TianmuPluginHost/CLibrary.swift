import CPluginHost
import Glibc
import TianmuModel
import TianmuWorker

/// A shared library with growth models (`tianmu_plugin.h`), loaded into this process: only ever into a worker's.
package struct CLibrary {
    package struct LoadingError: Error {
        package var message: LocalizedText
    }

    typealias Fit =
        @convention(c) (UnsafePointer<tianmu_context>?, UnsafeMutablePointer<tianmu_fit>?)
        -> UnsafeMutableRawPointer?
    typealias Project = @convention(c) (UnsafeRawPointer?, UnsafePointer<tianmu_block>?) -> Int32
    typealias Free = @convention(c) (UnsafeMutableRawPointer?) -> Void

    let fit: Fit
    let project: Project
    let free: Free
    private let descriptors: [WireDescriptor]

    /// - Throws: what is missing, or that the library is of another version.
    package init(path: String) throws(LoadingError) {
        // Without a slash the name would be looked for among the system's libraries.
        guard let handle = dlopen(path.contains("/") ? path : "./\(path)", RTLD_NOW | RTLD_LOCAL) else {
            let reason = dlerror().map { String(cString: $0) } ?? path
            throw LoadingError(zh: "库“\(path)”无法载入：\(reason)", en: "the library '\(path)' cannot be loaded: \(reason)")
        }
        func symbol<Function>(_ name: String, as type: Function.Type) throws(LoadingError) -> Function {
            guard let address = dlsym(handle, "tianmu_plugin_\(name)") else {
                throw LoadingError(
                    zh: "库“\(path)”中没有函数 tianmu_plugin_\(name)",
                    en: "the library '\(path)' has no function tianmu_plugin_\(name)")
            }
            return unsafeBitCast(address, to: type)
        }
        typealias Version = @convention(c) () -> Int32
        typealias Models = @convention(c) () -> UnsafePointer<CChar>?
        let version = try symbol("version", as: Version.self)()
        guard version == TIANMU_PLUGIN_VERSION else {
            throw LoadingError(
                zh: "库“\(path)”的接口版本是 \(version)，应为 \(TIANMU_PLUGIN_VERSION)",
                en: "the library '\(path)' has version \(version) of the interface, not \(TIANMU_PLUGIN_VERSION)")
        }
        fit = try symbol("fit", as: Fit.self)
        project = try symbol("project", as: Project.self)
        free = try symbol("free", as: Free.self)
        let text = try symbol("models", as: Models.self)().map { String(cString: $0) } ?? ""
        do throws(WireFault) {
            descriptors = try WireCoding.read([WireDescriptor].self, from: Array(text.utf8))
        } catch {
            throw LoadingError(
                zh: "库“\(path)”的模型说明不合规：\(error.message.zh)",
                en: "the descriptors of the library '\(path)' are wrong: \(error.message.en)")
        }
    }

    /// Its models, to be served.
    package var models: [ServedModel] {
        descriptors.map { descriptor in
            ServedModel(descriptor: descriptor) { context in try served(descriptor.id, context) }
        }
    }

    private func served(_ id: ModelID, _ context: WireContext) throws -> ServedFit {
        var result = tianmu_fit()
        result.size = MemoryLayout<tianmu_fit>.size
        let value = try CContext.with(context, model: id) { fit($0, &result) }
        let message = withUnsafeBytes(of: result.message) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard let value else {
            let reason = message.isEmpty ? LocalizedText(zh: "没有说明原因", en: "no reason given") : LocalizedText(message)
            throw ModelRefusal.other(reason)
        }
        let fitted = CFit(value: value, library: self)
        guard (0...1).contains(result.prior_share) else {
            throw WireFault(
                LocalizedText(
                    zh: "prior_share 是 \(result.prior_share)，须在 0 与 1 之间",
                    en: "prior_share is \(result.prior_share), and must lie in 0...1"))
        }
        var report = WireReport()
        report.priorShare = result.prior_share
        if !message.isEmpty { report.notes = [WireText(LocalizedText(message))] }
        let count = result.parameter_normal_count
        return ServedFit(parameterNormalCount: count, report: report) { table in
            let status = fitted.project(&table, parameterNormalCount: count)
            guard status == 0 else {
                throw WireFault(
                    LocalizedText(
                        zh: "tianmu_plugin_project 返回 \(status)", en: "tianmu_plugin_project returned \(status)"))
            }
        }
    }
}

extension CLibrary.LoadingError {
    fileprivate init(zh: String, en: String) { message = LocalizedText(zh: zh, en: en) }
}

/// Owns what the library's fit returned.
private final class CFit {
    private let value: UnsafeMutableRawPointer
    private let library: CLibrary

    init(value: UnsafeMutableRawPointer, library: CLibrary) {
        self.value = value
        self.library = library
    }

    deinit { library.free(value) }

    func project(_ table: inout ServedTable, parameterNormalCount: Int) -> Int32 {
        var block = tianmu_block()
        block.size = MemoryLayout<tianmu_block>.size
        block.output_count = table.outputs
        block.year_count = table.years
        block.draw_count = table.draws
        block.parameter_normal_count = parameterNormalCount
        block.driver_count = table.driverCount
        let drivers = table.drivers
        return drivers.withUnsafeBufferPointer { drivers in
            table.innovations.withUnsafeBufferPointer { innovations in
                table.parameterNormals.withUnsafeBufferPointer { normals in
                    table.paths.withUnsafeMutableBufferPointer { paths in
                        block.innovations = innovations.baseAddress
                        block.parameter_normals = normals.baseAddress
                        block.drivers = drivers.baseAddress
                        block.paths = paths.baseAddress
                        return library.project(value, &block)
                    }
                }
            }
        }
    }
}
