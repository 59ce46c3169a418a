import DossierCore
import Glibc

/// A file of the system that is open, and closed when nobody holds it any more. Any thread; blocks.
final class OpenFile: Sendable {
    /// How messages call it.
    let name: String
    let descriptor: CInt

    /// Takes over a descriptor.
    init(_ descriptor: CInt, called name: String) { (self.descriptor, self.name) = (descriptor, name) }

    /// A new file that loses its name at once, so nothing is left of it however the process ends.
    static func temporary() throws(Status) -> OpenFile {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let name = "a temporary file in \(folder)"
        var template = Array("\(folder)/dossier-import-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(name, "made") }
        unlink(template)
        return OpenFile(descriptor, called: name)
    }

    deinit { close(descriptor) }

    /// So many bytes from a place on; fewer at the end of the file.
    /// - Throws: what the system says when it cannot be read any more.
    func read(at offset: Int, count: Int) throws(Status) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
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

    /// Writes the first bytes of some behind those of the file.
    /// - Throws: what the system says, as FAILED_PRECONDITION when the disk is full.
    func append(_ bytes: [UInt8], _ count: Int) throws(Status) {
        var written = 0
        while written < count {
            let step = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, count - written) }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw Self.failure(name, "written") }
            written += step
        }
    }

    /// What the system says, by errno.
    static func failure(_ name: String, _ verb: String) -> Status {
        let code = errno
        let reason = String(cString: strerror(code)).lowercased()
        let status: StatusCode =
            switch code {
            case EACCES: .permissionDenied
            case ENOSPC, EDQUOT, EFBIG, EROFS: .failedPrecondition
            default: .notFound
            }
        return Status(status, "\(name) cannot be \(verb): \(reason)")
    }
}
