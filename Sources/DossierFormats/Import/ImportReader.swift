import DossierClient
import DossierCore

/// Reads one file in one format.
///
/// The file is surveyed once, when the reader is made; then each kind is read in turn, in the order of
/// `ResourceKind.allCases`. A reader holds of each thing in the file a few bytes at most, never the things themselves. It is
/// used by one task at a time, and blocks while it reads.
///
/// A resource's name follows from the foreign id alone (`ForeignID`), so a reference needs no table: it is written though
/// the file may not hold what it refers to, and the server refuses what would dangle. Where a reference can be left out,
/// as a victim can, a reader that knows better leaves it out and notes it as dangling. A resource without a marking has no
/// `tlp`; the import sets it.
public protocol ImportReader: AnyObject {
    /// How many resources of each kind the file gives, or nearly: progress is measured by it.
    var counts: [ResourceKind: Int] { get }

    /// Gives the resources of a kind, in the order of the file. Once for each kind.
    /// - Throws: what `body` throws; else what ends the reading as a whole, as a file that cannot be read any more.
    ///   Whatever is wrong with a part of the file is a remark.
    func read(_ kind: ResourceKind, _ body: (DossierResource) async throws(Status) -> Void) async throws(Status)

    /// What became of the file's own things so far; complete when all kinds have been read.
    var tally: ImportTally { get }

    /// What was noticed so far; complete when all kinds have been read.
    var remarks: ImportRemarks { get }
}
