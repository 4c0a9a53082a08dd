import Testing
import TianmuNumerics

@Suite struct OptimizationTests {
    @Test("Rosenbrock's valley is followed to its minimum at (1, 1)")
    func rosenbrock() {
        let search = BoxSearch(bounds: [-5...5, -5...5])
        let found = search.minimum(from: [-1.2, 1, 0, 0], step: [0.5, 0.5, 0, 0]) { x in
            100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])
        }
        #expect(abs(found.point[0] - 1) < 1e-6 && abs(found.point[1] - 1) < 1e-6 && found.evaluations < 1000)
    }

    @Test("Rosenbrock's valley with the bound x <= 0.5 ends at (0.5, 0.25)")
    func activeBound() {
        let search = BoxSearch(bounds: [-5...0.5, -5...5])
        let found = search.minimum(from: [-1.2, 1, 0, 0], step: [0.5, 0.5, 0, 0]) { x in
            100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])
        }
        #expect(abs(found.point[0] - 0.5) < 1e-6 && abs(found.point[1] - 0.25) < 1e-5)
    }

    @Test("Powell's singular function of four variables goes to zero")
    func powell() {
        let search = BoxSearch(bounds: [-5...5, -5...5, -5...5, -5...5])
        let found = search.minimum(from: [3, -1, 0, 1], step: [1, 1, 1, 1]) { x in
            let (a, b) = (x[0] + 10 * x[1], x[2] - x[3])
            let (c, d) = (x[1] - 2 * x[2], x[0] - x[3])
            return a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d
        }
        #expect(found.value < 1e-8)
    }

    @Test("Places where the objective is not a number are avoided")
    func notANumber() {
        let search = BoxSearch(bounds: [-2...2])
        let found = search.minimum(from: [1, 0, 0, 0], step: [0.5, 0, 0, 0]) { x in
            x[0] < 0.25 ? .nan : x[0] * x[0]
        }
        #expect(abs(found.point[0] - 0.25) < 1e-5)
    }

    @Test("The deeper of two valleys is found on a line")
    func line() {
        // (x² − 1)² + x/10: minima near ±1, the left one deeper, where 4x³ − 4x + 0.1 = 0.
        let found = LineSearch.minimum(in: -2...2, tolerance: 1e-8) { x in
            let square = x * x - 1
            return square * square + 0.1 * x
        }
        #expect(abs(4 * found.point * found.point * found.point - 4 * found.point + 0.1) < 1e-6 && found.point < 0)
        let edge = LineSearch.minimum(in: 1...3, tolerance: 1e-8) { $0 }
        #expect(abs(edge.point - 1) < 1e-7)
    }

    @Test("A straight line's prediction error is that of the textbook")
    func straightLine() {
        // y = a + bt at t = 0...4: Var at t = 6 is σ²(1/5 + (6 − 2)²/10).
        let rows = ParameterSpread.rows(
            jacobian: [[1, 1, 1, 1, 1], [0, 1, 2, 3, 4]], precision: [0, 0], gradients: [[1], [6]])
        #expect(abs(rows[0][0] * rows[0][0] + rows[1][0] * rows[1][0] - 1.8) < 1e-12)
    }

    @Test("A parameter told from no other moves nothing without a prior, and as its prior with one")
    func unidentified() {
        let alone = ParameterSpread.rows(jacobian: [[1, 1], [1, 1]], precision: [0, 0], gradients: [[1], [3]])
        #expect(alone[1] == [0])
        let prior = ParameterSpread.rows(jacobian: [[1, 1], [0, 0]], precision: [0, 4], gradients: [[0], [3]])
        #expect(prior[1] == [1.5])
    }
}
