import DossierCore
import Glibc

/// A file to import, read in pieces at any place. What is no regular file, as a pipe, is copied into a temporary file first.
/// Blocks.
public final class ImportFile: Sendable {
    /// How messages call it: its path, or "standard input".
    public let name: String
    /// Its size when it was opened, bytes.
    public let size: Int
    private let descriptor: CInt

    /// What some programs write before UTF-8.
    static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// Opens a file.
    /// - Parameter path: "-" is standard input.
    /// - Throws: NOT_FOUND or PERMISSION_DENIED with the system's reason.
    public init(_ path: String) throws(Status) {
        name = path == "-" ? "standard input" : path
        let opened = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw Self.failure(name, "read") }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            if status.st_mode & S_IFMT == S_IFDIR { errno = EISDIR }
            defer { close(opened) }
            throw Self.failure(name, "read")
        }
        if status.st_mode & S_IFMT == S_IFREG {
            (descriptor, size) = (opened, Int(status.st_size))
        } else {
            defer { close(opened) }
            (descriptor, size) = try Self.spooled(opened, name)
        }
    }

    /// Of bytes that are at hand already.
    init(_ bytes: [UInt8], called name: String) throws(Status) {
        let folder = Self.temporaryFolder
        let copy = try Self.temporaryFile(in: folder)
        guard Self.write(bytes, bytes.count, to: copy) else {
            defer { close(copy) }
            throw Self.failure("a temporary file in \(folder)", "written")
        }
        (self.name, descriptor, size) = (name, copy, bytes.count)
    }

    deinit { close(descriptor) }

    /// So many bytes from a place on; fewer at the end of the file.
    /// - Throws: what the system says when it cannot be read any more.
    func read(at offset: Int, count: Int) throws(Status) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, min(count, size - offset))) { buffer, filled in
            while filled < buffer.count {
                let count = pread(descriptor, buffer.baseAddress! + filled, buffer.count - filled, offset + filled)
                if count < 0, errno == EINTR { continue }
                failed = count < 0
                if count <= 0 { return }
                filled += count
            }
        }
        if failed { throw Self.failure(name, "read") }
        return bytes
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

    private static var temporaryFolder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    /// It loses its name at once, so nothing is left of it however the process ends.
    private static func temporaryFile(in folder: String) throws(Status) -> CInt {
        var template = Array("\(folder)/dossier-import-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { throw failure("a temporary file in \(folder)", "made") }
        unlink(template)
        return file
    }

    private static func spooled(_ source: CInt, _ name: String) throws(Status) -> (descriptor: CInt, size: Int) {
        let folder = temporaryFolder
        let copy = try temporaryFile(in: folder)
        var size = 0
        var piece = [UInt8](repeating: 0, count: Limits.importPieceBytes)
        while true {
            let count = Glibc.read(source, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0, write(piece, count, to: copy) else {
                defer { close(copy) }
                throw count < 0 ? failure(name, "read") : failure("a temporary file in \(folder)", "written")
            }
            if count == 0 { return (copy, size) }
            size += count
        }
    }

    private static func write(_ bytes: [UInt8], _ count: Int, to descriptor: CInt) -> Bool {
        var written = 0
        while written < count {
            let step = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, count - written) }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { return false }
            written += step
        }
        return true
    }

    private static func failure(_ name: String, _ verb: String) -> Status {
        let code = errno
        let reason = String(cString: strerror(code)).lowercased()
        return Status(code == EACCES ? .permissionDenied : .notFound, "\(name) cannot be \(verb): \(reason)")
    }
}
