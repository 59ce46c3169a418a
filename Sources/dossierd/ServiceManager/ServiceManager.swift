import DossierCore
import Glibc

/// What has started this program and is told how it is, such as systemd: sd_notify(3). Where there is none, nothing is told.
/// Any thread.
struct ServiceManager: Sendable {
    /// The one that there is. Made before other threads begin, for it takes variables out of the environment.
    static let current = ServiceManager()

    /// How often it wants to hear that this program lives, nanoseconds; nil: it does not.
    let watchdogNanoseconds: Int64?
    /// The path of its socket; one that begins with "@" is in no file system (unix(7)).
    private let path: [UInt8]?

    private init() {
        let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]
        let values = names.map { getenv($0).map { String(cString: $0) } }
        for name in names { unsetenv(name) }
        path = values[0].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? Array($0.utf8) : nil }
        let isMeant = values[2].map { Int32($0) == getpid() } ?? true
        let microseconds = values[1].flatMap { Int64($0) }.flatMap { (1...Int64.max / 1_000).contains($0) ? $0 : nil }
        watchdogNanoseconds = isMeant ? microseconds.map { $0 * 1_000 } : nil
    }

    /// The port serves.
    func isReady(at place: String) { tell("READY=1", "STATUS=Serving at \(place)") }

    /// What this program does, in a line; it may take so long from now on, nanoseconds, whatever bound there is for it.
    func does(_ words: String, for nanoseconds: Int64) {
        tell("STATUS=\(words)", "EXTEND_TIMEOUT_USEC=\(nanoseconds / 1_000)")
    }

    /// What it was told to read anew is being read; then it `isReady` again.
    func isReloading() {
        tell("RELOADING=1", "MONOTONIC_USEC=\(MonotonicClock.now() / 1_000)", "STATUS=Reloading")
    }

    /// It is going down, which may take so long, nanoseconds.
    func isStopping(within nanoseconds: Int64) {
        tell("STOPPING=1", "STATUS=Draining", "EXTEND_TIMEOUT_USEC=\(nanoseconds / 1_000)")
    }

    /// It lives. Never blocks.
    func lives() { tell("WATCHDOG=1", flags: Int32(MSG_DONTWAIT)) }

    private func tell(_ fields: String..., flags: CInt = 0) {
        guard let path, var address = Self.address(path) else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(fields.joined(separator: "\n").utf8)
        // One in no file system has no byte 0 behind its name: it would belong to it.
        let size = socklen_t(
            MemoryLayout<sockaddr_un>.offset(of: \.sun_path)! + path.count + (path[0] == UInt8(ascii: "@") ? 0 : 1)
        )
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, bytes, bytes.count, flags | Int32(MSG_NOSIGNAL), $0, size)
            }
        }
    }

    /// Nil: the path is too long.
    private static func address(_ path: [UInt8]) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let hasRoom = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.count < room.count else { return false }
            room.copyBytes(from: path)
            if path[0] == UInt8(ascii: "@") { room[0] = 0 }
            return true
        }
        return hasRoom ? address : nil
    }
}
