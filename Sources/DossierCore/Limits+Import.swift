/// What an import of a file is bounded by, on the client's side.
extension Limits {
    /// Reads that an import has in flight at a time.
    public static let importCalls = 64
    /// Bytes in memory, nearly, of resources that an import compares or sends together, unless one alone has more; they are
    /// no more than `importCalls`.
    public static let importGroupBytes = 16 << 20
    /// Remarks on a file that are kept one by one; the others are counted.
    public static let importRemarks = 1_000
    /// Those that differ in the thing alone of which these are remarks.
    public static let importRemarksAlike = 50
    /// Different troubles, types and reasons that they are counted by.
    public static let importRemarkGroups = 1_000
    /// Bytes of a type, a reason or an id in a remark; the rest is cut.
    public static let importRemarkBytes = 256
    /// Bytes that are read at a time of a file that is read in pieces.
    public static let importPieceBytes = 256 << 10
    /// Bytes of items that an import sends together.
    public static let importGatheredBytes = 64 << 10
    /// Bytes of one thing in such a file: a line, an object, a row, or the rows that tell of one thing.
    public static let importThingBytes = messageBytes
    /// Bytes of what the statements of one attribution of EuRepoC's have in common, encoded, in all of them together.
    public static let eurepocSharedBytes = 16 << 20
    /// Bytes of the resources, encoded, that wait for one of their own kind that stands later in the file.
    public static let importDeferredBytes = 32 << 20
    /// Refusals that an import keeps one by one; the others are counted.
    public static let importRefusals = 1_000
    /// Columns of a CSV file.
    public static let csvColumns = 1_024
    /// Values of one cell of a CSV file that is taken apart.
    public static let csvValues = listElements
    /// Bytes of what a mapping makes of one row of a CSV file: of all texts on the way, those included that are left out, and
    /// of a cell each time that it is taken apart. A value, or a text, has `csvValueBytes` more:
    public static let csvRowBytes = 16 << 20
    /// what it takes beside its text.
    public static let csvValueBytes = 64
    /// Authors of a bundle's objects that it need not hold itself.
    public static let stixAuthors = 10_000
    /// Notices, as of copyright, that one author of a bundle marks his objects with.
    public static let stixNotices = 100
    /// Pairs of actors that an import proposes as perhaps the same.
    public static let importCandidates = 10_000
}
