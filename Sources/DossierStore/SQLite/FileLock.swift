import DossierCore
import Glibc

/// The right to use a store file: one process has it, and the system takes it back when that process dies.
///
/// It is held on a file beside the store, "PATH-lock", which stays when the lock is released: removing it would let two
/// processes lock two files of that name.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// FAILED_PRECONDITION, naming the process, when another has it. Blocks while it waits for that one.
    init(of path: String, _ patience: LockPatience = .none) throws(Status) {
        let lockPath = path + "-lock"
        descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Status(
                .failedPrecondition,
                "cannot make \(lockPath) (\(String(cString: strerror(errno)))); look at the folder and its rights"
            )
        }
        guard Self.lock(descriptor, path, patience) else {
            let use = Self.use(of: path, descriptor)
            Self.closeFile(descriptor)
            throw Status(.failedPrecondition, "\(use); stop that one, or give this one another file")
        }
        let pid = "\(getpid())"
        ftruncate(descriptor, 0)
        _ = pid.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    /// Gives the right back. Once.
    func release() { Self.closeFile(descriptor) }

    private static func closeFile(_ descriptor: Int32) { close(descriptor) }

    /// flock(2) knows no time-out.
    private static func lock(_ descriptor: Int32, _ path: String, _ patience: LockPatience) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard patience.nanoseconds > 0 else { return false }
        patience.waits(use(of: path, descriptor))
        let deadline = MonotonicClock.now() + patience.nanoseconds
        while MonotonicClock.now() < deadline {
            usleep(UInt32(Limits.lockNanoseconds / 1_000))
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        }
        return false
    }

    private static func use(of path: String, _ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let owner = count > 0 ? " (process \(String(decoding: buffer[..<count], as: UTF8.self)))" : ""
        return "\(path) is in use by another server\(owner)"
    }
}
