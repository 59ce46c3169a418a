import Dispatch
import DossierCore
import Glibc

/// A file that takes the place of another when it is whole, and leaves nothing behind when it is not: not after a failure,
/// not after Ctrl-C.
final class AtomicFile {
    private let path: String
    private let temporary: String
    private var descriptor: CInt
    private let signals: [any DispatchSourceSignal]

    /// Opens it beside the one that it will replace.
    /// - Throws: PERMISSION_DENIED or FAILED_PRECONDITION with the system's reason; FAILED_PRECONDITION when there is
    ///   something else than a file in its place.
    init(_ path: String) throws(Status) {
        var status = stat()
        let exists = stat(path, &status) == 0
        guard !exists || status.st_mode & S_IFMT == S_IFREG else {
            throw Status(.failedPrecondition, "\(path) is not a file; give another, or use standard output")
        }
        // What a link points to is replaced, not the link.
        let target = realpath(path, nil)
        defer { free(target) }
        let path = target.map { String(cString: $0) } ?? path
        var template = Array("\(path).XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw OutputFile.failure(path) }
        self.path = path
        let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.temporary = temporary
        let mask = umask(0)
        umask(mask)
        fchmod(descriptor, exists ? status.st_mode & 0o777 : 0o666 & ~mask)
        // A limit to the size of files is met as a full disk is.
        signal(SIGXFSZ, SIG_IGN)
        signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                unlink(temporary)
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    deinit {
        if descriptor >= 0 {
            close(descriptor)
            unlink(temporary)
        }
        for source in signals { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }

    /// Writes at the end.
    /// - Throws: FAILED_PRECONDITION with the system's reason, as when the disk is full.
    func write(_ bytes: [UInt8]) throws(Status) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw OutputFile.failure(path) }
            written += count
        }
    }

    /// Brings it to disk and in its place.
    func finish() throws(Status) {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw OutputFile.failure(path) }
        close(descriptor)
        descriptor = -1
    }
}
