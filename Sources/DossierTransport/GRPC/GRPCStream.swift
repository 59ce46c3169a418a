import DossierCore
import DossierWire
import NIOCore

/// One HTTP/2 stream: a request as it arrives, its call, and the reply on its way out. Event loop only.
final class GRPCStream {
    /// A request that is not gRPC's.
    struct Request {
        let call: any HTTPCall
        var body = ByteBuffer()
        /// Of a request that is refused already: so many bytes of its body have come, and none is kept.
        var droppedBytes: Int?
    }

    /// How far its call is.
    enum Phase {
        /// Its headers arrive.
        case head
        /// The one message of a client that does not stream is awaited.
        case awaiting
        /// The router has its call, or is being given it.
        case open
        /// The reply is complete; what still arrives is dropped.
        case answered
    }

    /// How the reply ends.
    enum End {
        /// gRPC's: trailers that tell no more than that all is well,
        case success
        /// or a status.
        case status(Status, Metadata)
        /// HTTP's: with the body.
        case body
    }

    let id: Int32
    /// Its place among the connection's streams.
    var position: Int
    var phase = Phase.head

    // The request
    var encoding = GRPCRequestHead.Encoding.identity
    var metadata = Metadata()
    var route: MethodRoute?
    var call = CallID.ended
    var deadline = Deadline.never
    var expiry = CallExpiry.never
    var assembler: FrameAssembler<GRPC.MessageHeader>
    /// Messages that have arrived whole.
    var messages = 0
    /// Of what is not gRPC's.
    var request: Request?
    /// A message that its call has refused for now, and what came behind it.
    var held: ByteBuffer?
    /// As many bytes as the connection has counted of it.
    var countedBytes = 0
    /// Bytes that the client has not been credited for.
    var uncredited = 0
    /// The client has closed its side.
    var isClosedByClient = false
    /// Since when, by how many messages, something of the request has been missing.
    var missing: (since: NIODeadline, messages: Int)?

    /// The mailbox may know of it.
    var usesMailbox = false

    // The reply
    /// It answers a request by HEAD.
    var takesNoBody = false
    var compression = ReplyCompression.unavailable
    /// Sent ahead of the first reply.
    var replyHeaders = Metadata()
    var hasSentHeaders = false
    /// Framed messages that wait to be written.
    var queue = ByteBuffer()
    /// As many of them as other threads have posted.
    var posted = 0
    /// nghttp2 waits to be told that there is more.
    var isDeferred = false
    var end: End?
    /// Since when so many bytes of a complete reply have not been taken.
    var stalled: (since: NIODeadline, bytes: Int)?

    init(_ id: Int32, at position: Int, messageBytes: Int) {
        self.id = id
        self.position = position
        assembler = FrameAssembler(limit: messageBytes)
    }

    /// More is to come before the request is of use.
    var isIncomplete: Bool {
        switch phase {
        case .head, .awaiting: true
        case .open: assembler.isMidFrame && held == nil
        case .answered: false
        }
    }

    /// Bytes of the request that are kept here.
    var keptBytes: Int {
        assembler.partialBytes + (held?.readableBytes ?? 0) + (request?.body.readableBytes ?? 0)
    }
}
