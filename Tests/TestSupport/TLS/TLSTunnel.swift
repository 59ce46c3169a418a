import Foundation

/// TLS by openssl's client, in a process of its own, as long as it is held: what it decrypts is read, and what it is to
/// encrypt is written, as over a plain connection.
package final class TLSTunnel {
    /// Speaks inside the tunnel.
    package let client: RawClient
    private let process = Process()

    /// Connects to this machine.
    /// - Parameter options: of `openssl s_client`.
    package init(port: Int, authority: TestCertificate, options: [String] = []) throws {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw RawClient.Failure(description: "socketpair: errno \(errno)")
        }
        client = RawClient(descriptor: ends[0])
        let end = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["openssl", "s_client", "-quiet", "-verify_return_error", "-connect", "127.0.0.1:\(port)"]
            + ["-CAfile", authority.file.path] + options
        process.standardInput = end
        process.standardOutput = end
        process.standardError = FileHandle.nullDevice
        try process.run()
        try end.close()
    }

    /// Holds openssl up: it neither reads nor answers from here on.
    package func freeze() { kill(process.processIdentifier, SIGSTOP) }

    deinit { kill(process.processIdentifier, SIGKILL) }
}
