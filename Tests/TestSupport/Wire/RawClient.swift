import Glibc

/// A TCP connection to a server on this machine, blocking, with a time-out on everything it waits for.
package final class RawClient {
    /// What failed, or did not come in time.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        /// With these words.
        package init(description: String) { self.description = description }
    }

    private let descriptor: Int32
    private var received: [UInt8] = []

    /// Connects. A small receive buffer makes a slow reader felt early.
    /// - Parameter source: of the loopback addresses, 127.0.0.N, the one to connect from.
    package init(port: Int, receiveBuffer: Int32? = nil, source: UInt8 = 1) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        guard source == 1 || Self.withAddress(source, port: 0, { bind(descriptor, $0, $1) }) == 0,
            Self.withAddress(1, port: UInt16(port), { connect(descriptor, $0, $1) }) == 0
        else { throw Failure(description: "connect: errno \(errno)") }
    }

    private static func withAddress<Result>(
        _ last: UInt8,
        port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = (UInt32(0x7f00_0000) | UInt32(last)).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Over a socket that is connected already, from here on its own.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    private var isOpen = true

    /// Closes the socket.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(descriptor)
    }

    /// Says that nothing more will be sent.
    package func closeSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Sends all bytes.
    package func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(description: "send: errno \(errno)") }
            sent += count
        }
    }

    /// Sends frames.
    package func send(_ frames: RawFrame...) throws { try send(frames.flatMap(\.bytes)) }

    /// Sends what the socket takes now, and says how much that was.
    package func sendSome(_ bytes: [UInt8]) -> Int {
        max(0, Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)))
    }

    /// The next frame.
    package func frame(within seconds: Double = 10) throws -> RawFrame {
        let header = try read(10, within: seconds)
        let length = Int(Self.number(header[0..<4]))
        let body = try read(length, within: seconds)
        return RawFrame(stream: Self.number(header[4..<8]), type: header[8], flags: header[9], body: body)
    }

    /// The next frames, by stream.
    package func frames(_ count: Int) throws -> [UInt32: RawFrame] {
        var frames: [UInt32: RawFrame] = [:]
        for _ in 0..<count {
            let frame = try frame()
            frames[frame.stream] = frame
        }
        return frames
    }

    /// Everything up to the end of the connection.
    package func readToEnd(within seconds: Double = 10) throws -> [UInt8] {
        while try fill(within: seconds) {}
        defer { received = [] }
        return received
    }

    /// Exactly so many bytes.
    package func read(_ count: Int, within seconds: Double = 10) throws -> [UInt8] {
        while received.count < count {
            guard try fill(within: seconds) else {
                throw Failure(description: "the server closed with \(received.count) of \(count) bytes read")
            }
        }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// Everything up to these bytes, which must come, and with them.
    package func read(through end: [UInt8], within seconds: Double = 10) throws -> [UInt8] {
        var searched = 0
        while true {
            if let found = received[searched...].firstRange(of: end) { return try read(found.upperBound) }
            searched = max(0, received.count - end.count)
            guard try fill(within: seconds) else {
                throw Failure(description: "the server closed after \(received.count) bytes")
            }
        }
    }

    /// The connection has ended, by a close or a reset.
    package func isAtEnd(within seconds: Double) -> Bool {
        guard received.isEmpty, wait(seconds) else { return false }
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) <= 0
    }

    /// Reads what is there; false at the end.
    private func fill(within seconds: Double) throws -> Bool {
        guard wait(seconds) else { throw Failure(description: "nothing came within \(seconds) s") }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count >= 0 else { throw Failure(description: "recv: errno \(errno)") }
        received += chunk[..<count]
        return count > 0
    }

    private func wait(_ seconds: Double) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, Int32(seconds * 1_000)) > 0
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}
