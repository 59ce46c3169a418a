import Glibc
import Synchronization

/// Standard output, gathered and written in large pieces. From any thread.
final class Output: Sendable {
    static let standard = Output()
    private static let pieceBytes = 64 << 10

    private let waiting = Mutex<[UInt8]>([])

    /// A line of text.
    func line(_ text: String) { line(bytes: Array(text.utf8)) }

    /// A line that is encoded already.
    func line(bytes: [UInt8]) { write(bytes + [UInt8(ascii: "\n")]) }

    /// What is encoded already, line breaks and all.
    func write(_ bytes: [UInt8]) {
        waiting.withLock { waiting in
            waiting += bytes
            if waiting.count >= Self.pieceBytes { Self.write(&waiting) }
        }
    }

    /// Writes what is left.
    func flush() {
        waiting.withLock { Self.write(&$0) }
    }

    private static func write(_ bytes: inout [UInt8]) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            // The reader has seen enough: that is no failure.
            if count < 0, errno == EPIPE { exit(ExitStatus.done.rawValue) }
            if count < 0 {
                Terminal.tell("dossier: standard output cannot be written: \(String(cString: strerror(errno)))")
                exit(ExitStatus.failed.rawValue)
            }
            written += count
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
