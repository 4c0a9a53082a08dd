import TianmuModel

/// What levers cost, as the command line states it: `demand=2`.
package enum LeverCost {
    /// - Throws: what is wrong with a text.
    package static func parse(_ texts: [String]) throws(WhatIfRefusal) -> [String: Double] {
        var costs: [String: Double] = [:]
        for text in texts {
            let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, let cost = Double(sides[1]), cost.isFinite else {
                throw WhatIfRefusal(
                    zh: "“\(text)”不是“名称=成本”，例如 demand=2", en: "'\(text)' is not NAME=COST such as demand=2")
            }
            costs[sides[0]] = cost
        }
        return costs
    }
}

extension LeverSpan {
    /// A lever with its scenario's range (`demand`) or another one (`demand=0:2`).
    package init(parsingRange text: String) throws(WhatIfRefusal) {
        if text.contains("=") {
            try self.init(parsing: text)
        } else {
            self.init(name: text, low: 0, high: 0)
        }
    }
}

extension Array {
    /// `map` with a typed error.
    package func mapped<T>(_ transform: (Element) throws(WhatIfRefusal) -> T) throws(WhatIfRefusal) -> [T] {
        var results: [T] = []
        for element in self { results.append(try transform(element)) }
        return results
    }
}
