import DossierCore
import Glibc

/// The first bytes of a database file, as the engine wrote them (sqlite.org/fileformat.html, 1.3). The engine reports
/// some damage to them as a lack of rights, or as an error of ours.
enum FileHeader {
    private static let size = 100

    /// DATA_LOSS when the file begins with anything else, FAILED_PRECONDITION when it is a folder; a file that is empty, or
    /// not there, is new.
    static func check(_ path: String) throws(Status) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        // Why not, the engine says.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: size)
        switch read(descriptor, &bytes, size) {
        case 0: return
        case size where isWhole(bytes): return
        case -1 where errno == EISDIR: throw Status(.failedPrecondition, "this is a folder; choose a file in it")
        default:
            throw .damaged("its header is not that of a database; if it never was one, choose another file")
        }
    }

    /// Magic, versions of the format for writing and reading (legacy or WAL), the constants, the schema's format.
    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "SQLite format 3\0".utf8) && (1...2).contains(bytes[18]) && (1...2).contains(bytes[19])
            && bytes[21...23].elementsEqual([64, 32, 32]) && bytes[44...46].allSatisfy { $0 == 0 } && bytes[47] <= 4
    }
}
