/// How many rows a statement may find.
enum RowCount {
    /// As many as are asked for.
    case few
    /// All of a record, of which the first may be enough: an engine hands them out piece by piece.
    case many
    /// Totals: each may take as long as reading all of a record does.
    case totals
}
