import TianmuModel

/// Series whose past forecast errors say how wide an indicator's intervals are.
package struct PoolEntry: Sendable {
    package enum Source: Sendable {
        /// The same indicator in the other regions of the figures files.
        case siblings
        case panel(path: String, SeriesPanel)
    }

    package var indicator: Located<String>
    package var source: Source
    /// Of the source.
    package var position: SourcePosition

    /// In place of a path: ``Source/siblings``. A file of that name is `./siblings`.
    static let siblingsWord = "siblings"
}
