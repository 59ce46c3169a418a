import DossierCore
import DossierWire
import NIOCore

/// The headers of requests, as nghttp2 tells them one by one, and the calls that they begin.
extension GRPCConnection {
    /// A header block begins: a request's, or one that is not looked at.
    func takeBeginning(of id: Int32, isRequest: Bool) {
        beginning = nil
        head.reset()
        // The last GOAWAY, which may not be written yet, tells the client that later streams are ignored.
        guard isRequest, !isLastStreamTaken else { return }
        let stream = streams.insert(id)
        recent = stream
        session.attach(stream)
        beginning = stream
        hasOpened = true
        idleFrames = 0
    }

    /// One header of the block that has begun.
    /// - Returns: false when there have been so many that the stream is to be reset.
    func takeHeader(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        // A few bytes can stand for many; to look at them all would take long.
        guard head.count(name, value) else { return false }
        if beginning != nil { head.add(name, value) }
        return true
    }

    /// The method of `/package.Service/Method`.
    private func route(_ path: UnsafeRawBufferPointer) throws(Status) -> MethodRoute {
        let slash = UInt8(ascii: "/")
        guard let end = path.lastIndex(of: slash), end > 0, path[0] == slash else {
            let text = String(decoding: path.prefix(200), as: UTF8.self)
            throw Status(.unimplemented, "\(text) is not a method's path, as /package.Service/Method is")
        }
        return try resolve(
            service: UnsafeRawBufferPointer(rebasing: path[1..<end]),
            method: UnsafeRawBufferPointer(rebasing: path[(end + 1)...])
        )
    }

    func takeHead(_ stream: GRPCStream) {
        stream.phase = .awaiting
        stream.encoding = head.encoding
        stream.compression = head.replyCompression
        guard head.isCall else { return takeRequest(stream) }
        do throws(Status) {
            if head.isTooLarge { throw Status(.resourceExhausted, head.tooLarge) }
            let method = try head.path.withBytes { (path) throws(Status) in try route(path) }
            if let fault = head.fault {
                let refusal = refuse(method, fault, head.metadata)
                return fail(stream, refusal.status, refusal.trailers)
            }
            // A call whose client streams is opened at once, and looked at then.
            if !method.clientStreams, let refusal = refusal(to: method, head.metadata) {
                return fail(stream, refusal.status, refusal.trailers)
            }
            begin(stream, method)
        } catch {
            fail(stream, error)
        }
    }

    /// A call has begun; it is opened when its message is here, unless its client streams.
    private func begin(_ stream: GRPCStream, _ route: MethodRoute) {
        stream.route = route
        stream.metadata = head.metadata
        if head.timeout > 0 {
            let now = Int64(NIODeadline.now().uptimeNanoseconds)
            stream.deadline = .after(nanoseconds: head.timeout, now: now)
            stream.expiry = CallExpiry(stream.deadline)
            ring(by: stream.expiry.alarm)
        }
        if route.clientStreams { open(stream, route, nil, isCompressed: false) }
    }

    func open(
        _ stream: GRPCStream,
        _ route: MethodRoute,
        _ message: UnsafeRawBufferPointer?,
        isCompressed: Bool
    ) {
        let head = CallHead(
            deadline: stream.deadline,
            metadata: stream.metadata,
            isCompressed: isCompressed
        )
        let port = ReplyPort(
            connection: self,
            stream: UInt32(stream.id),
            streams: route.serverStreams,
            compression: stream.compression
        )
        stream.phase = .open
        stream.usesMailbox = route.serverStreams || stream.compression != .unavailable
        let call = open(route, head, message: message, port: port)
        // It may have ended on this very turn.
        guard stream.phase == .open else { return }
        stream.call = call
        stream.usesMailbox = true
        setExpiry(of: stream, isUnary: route.isUnary)
    }
}
