import DossierCore
import Glibc

/// Text that a command line gives: itself, `@FILE`, or `-` for standard input.
enum InputText {
    static func bytes(_ argument: String) throws(Status) -> [UInt8] {
        if argument == "-" { return try contents(STDIN_FILENO, "standard input") }
        return argument.hasPrefix("@") ? try file(String(argument.dropFirst())) : Array(argument.utf8)
    }

    /// A file's contents; `-` is standard input.
    static func file(_ path: String) throws(Status) -> [UInt8] {
        if path == "-" { return try contents(STDIN_FILENO, "standard input") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        return try contents(descriptor, path)
    }

    private static func contents(_ descriptor: CInt, _ name: String) throws(Status) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(name) }
            bytes += piece[..<count]
            guard bytes.count <= Limits.fileBytes else {
                throw Status(.invalidArgument, "\(name) has more than \(Limits.fileBytes) bytes")
            }
        }
    }

    private static func failure(_ name: String) -> Status {
        let code = errno
        let reason = String(cString: strerror(code)).lowercased()
        return Status(code == EACCES ? .permissionDenied : .notFound, "\(name) cannot be read: \(reason)")
    }
}
