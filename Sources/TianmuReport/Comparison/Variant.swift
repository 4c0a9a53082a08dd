import TianmuEngine
import TianmuModel

/// One of several runs that are held against each other: a scenario, or a model in place of another.
package struct Variant: Sendable {
    /// What a reader calls it.
    package var label: LocalizedText
    package var assessment: Assessment

    package init(label: LocalizedText, assessment: Assessment) {
        self.label = label
        self.assessment = assessment
    }
}
