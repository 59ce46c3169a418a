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

    private static func failure(_ name: String) -> Status {
        let code = errno
        let reason = String(cString: strerror(code)).lowercased()
        return Status(code == EACCES ? .permissionDenied : .notFound, "\(name) cannot be read: \(reason)")
    }
}
