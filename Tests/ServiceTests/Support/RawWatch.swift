import CDossierProtos
import DossierClient
import DossierCore
import DossierWire
import Glibc

/// A stream of replies on a socket that is read only when asked.
final class RawWatch {
    private let types: MethodTypes
    private let socket: Int32
    private var received: [UInt8] = []

    /// Connects with a small receive buffer and asks.
    init(_ address: ServerAddress, _ method: String, _ request: JSON) throws(Status) {
        types = try MethodTypes(method)
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var size: Int32 = 16 << 10
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = in_port_t(UInt16(address.port)).bigEndian
        target.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let connected = withUnsafePointer(to: &target) { target in
            target.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let frame = try Self.request(try MethodName(method), try types.encode(request))
        guard connected == 0, Glibc.send(socket, frame, frame.count, Int32(MSG_NOSIGNAL)) == frame.count else {
            throw Status(.unavailable, "errno \(errno)")
        }
    }

    deinit { close(socket) }

    /// The next reply.
    func next() async throws -> JSON { try types.decode(try await frame()) }

    /// The names of the next events.
    func names(_ count: Int) async throws -> [String] {
        var names: [String] = []
        while names.count < count { names.append(try await next().name.string) }
        return names
    }

    /// The body of the next frame.
    private func frame() async throws -> [UInt8] {
        let header = try await read(TTRPC.FrameHeader.size)
        guard let header = header.withUnsafeBytes({ TTRPC.FrameHeader(parsing: $0) }), header.type == .data else {
            throw Status(.internal, "no data came")
        }
        return try await read(Int(header.length))
    }

    private func read(_ count: Int) async throws -> [UInt8] {
        let end = ContinuousClock.now + .seconds(30)
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while received.count < count {
            let size = recv(socket, &chunk, chunk.count, Int32(MSG_DONTWAIT))
            if size > 0 {
                received += chunk[..<size]
            } else {
                guard size < 0, errno == EAGAIN, .now < end else { throw Status(.unavailable, "nothing came") }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    private static func request(_ method: MethodName, _ message: [UInt8]) throws(Status) -> [UInt8] {
        let request = try Message(ttrpc__request__init)
        request.pointee.service = try request.arena.string(method.service)
        request.pointee.method = try request.arena.string(method.method)
        request.pointee.payload = try request.arena.bytes(message)
        let body = request.encode()
        let header = TTRPC.FrameHeader(length: UInt32(body.count), stream: 1, type: .request, flags: .remoteClosed)
        var bytes = [UInt8](repeating: 0, count: TTRPC.FrameHeader.size)
        bytes.withUnsafeMutableBytes(header.write)
        return bytes + body
    }
}
