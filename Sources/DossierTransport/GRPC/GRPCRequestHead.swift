import DossierCore
import DossierWire

/// The headers of one request as they come, and what they ask for: no I/O.
struct GRPCRequestHead: ~Copyable {
    /// What the body is, told by `content-type`.
    enum ContentType {
        case missing
        case grpc
        case other(String)
    }

    /// How messages are compressed, told by `grpc-encoding`.
    enum Encoding {
        case identity
        case gzip
    }

    /// Bytes that are kept, as RFC 9113 counts them (6.5.2).
    private let limit: Int
    /// The bytes of `:path`,
    private(set) var path = RepeatedBytes()
    /// and of `:authority`, which is the host that the request is meant for.
    private(set) var authority = RepeatedBytes()
    private(set) var method = ""
    private(set) var contentType = ContentType.missing
    private(set) var encoding = Encoding.identity
    /// The client reads replies compressed by gzip.
    private(set) var takesGzip = false
    /// How long the call may take, nanoseconds; 0: for ever.
    private(set) var timeout: Int64 = 0
    /// Bytes so far.
    private(set) var size = 0
    private var entries = MetadataCollector()
    /// What the first header that cannot be served is answered with.
    private(set) var fault: Status?

    /// None yet, of which so many bytes will be kept.
    init(limit: Int) { self.limit = limit }

    /// What is left for the call.
    var metadata: Metadata { entries.metadata }

    /// It is a call of gRPC's.
    var isCall: Bool {
        guard case .grpc = contentType else { return false }
        return method == "POST"
    }

    /// There are more than are kept.
    var isTooLarge: Bool { size > limit }
    /// What to say then.
    var tooLarge: String { "the headers take more than \(limit) bytes; send fewer" }

    /// Replies may or must be compressed.
    var replyCompression: ReplyCompression {
        !takesGzip ? .unavailable : encoding == .gzip ? .standard : .available
    }

    /// The same as a request of HTTP.
    var request: HTTPRequest {
        var fields = metadata
        let host = authority.text
        if !host.isEmpty { fields.entries.append(.init(name: "host", value: host)) }
        if case .other(let type) = contentType { fields.entries.append(.init(name: "content-type", value: type)) }
        return HTTPRequest(method: method, target: path.text, fields: fields, fault: fault)
    }

    /// Forgets all, but for memory, and for the metadata, which may come again.
    mutating func reset() {
        entries.reset(remembers: size <= Limits.rememberedMetadataBytes)
        path.reset()
        authority.reset()
        method = ""
        contentType = .missing
        encoding = .identity
        takesGzip = false
        timeout = 0
        size = 0
        fault = nil
    }

    /// Counts a header that has come.
    /// - Returns: false when there have been so many that no more are to be looked at.
    mutating func count(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        size += name.count + value.count + Self.overhead
        return size <= Limits.headerBytes
    }

    /// What a header costs besides its bytes (RFC 9113, 6.5.2).
    private static var overhead: Int { 32 }

    /// Adds a header; once there are too many, only what tells in which form to say so.
    mutating func add(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        guard !isTooLarge || name.equals("content-type") else { return }
        if name.first == UInt8(ascii: ":") {
            addPseudoHeader(name, value)
        } else if name.starts(with: "grpc-") {
            addReserved(name, value)
        } else if name.equals("content-type") {
            contentType = Self.isGRPC(value) ? .grpc : .other(value.text)
        } else if !Self.isOfHTTP(name) {
            addMetadata(name, value)
        }
    }

    /// The first fault counts.
    mutating func refuse(_ status: Status) {
        if fault == nil { fault = status }
    }

    private mutating func addPseudoHeader(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        if name.equals(":path") {
            path.take(value)
        } else if name.equals(":authority") {
            authority.take(value)
        } else if name.equals(":method") {
            method = value.equals("POST") ? "POST" : value.text
        }
    }

    /// Names that begin with `grpc-` are the protocol's.
    private mutating func addReserved(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        if name.equals("grpc-timeout") {
            if let nanoseconds = GRPC.Timeout.nanoseconds(value) {
                timeout = nanoseconds
            } else {
                let text = String(decoding: value.prefix(20), as: UTF8.self)
                refuse(Status(.invalidArgument, "grpc-timeout \(text) is not 1 to 8 digits and one of H M S m u n"))
            }
        } else if name.equals("grpc-encoding") {
            if value.equals("gzip") {
                encoding = .gzip
            } else if !value.equals("identity") {
                let text = String(decoding: value.prefix(20), as: UTF8.self)
                refuse(Status(.unimplemented, "grpc-encoding \(text) is not known here; use \(GRPCHeaders.encodings)"))
            }
        } else if name.equals("grpc-accept-encoding") {
            takesGzip = value.split(separator: UInt8(ascii: ",")).contains { $0.trimmed.equals("gzip") }
        }
    }

    private mutating func addMetadata(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        guard !entries.takeKnown(name, value) else { return }
        guard let text = String(validating: value, as: UTF8.self) else {
            return refuse(Status(.invalidArgument, "header \(name.text): not UTF-8"))
        }
        guard name.ends(with: "-bin") else {
            entries.add(Metadata.Entry(name: name.text, value: text))
            return
        }
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let digits = part.drop { $0 == " " }.prefix { $0 != " " }
            let value = digits.prefix { $0 != "=" }
            guard Base64.decode(String(digits)) != nil else {
                return refuse(Status(.invalidArgument, "header \(name.text): not Base64, as a name with -bin asks for"))
            }
            entries.add(Metadata.Entry(name: name.text, value: String(value)))
        }
    }

    /// `application/grpc` or `application/grpc+proto`, with parameters or without.
    private static func isGRPC(_ value: UnsafeRawBufferPointer) -> Bool {
        if value.equals("application/grpc") { return true }
        let type = UnsafeRawBufferPointer(rebasing: value.prefix { $0 != UInt8(ascii: ";") })
        return type.equals("application/grpc") || type.equals("application/grpc+proto")
            || (type.count < value.count && isGRPC(type[...].trimmed))
    }

    /// HTTP's own, which say nothing of the call.
    private static func isOfHTTP(_ name: UnsafeRawBufferPointer) -> Bool {
        name.equals("te") || name.equals("user-agent") || name.equals("accept-encoding")
            || name.equals("content-length")
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// Without spaces around it.
    fileprivate var trimmed: UnsafeRawBufferPointer {
        let space = UInt8(ascii: " ")
        let start = drop { $0 == space }
        let end = start.lastIndex { $0 != space }.map { $0 + 1 } ?? start.startIndex
        return UnsafeRawBufferPointer(rebasing: start[..<end])
    }
}
