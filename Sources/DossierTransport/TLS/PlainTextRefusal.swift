import DossierCore
import NIOCore

/// The last words, in its own protocol, to a client that does not speak TLS where nothing else is spoken.
enum PlainTextRefusal {
    private static let message = "only TLS is spoken here; connect with TLS (dossier --tls)"

    /// What to say; nil: nothing that would be understood, or need be said.
    static func words(to protocol: FirstBytes) -> [UInt8]? {
        switch `protocol` {
        case .ttrpc: ttrpc
        // gRPC clients report that, too, and wait before they try again.
        case .http1, .http2: http
        case .tls, .unknown: nil
        }
    }

    /// The answer to the first call of a client, which is number 1.
    private static let ttrpc: [UInt8] = {
        var frame = ByteBuffer()
        OutboundFrame(failure: Status(.permissionDenied, message)).write(to: &frame, stream: 1)
        return Array(buffer: frame)
    }()

    private static let http: [UInt8] = {
        let head = "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n"
        return Array("\(head)content-length: \(message.utf8.count + 1)\r\n\r\n\(message)\n".utf8)
    }()
}
