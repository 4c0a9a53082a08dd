/// Finds the known name that somebody probably meant.
public enum NearestName {
    /// The known name nearest to `name`, or `nil` if none is near: at most a third of the letters changed, one for
    /// short names. Cost O(known × length²).
    public static func find(_ name: String, among known: [String]) -> String? {
        let limit = max(1, name.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in known {
            let distance = distance(Array(name.lowercased()), Array(candidate.lowercased()))
            if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// The known name of which a word is nearest to one of `name`, as `damped-trend` is for `dampd`; `nil` if none is near:
    /// at most a quarter of the letters changed, in words of four or more.
    static func find(byWordOf name: String, among known: [String]) -> String? {
        let asked = words(name)
        var best: (name: String, distance: Int)?
        for candidate in known {
            for word in words(candidate) {
                for other in asked {
                    let distance = distance(other, word)
                    guard distance <= max(1, other.count / 4), distance < best?.distance ?? Int.max else { continue }
                    best = (candidate, distance)
                }
            }
        }
        return best?.name
    }

    private static func words(_ name: String) -> [[Character]] {
        name.lowercased().split { "-_/ ".contains($0) }.map(Array.init).filter { $0.count >= 4 }
    }

    /// The end of a sentence about an unknown name: a suggestion, or what is known: all of it if there is little, otherwise
    /// the nearest.
    public static func hint(for name: String, among known: [String]) -> LocalizedText {
        if let nearest = find(name, among: known) ?? find(byWordOf: name, among: known) {
            return LocalizedText(zh: "；是否指“\(nearest)”？", en: "; did you mean '\(nearest)'?")
        }
        guard !known.isEmpty else { return LocalizedText("") }
        let isLong = known.count > 12
        let lower = Array(name.lowercased())
        let shown = (isLong ? nearestFirst(known, lower) : known).prefix(12)
        let rest = isLong ? " …" : ""
        return LocalizedText(
            zh: "；已知：\(shown.joined(separator: "、"))\(rest)", en: "; known: \(shown.joined(separator: ", "))\(rest)")
    }

    private static func nearestFirst(_ known: [String], _ name: [Character]) -> [String] {
        known.enumerated().map { ($0.offset, $0.element, distance(name, Array($0.element.lowercased()))) }
            .sorted { ($0.2, $0.0) < ($1.2, $1.0) }.map(\.1)
    }

    /// Optimal string alignment distance: insertions, deletions, changes and swaps of neighbours, each 1.
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                row[j] = min(last[j] + 1, row[j - 1] + 1, change)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
