import Testing
import TianmuNumerics

@Suite struct VarianceShrinkageTests {
    /// s2 = [1, 4, .25, 9, .04, 2]; nu = [5, 5, 8, 3, 6, 4]; e = log(s2) - digamma(nu/2) + log(nu/2);
    /// v = e.var(ddof=1) - polygamma(1, nu/2).mean(); n0 = 2 brentq(polygamma(1, y) - v);
    /// s0 = exp(e.mean() + digamma(n0/2) - log(n0/2)), SciPy 1.17.
    @Test("Six variances give the prior of Smyth's moments to 1e-6")
    func reference() throws {
        let found = try #require(
            VarianceShrinkage([(1, 5), (4, 5), (0.25, 8), (9, 3), (0.04, 6), (2, 4)]))
        #expect(abs(found.freedom / 1.204295017333202 - 1) < 1e-6)
        #expect(abs(found.variance / 0.4266764159315459 - 1) < 1e-6)
        let shrunk = found.shrunk(4, freedom: 5)
        #expect(abs(shrunk - (found.freedom * found.variance + 20) / (found.freedom + 5)) < 1e-12)
    }

    @Test("Variances that differ less than chance are taken for one; without any there is no prior")
    func alike() throws {
        let found = try #require(VarianceShrinkage([(2, 5), (2, 5), (2, 5)]))
        #expect(found.freedom == VarianceShrinkage.mostFreedom)
        #expect(VarianceShrinkage([(0, 5), (1, 0)]) == nil)
    }
}
