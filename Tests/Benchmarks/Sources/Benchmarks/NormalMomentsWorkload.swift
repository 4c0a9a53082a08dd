import TianmuNumerics

/// The first four moments of a great many normals, in standard errors from the standard normal's.
enum NormalMomentsWorkload {
    static func run(_ options: Options) async -> Measurement {
        let draws = options.number("draws", 1_000_000_000) / 512 * 512
        var sums = [0.0, 0.0, 0.0, 0.0]
        var beyond = 0
        let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: 512)
        defer { memory.deallocate() }
        var measurement = await Measurement.measure("moments", repeats: 1, warmUp: false) {
            for first in stride(from: 0, to: draws, by: 512) {
                InstructionSet.best.fillNormals(seed: 14, stream: 0, dimension: 0, first: first, into: memory)
                var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
                for value in memory {
                    let z = Double(value)
                    a += z
                    b += z * z
                    c += z * z * z
                    d += z * z * z * z
                    beyond += abs(value) > 5 ? 1 : 0
                }
                sums[0] += a
                sums[1] += b
                sums[2] += c
                sums[3] += d
            }
        }
        let n = Double(draws)
        let expected = [(0.0, 1.0), (1, 2), (0, 15), (3, 96)]
        measurement.notes =
            [("draws", n)]
            + sums.indices.map { power in
                let (mean, variance) = expected[power]
                return ("errors_of_power_\(power + 1)", (sums[power] / n - mean) / (variance / n).squareRoot())
            }
        // 2 (1 - Φ(5)) = 5.733031e-7.
        let tail = 5.733031437583878e-7
        measurement.notes.append(("errors_of_share_beyond_5", (Double(beyond) / n - tail) / (tail / n).squareRoot()))
        return measurement
    }
}
