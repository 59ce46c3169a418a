import Glibc
import TestSupport

/// Where a service manager hears from its servers: sd_notify(3).
final class NotificationSocket {
    /// As NOTIFY_SOCKET has it.
    let name: String
    private let descriptor: CInt

    /// Binds it.
    /// - Parameter name: a path, or "@" and any text.
    init(_ name: String) throws {
        self.name = name
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
        if name.hasPrefix("@") { address.sun_path.0 = 0 }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + name.utf8.count)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
        }
        guard isBound else { throw RawClient.Failure(description: "bind: errno \(errno)") }
    }

    deinit { close(descriptor) }

    /// The fields of the next message that has one of that name.
    func next(_ field: String, within seconds: Double = 20) throws -> [String: String] {
        while true {
            let message = try next(within: seconds)
            if message[field] != nil { return message }
        }
    }

    private func next(within seconds: Double) throws -> [String: String] {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, CInt(seconds * 1_000)) > 0 else {
            throw RawClient.Failure(description: "no message within \(seconds) s")
        }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        let lines = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
        let fields = lines.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(uniqueKeysWithValues: fields.map { ($0[0], $0.count > 1 ? $0[1] : "") })
    }
}
