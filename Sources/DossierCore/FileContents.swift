import Glibc

/// What is in files. Blocks.
public enum FileContents {
    /// All bytes of a file.
    /// - Throws: PERMISSION_DENIED or NOT_FOUND with the system's reason; INVALID_ARGUMENT when it has more bytes than
    ///   the limit.
    public static func read(_ path: String, atMost limit: Int) throws(Status) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        return try read(descriptor, called: path, atMost: limit)
    }

    /// All bytes that are still to come from an open file; errors as of a path.
    /// - Parameter name: how messages call it.
    public static func read(_ descriptor: CInt, called name: String, atMost limit: Int) throws(Status) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(name) }
            bytes += piece[..<count]
            guard bytes.count <= limit else { throw Status(.invalidArgument, "\(name) has more than \(limit) bytes") }
        }
    }

    /// All bytes of a file that nobody but its owner, who is this user or root, may read or write.
    /// - Throws: INVALID_ARGUMENT when others may, with what to do; when it cannot be read, with the system's reason; when
    ///   it has more bytes than the limit.
    public static func readSecret(_ path: String, atMost limit: Int) throws(Status) -> [UInt8] {
        // Not to wait for the other end, should it be a pipe.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Status(.invalidArgument, failure(path).message) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Status(.invalidArgument, failure(path).message) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Status(.invalidArgument, "\(path) is not a file") }
        guard status.st_mode & 0o077 == 0 else {
            throw Status(.invalidArgument, "others than its owner may use \(path), a secret: chmod 600 \(path)")
        }
        guard [geteuid(), 0].contains(status.st_uid) else {
            throw Status(.invalidArgument, "\(path), a secret, belongs to another user: chown it")
        }
        do throws(Status) {
            return try read(descriptor, called: path, atMost: limit)
        } catch {
            throw Status(.invalidArgument, error.message)
        }
    }

    private static func failure(_ name: String) -> Status {
        let code = errno
        let reason = String(cString: strerror(code)).lowercased()
        return Status(code == EACCES ? .permissionDenied : .notFound, "\(name) cannot be read: \(reason)")
    }
}
