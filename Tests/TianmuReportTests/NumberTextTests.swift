import Testing
import TianmuReport

@Suite struct NumberTextTests {
    @Test(
        "Fitted numbers of any size have three significant digits",
        arguments: [
            (1.2345678901234567e-6, "1.23×10⁻⁶"), (-9.999e-8, "\u{2212}1×10⁻⁷"), (1.5e12, "1.5×10¹²"),
            (0.000012345, "0.0000123"), (0.12345, "0.123"), (12.345, "12.3"), (12345, "12,345"), (0, "0"),
            (.infinity, "–"),
        ])
    func significant(value: Double, text: String) {
        #expect(NumberText.significant(value) == text)
    }
}
