import DossierCore
import Glibc

extension IdentityFile {
    /// Changes the file, or makes it when there is none: one who does so at a time, and who reads it sees it as it was
    /// before or as it is after. It is readable to its owner alone. Blocks.
    /// - Throws: as reading does; what the change throws, and nothing is written then; ABORTED when another holds it for
    ///   longer than `Limits.identitiesLockNanoseconds`.
    public static func edit<Result>(
        _ path: String,
        _ change: (inout IdentityFile) throws(Status) -> Result
    ) throws(Status) -> Result {
        // The folder is what is locked: the file itself is another after each change.
        let folder = try open(folder(of: path), O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        try lock(folder, path)
        var file = access(path, F_OK) == 0 ? try IdentityFile(reading: path) : IdentityFile()
        let result = try change(&file)
        try replace(path, with: file.text, in: folder)
        return result
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func lock(_ folder: CInt, _ path: String) throws(Status) {
        let deadline = MonotonicClock.now() + Limits.identitiesLockNanoseconds
        while flock(folder, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw failure("\(path) cannot be locked") }
            guard MonotonicClock.now() < deadline else {
                throw Status(.aborted, "another command holds \(path); try again when it has ended")
            }
            usleep(10_000)
        }
    }

    private static func replace(_ path: String, with text: String, in folder: CInt) throws(Status) {
        // Beside it, since only within a file system does rename put one in the place of another.
        let fresh = "\(path).new"
        unlink(fresh)
        let descriptor = try open(fresh, O_WRONLY | O_CREAT | O_EXCL)
        do throws(Status) {
            defer { close(descriptor) }
            guard fchmod(descriptor, 0o600) == 0 else { throw failure("\(fresh) cannot be made") }
            try write(Array(text.utf8), to: descriptor, fresh)
            guard fsync(descriptor) == 0 else { throw failure("\(fresh) cannot be written") }
            guard rename(fresh, path) == 0 else { throw failure("\(path) cannot be replaced") }
        } catch {
            unlink(fresh)
            throw error
        }
        guard fsync(folder) == 0 else { throw failure("the folder of \(path) cannot be written") }
    }

    private static func write(_ bytes: [UInt8], to descriptor: CInt, _ name: String) throws(Status) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("\(name) cannot be written") }
            rest = rest.dropFirst(count)
        }
    }

    private static func open(_ path: String, _ flags: CInt) throws(Status) -> CInt {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("\(path) cannot be opened") }
        return descriptor
    }

    private static func failure(_ what: String) -> Status {
        Status(.failedPrecondition, "\(what): \(String(cString: strerror(errno)).lowercased())")
    }
}
