import Testing

@testable import TianmuNumerics

@Suite struct PolyGammaTests {
    /// scipy.special.digamma(x), scipy.special.polygamma(1, x), SciPy 1.17.
    @Test(
        "Digamma and trigamma agree with SciPy to 1e-10",
        arguments: [
            (0.1, -10.423754940411076, 101.43329915079275), (0.5, -1.9635100260214235, 4.93480220054468),
            (1, -0.5772156649015329, 1.6449340668482266), (2.5, 0.7031566406452432, 0.4903577561002349),
            (7.9, 2.002238487563571, 0.13493078345663442), (30, 3.384438132685525, 0.033895060357739946),
        ])
    func reference(x: Double, digamma: Double, trigamma: Double) {
        #expect(abs(PolyGamma.digamma(x) / digamma - 1) < 1e-10)
        #expect(abs(PolyGamma.trigamma(x) / trigamma - 1) < 1e-10)
        #expect(abs(PolyGamma.inverseTrigamma(trigamma) / x - 1) < 1e-7)
    }
}
