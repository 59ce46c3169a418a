import DossierCore
import Glibc

/// A file to import, read in pieces at any place. What is no regular file, as a pipe, is copied into a temporary file first.
/// Blocks.
public final class ImportFile: Sendable {
    /// How messages call it: its path, or "standard input".
    public let name: String
    /// Its size when it was opened, bytes.
    public let size: Int
    private let file: OpenFile

    /// What some programs write before UTF-8.
    static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// Opens a file.
    /// - Parameter path: "-" is standard input.
    /// - Throws: NOT_FOUND or PERMISSION_DENIED with the system's reason.
    public init(_ path: String) throws(Status) {
        name = path == "-" ? "standard input" : path
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OpenFile.failure(name, "read") }
        let opened = OpenFile(descriptor, called: name)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            if status.st_mode & S_IFMT == S_IFDIR { errno = EISDIR }
            throw OpenFile.failure(name, "read")
        }
        (file, size) =
            status.st_mode & S_IFMT == S_IFREG ? (opened, Int(status.st_size)) : try Self.spooled(opened)
    }

    /// Of bytes that are at hand already.
    init(_ bytes: [UInt8], called name: String) throws(Status) {
        (self.name, file, size) = (name, try .temporary(), bytes.count)
        try file.append(bytes, bytes.count)
    }

    /// So many bytes from a place on; fewer at the end of the file.
    /// - Throws: what the system says when it cannot be read any more.
    func read(at offset: Int, count: Int) throws(Status) -> [UInt8] {
        try file.read(at: offset, count: min(count, size - offset))
    }

    /// All of it but a byte order mark, of a format that cannot be read in pieces.
    /// - Throws: INVALID_ARGUMENT when it is longer than `Limits.fileBytes`.
    func contents() throws(Status) -> [UInt8] {
        guard size <= Limits.fileBytes else {
            throw Status(.invalidArgument, "\(name) has more than \(Limits.fileBytes) bytes; split it")
        }
        let bytes = try read(at: 0, count: size)
        return bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(Self.byteOrderMark.count)) : bytes
    }

    /// The same as text. Throws INVALID_ARGUMENT also when it is not UTF-8.
    func text() throws(Status) -> String {
        guard let text = String(validating: try contents(), as: UTF8.self) else {
            throw Status(.invalidArgument, "\(name) is not UTF-8")
        }
        return text
    }

    private static func spooled(_ source: OpenFile) throws(Status) -> (file: OpenFile, size: Int) {
        let copy = try OpenFile.temporary()
        var size = 0
        var piece = [UInt8](repeating: 0, count: Limits.importPieceBytes)
        while true {
            let count = Glibc.read(source.descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw OpenFile.failure(source.name, "read") }
            if count == 0 { return (copy, size) }
            try copy.append(piece, count)
            size += count
        }
    }
}
