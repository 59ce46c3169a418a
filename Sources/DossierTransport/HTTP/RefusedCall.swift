import DossierCore
import NIOCore

/// No call: a request whose reply is known before its body has come.
final class RefusedCall: HTTPCall {
    private let known: HTTPReply

    init(_ reply: HTTPReply) { known = reply }

    func start(_ body: ByteBuffer, respond: @escaping (HTTPReply) -> Void) { respond(known) }

    func abandon() {}

    func end(_ reason: CancelReason) {}

    func reply(_ failure: Status) -> HTTPReply { known }
}
