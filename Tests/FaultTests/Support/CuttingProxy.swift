import Foundation
import Glibc
import Synchronization

/// Passes bytes between clients and a server on this machine, and cuts its first connections as soon as the server has
/// answered: nothing of the answer is passed on.
final class CuttingProxy: Sendable {
    /// Where it listens, on 127.0.0.1.
    let port: Int
    private let listener: CInt
    private let left: Atomic<Int>

    /// - Parameter cuts: how many connections it cuts.
    init(to server: Int, cuts: Int) {
        let listener = Self.socket(at: 0) { bind($0, $1, $2) }
        listen(listener, 16)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutableBytes(of: &address) {
            getsockname(listener, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), &length)
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.listener = listener
        left = Atomic(cuts)
        Thread.detachNewThread { [weak self] in
            while case let client = accept(listener, nil, nil), client >= 0 {
                let isCut = self.map { $0.left.wrappingSubtract(1, ordering: .relaxed).oldValue > 0 } ?? true
                Self.join(client, Self.socket(at: server) { connect($0, $1, $2) }, isCut: isCut)
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, CInt(SHUT_RDWR)) }

    private static func socket(at port: Int, _ use: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        let socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        _ = withUnsafeBytes(of: &address) {
            use(socket, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        return socket
    }

    /// Both ways on a thread each; the second to end closes both ends.
    private static func join(_ client: CInt, _ server: CInt, isCut: Bool) {
        let group = DispatchGroup()
        for (from, to, isPassed) in [(client, server, true), (server, client, !isCut)] {
            group.enter()
            Thread.detachNewThread {
                pass(from, to, isPassed)
                for end in [client, server] { shutdown(end, CInt(SHUT_RDWR)) }
                group.leave()
            }
        }
        group.notify(queue: .global()) { for end in [client, server] { close(end) } }
    }

    /// Until one end is closed, or, when nothing is to be passed, until something comes.
    private static func pass(_ from: CInt, _ to: CInt, _ isPassed: Bool) {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = recv(from, &bytes, bytes.count, 0), count > 0, isPassed {
            var sent = 0
            while sent < count {
                let more = bytes.withUnsafeBytes { send(to, $0.baseAddress! + sent, count - sent, CInt(MSG_NOSIGNAL)) }
                guard more > 0 else { return }
                sent += more
            }
        }
    }
}
