import DossierCore
import Glibc

/// The socket that whoever started this program has opened for it, as systemd does (socket activation): sd_listen_fds(3).
///
/// It outlives this program, so that connections wait in it while one server follows another.
struct HandedSocket {
    let descriptor: CInt
    let address: ListenAddress

    /// The one that there is; nil: there is none. INVALID_ARGUMENT when it is none to listen on. The first look takes the
    /// variables that tell of it out of the environment.
    static func find() throws(Status) -> HandedSocket? { try found.get() }

    private static let found: Result<HandedSocket?, Status> = {
        do throws(Status) { return .success(try take()) } catch { return .failure(error) }
    }()

    /// Of the first one.
    private static let descriptor: CInt = 3

    private static func take() throws(Status) -> HandedSocket? {
        defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
        // They may have been meant for a program that has started this one.
        guard let pid = getenv("LISTEN_PID"), Int32(String(cString: pid)) == getpid(),
            let text = getenv("LISTEN_FDS"), let count = Int(String(cString: text)), count > 0
        else { return nil }
        guard count == 1 else {
            throw refusal("\(count) sockets are handed over; one is taken: keep one ListenStream= in the socket's unit")
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        guard option(SO_TYPE) == Int32(SOCK_STREAM.rawValue), [AF_INET, AF_INET6].contains(option(SO_DOMAIN)),
            option(SO_ACCEPTCONN) == 1
        else { throw refusal("it is no TCP socket that listens") }
        guard let address = address() else { throw refusal("its address cannot be read") }
        return HandedSocket(descriptor: descriptor, address: address)
    }

    private static func refusal(_ reason: String) -> Status {
        Status(.invalidArgument, "the socket that is handed over (LISTEN_FDS) cannot be used: \(reason)")
    }

    /// Nil where it is no socket.
    private static func option(_ name: CInt) -> CInt? {
        var value: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }

    private static func address() -> ListenAddress? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        let isKnown = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                getsockname(descriptor, address, &size) == 0
                    && getnameinfo(
                        address,
                        size,
                        &host,
                        socklen_t(host.count),
                        &port,
                        socklen_t(port.count),
                        NI_NUMERICHOST | NI_NUMERICSERV
                    ) == 0
            }
        }
        guard isKnown, let number = Int(text(port)) else { return nil }
        return ListenAddress(host: text(host), port: number)
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
