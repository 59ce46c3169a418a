import DossierCore
import DossierWire
import NIOCore

/// The headers of requests, as nghttp2 tells them one by one, and the calls that they begin.
extension GRPCConnection {
    /// A header block begins: a request's, or one that is not looked at.
    func takeBeginning(of id: Int32, isRequest: Bool) {
        beginning = nil
        headerBytes = 0
        path.removeAll(keepingCapacity: true)
        authority.removeAll(keepingCapacity: true)
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
        headerBytes += name.count + value.count + Self.headerOverhead
        // A few bytes can stand for many; to look at them all would take long.
        guard headerBytes <= Limits.headerBytes else { return false }
        guard let stream = beginning else { return true }
        if headerBytes > Limits.metadataBytes {
            stream.head.isTooLarge = true
            // It tells in which form to say so.
            if name.equals("content-type") { stream.head.add(name, value) }
        } else if name.equals(":path") {
            path.append(contentsOf: value)
        } else if name.equals(":authority") {
            authority.append(contentsOf: value)
        } else {
            stream.head.add(name, value)
        }
        return true
    }

    /// What a header costs besides its bytes (RFC 9113, 6.5.2).
    private static var headerOverhead: Int { 32 }

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
        let head = stream.head
        stream.phase = .awaiting
        stream.compression = !head.takesGzip ? .unavailable : head.encoding == .gzip ? .standard : .available
        guard !head.isTooLarge else {
            let reason = "the headers take more than \(Limits.metadataBytes) bytes; send fewer"
            guard head.isCall else { return respond(stream, HTTPReply(431, text: reason)) }
            return fail(stream, Status(.resourceExhausted, reason))
        }
        guard head.isCall else { return takeRequest(stream) }
        do throws(Status) {
            if let fault = head.fault { throw fault }
            begin(stream, try path.span.bytes.withUnsafeBytes { (path) throws(Status) in try route(path) })
        } catch {
            fail(stream, error)
        }
    }

    /// A call has begun; it is opened when its message is here, unless its client streams.
    private func begin(_ stream: GRPCStream, _ route: MethodRoute) {
        let head = stream.head
        stream.route = route
        if head.timeout > 0 {
            stream.deadline =
                Deadline.after(nanoseconds: head.timeout, now: Int64(NIODeadline.now().uptimeNanoseconds)).nanoseconds
            ring(by: .uptimeNanoseconds(UInt64(stream.deadline)))
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
            deadline: Deadline(nanoseconds: stream.deadline),
            metadata: stream.head.metadata,
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
    }
}
