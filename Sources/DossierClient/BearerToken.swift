import DossierCore

/// A secret that tells a server who calls, sent along with every call of a client. It is never part of a message.
public struct BearerToken: Sendable {
    /// As it stands in a call's metadata.
    package let authorization: Metadata.Entry
    /// It may travel unencrypted, and not only inside this machine.
    private let mayBeRead: Bool

    /// A token as the server's administrator has given it; white space around it is dropped.
    /// - Parameter mayBeRead: it is sent to other machines without TLS, too, where it can be read on its way.
    /// - Throws: INVALID_ARGUMENT when it cannot be one.
    public init(_ text: String, mayBeRead: Bool = false) throws(Status) {
        let token = text.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
        guard !token.isEmpty, text.drop(while: \.isWhitespace).dropFirst(token.count).allSatisfy(\.isWhitespace),
            token.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw Status(.invalidArgument, "what should be a token is none: one word of printable ASCII") }
        authorization = Metadata.Entry(name: "authorization", value: "Bearer \(token)")
        self.mayBeRead = mayBeRead
    }

    /// The token in a file. Blocks.
    /// - Throws: INVALID_ARGUMENT when it cannot be read, others than its owner may use it, or it holds no token.
    public init(file path: String, mayBeRead: Bool = false) throws(Status) {
        let bytes = try FileContents.readSecret(path, atMost: Limits.tokenFileBytes)
        do throws(Status) {
            try self.init(String(decoding: bytes, as: UTF8.self), mayBeRead: mayBeRead)
        } catch {
            throw Status(.invalidArgument, "\(path): \(error.message)")
        }
    }

    /// Refuses to send it where others could read it.
    package func check(for address: ServerAddress, isEncrypted: Bool) throws(Status) {
        guard !isEncrypted, !mayBeRead, !Loopback.contains(address.host) else { return }
        throw Status(
            .invalidArgument,
            "the token would travel to \(address) in plain text; speak TLS (--tls), or accept that with --insecure"
        )
    }
}
