/// An end of the order in which values of terms, and ids, stand in an index.
enum TermEnd {
    /// Before all of them.
    case first
    /// Behind all of them.
    case last
}
