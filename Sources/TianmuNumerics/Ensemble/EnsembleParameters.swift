internal import CNumericKernels

/// An ensemble's numbers in single precision, in memory of their own, as the kernel reads them.
final class EnsembleParameters {
    var values: tianmu_ensemble
    private let owned: [UnsafeMutableRawPointer]

    init(_ ensemble: GrowthEnsemble, seed: UInt64) {
        let count = ensemble.base.count
        let step = Int(TIANMU_ENSEMBLE_ROWS)
        let rows = (count + step - 1) / step * step
        var growth = [Float](repeating: 0, count: rows)
        var factor = [Float](repeating: 0, count: rows * rows)
        for k in 0..<count {
            growth[k] = Float(ensemble.meanLogGrowth[k])
            for j in 0...k { factor[k * rows + j] = Float(ensemble.factor[k, j]) }
        }
        var owned: [UnsafeMutableRawPointer] = []
        func copy<Element: BitwiseCopyable>(_ array: [Element]) -> UnsafePointer<Element> {
            let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(array.count, 1))
            _ = memory.initialize(from: array)
            let base = UnsafeMutableRawPointer(memory.baseAddress ?? .allocate(capacity: 1))
            owned.append(base)
            return UnsafePointer(base.assumingMemoryBound(to: Element.self))
        }
        values = tianmu_ensemble(
            seed: seed, stream: 0, indicators: UInt32(count), years: UInt32(ensemble.yearCount),
            ratios: UInt32(ensemble.ratios.count), targets: UInt32(ensemble.targets.count), growth: copy(growth),
            factor: copy(factor), base: copy(ensemble.base.map(Float.init)),
            ratio: copy(ensemble.ratios.flatMap { [UInt32($0.numerator), UInt32($0.denominator)] }),
            target_column: copy(ensemble.targets.map { UInt32($0.yearIndex * ensemble.width + $0.place) }),
            target_value: copy(ensemble.targets.map { Float($0.value) }),
            target_at_most: copy(ensemble.targets.map { $0.relation == .atMost ? 1 as Int32 : 0 }))
        self.owned = owned
    }

    deinit {
        for memory in owned { memory.deallocate() }
    }
}
