import DossierCore
import Glibc

/// A file that a command writes.
enum OutputFile {
    /// What was there before is gone; `-` is standard output.
    static func write(_ text: String, to path: String, _ output: Output) throws(Status) {
        if path == "-" { return output.line(text) }
        guard let file = fopen(path, "w") else { throw failure(path) }
        let bytes = Array("\(text)\n".utf8)
        let written = fwrite(bytes, 1, bytes.count, file)
        let isClosed = fclose(file) == 0
        guard written == bytes.count, isClosed else { throw failure(path) }
        Terminal.tell("\(Terminal.clean(path)) written")
    }

    /// Why a file cannot be written, by errno.
    static func failure(_ path: String) -> Status {
        let code = errno
        let reason = String(cString: strerror(code)).lowercased()
        return Status(code == EACCES ? .permissionDenied : .failedPrecondition, "\(path) cannot be written: \(reason)")
    }
}
