import TianmuModel

/// Why a question about levers or assumptions cannot be asked of a scenario: what is wrong, what is allowed, and the
/// nearest known name.
package struct WhatIfRefusal: Error, Equatable, Sendable {
    package var message: LocalizedText

    package init(zh: String, en: String) { message = LocalizedText(zh: zh, en: en) }
}
