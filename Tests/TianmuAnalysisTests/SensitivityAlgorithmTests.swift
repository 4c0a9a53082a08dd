import Testing
import TianmuAnalysis
import TianmuNumerics

/// The algorithms alone, on functions whose answers are known in closed form.
@Suite struct SensitivityAlgorithmTests {
    /// Sobol indices of a function of uniforms on (0, 1), from 16 replicates of scrambled Sobol points.
    private func indices(inputs: Int, perReplicate: Int = 512, _ f: ([Double]) -> Double) -> SobolIndices {
        let source = SobolSource(seed: 11)
        let replicates = (0..<16).map { replicate -> SobolIndices.Sums in
            func sample(_ shift: Int) -> [[Double]] {
                (0..<inputs).map { dimension in
                    var normals = [Double](repeating: 0, count: perReplicate)
                    normals.withUnsafeMutableBufferPointer {
                        source.fillNormals(dimension: dimension + shift, replicate: replicate, first: 0, into: $0)
                    }
                    return normals.map(NormalDistribution.cdf)
                }
            }
            let (a, b) = (sample(0), sample(inputs))
            var sums = SobolIndices.Sums(inputCount: inputs)
            for draw in 0..<perReplicate {
                let (x, y) = (a.map { $0[draw] }, b.map { $0[draw] })
                let mixed = (0..<inputs).map { input -> Double in
                    var point = x
                    point[input] = y[input]
                    return f(point)
                }
                sums.add(a: f(x), b: f(y), mixed: mixed)
            }
            return sums
        }
        return SobolIndices(replicates, seed: 1)
    }

    @Test("Sobol indices of the Ishigami function are those of its closed form")
    func ishigami() {
        let (a, b, pi) = (7.0, 0.1, Double.pi)
        let pi4 = pi * pi * pi * pi
        let found = indices(inputs: 3) { u in
            let x = u.map { pi * (2 * $0 - 1) }
            let s = Double.sin(x[1])
            return Double.sin(x[0]) + a * s * s + b * x[2] * x[2] * x[2] * x[2] * Double.sin(x[0])
        }
        let v1 = 0.5 * (1 + b * pi4 / 5) * (1 + b * pi4 / 5)
        let v2 = a * a / 8
        let v13 = b * b * pi4 * pi4 * (1.0 / 18 - 1.0 / 50)
        let variance = v1 + v2 + v13
        for (index, exact) in zip(found.first, [v1, v2, 0]) { #expect(abs(index.value - exact / variance) < 0.02) }
        for (index, exact) in zip(found.total, [v1 + v13, v2, v13]) {
            #expect(abs(index.value - exact / variance) < 0.02)
            #expect(index.low < index.high && index.low <= index.value && index.value <= index.high)
        }
        #expect(abs(found.variance / variance - 1) < 0.01)
        #expect(abs(found.mean - a / 2) < 0.01)
    }

    @Test("Sobol indices of the g-function are those of its closed form")
    func gFunction() {
        let weights = [0.0, 1, 4.5, 9]
        let found = indices(inputs: 4) { u in
            zip(u, weights).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) }
        }
        let parts = weights.map { 1 / (3 * (1 + $0) * (1 + $0)) }
        let variance = parts.reduce(1) { $0 * (1 + $1) } - 1
        for (index, part) in zip(found.first, parts) { #expect(abs(index.value - part / variance) < 0.01) }
        for (index, part) in zip(found.total, parts) {
            #expect(abs(index.value - part * (variance + 1) / (1 + part) / variance) < 0.01)
        }
    }

    @Test("Intervals of first-order indices hold the exact value about as often as they say")
    func intervals() {
        // y = x₀ + 2 x₁: S = (0.2, 0.8). 20 seeds, 90 % intervals: 18 expected, fewer than 14 once in four hundred.
        var hits = 0
        for seed in 1...20 {
            let source = PhiloxSource(seed: UInt64(seed))
            let replicates = (0..<16).map { replicate -> SobolIndices.Sums in
                var normals = [[Double]](repeating: [Double](repeating: 0, count: 64), count: 4)
                for dimension in 0..<4 {
                    normals[dimension].withUnsafeMutableBufferPointer {
                        source.fillNormals(dimension: dimension, replicate: replicate, first: 0, into: $0)
                    }
                }
                var sums = SobolIndices.Sums(inputCount: 2)
                for draw in 0..<64 {
                    let z = normals.map { $0[draw] }
                    sums.add(
                        a: z[0] + 2 * z[1], b: z[2] + 2 * z[3], mixed: [z[2] + 2 * z[1], z[0] + 2 * z[3]])
                }
                return sums
            }
            let index = SobolIndices(replicates, seed: 1).first[1]
            hits += index.low <= 0.8 && 0.8 <= index.high ? 1 : 0
        }
        #expect(hits >= 14)
    }

    @Test("Shapley shares the glove game as its closed form does: 2/3, 1/6, 1/6")
    func gloves() {
        let values = (0..<8).map { subset in subset & 1 != 0 && subset & 6 != 0 ? 1.0 : 0 }
        let shares = Shapley.exact(values)
        for (share, exact) in zip(shares, [2.0 / 3, 1.0 / 6, 1.0 / 6]) { #expect(abs(share - exact) < 1e-15) }
    }

    @Test("Shapley values add up to the whole, and all orders together give the exact ones")
    func shapleySum() {
        var random = PhiloxGenerator(seed: 4, stream: 1)
        let values = (0..<32).map { $0 == 0 ? 0 : Double.random(in: -1...1, using: &random) }
        let exact = Shapley.exact(values)
        #expect(abs(exact.reduce(0, +) - values[31]) < 1e-12)
        func permutations(_ left: [Int]) -> [[Int]] {
            left.isEmpty
                ? [[]] : left.flatMap { first in permutations(left.filter { $0 != first }).map { [first] + $0 } }
        }
        let all = Shapley.sampled(permutations([0, 1, 2, 3, 4])) { values[$0] }
        for (a, b) in zip(all, exact) { #expect(abs(a.value - b) < 1e-12) }
        let some = Shapley.sampled(Shapley.orders(players: 5, pairs: 40, seed: 2)) { values[$0] }
        #expect(abs(some.reduce(0) { $0 + $1.value } - values[31]) < 1e-12)
        for (a, b) in zip(some, exact) { #expect(abs(a.value - b) < 4 * a.standardError) }
    }

    @Test("Elementary effects of a linear function are its slopes, without spread; a product's have spread")
    func morris() {
        let design = Morris(inputs: 3, trajectories: 20, seed: 3)
        #expect(design.points.count == 80)
        #expect(design.points.allSatisfy { $0.allSatisfy { (0...1).contains($0) } })
        let linear = design.effects(design.points.map { 3 * $0[0] - 2 * $0[1] })
        for (effect, slope) in zip(linear, [3.0, -2, 0]) {
            #expect(abs(effect.meanAbsolute - abs(slope)) < 1e-12)
            #expect(abs(effect.mean - slope) < 1e-12 && effect.sd < 1e-12)
        }
        let product = design.effects(design.points.map { $0[0] * $0[1] })
        #expect(product[0].sd > 0.2 && product[1].sd > 0.2 && product[2].meanAbsolute == 0)
    }

    @Test("PRIM recovers a planted box, and leaves what has nothing to do with it alone")
    func prim() {
        var random = PhiloxGenerator(seed: 9, stream: 1)
        let inputs = (0..<4).map { _ in (0..<4000).map { _ in Double.random(in: 0..<1, using: &random) } }
        let isCase = (0..<4000).map { inputs[0][$0] < 0.35 && inputs[2][$0] > 0.6 }
        let search = PatientRuleInduction(inputs: inputs, isCase: isCase)
        let boxes = search.trajectory()
        #expect(boxes[0].coverage == 1 && boxes[0].mass == 1)
        let steps = zip(boxes, boxes.dropFirst())
        #expect(steps.allSatisfy { $0.mass > $1.mass && $0.density < $1.density })
        let box = search.best(of: boxes)
        #expect(box.restricted == [0, 2])
        #expect(abs(box.limits[0].upperBound - 0.35) < 0.02 && box.limits[0].lowerBound == -.infinity)
        #expect(abs(box.limits[2].lowerBound - 0.6) < 0.02 && box.limits[2].upperBound == .infinity)
        #expect(box.density > 0.95 && box.coverage > 0.95)
        #expect(search.quasiPValues(box).values.allSatisfy { $0 < 1e-6 })
    }

    @Test("PRIM takes equal values together: a switch is on or off")
    func primSwitch() {
        var random = PhiloxGenerator(seed: 9, stream: 2)
        let noise = (0..<2000).map { _ in Double.random(in: 0..<1, using: &random) }
        let happens = (0..<2000).map { _ in Double.random(in: 0..<1, using: &random) < 0.3 ? 1.0 : 0 }
        let search = PatientRuleInduction(
            inputs: [noise, happens], isCase: zip(noise, happens).map { $1 == 1 && $0 < 0.9 })
        let box = search.best(of: search.trajectory())
        #expect(box.limits[1] == 1 ... .infinity)
        #expect(box.coverage > 0.9)
    }
}
