import TianmuEngine
import TianmuModel

/// One of several runs that are compared: a scenario, or a scenario under another model.
package struct Variant: Sendable {
    package var label: LocalizedText
    package var assessment: Assessment

    package init(label: LocalizedText, assessment: Assessment) {
        self.label = label
        self.assessment = assessment
    }
}
