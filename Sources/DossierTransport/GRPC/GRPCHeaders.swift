import CNghttp2
import DossierCore
import DossierWire

/// The headers and trailers of responses. Those of a plain success are made without memory of their own.
enum GRPCHeaders {
    /// The ways in which messages may be compressed.
    static let encodings = "identity,gzip"

    typealias Body = (UnsafeBufferPointer<nghttp2_nv>) -> Void

    /// Ahead of the first reply.
    static func withBeginning(_ metadata: Metadata, isCompressed: Bool, _ body: Body) {
        guard metadata.entries.isEmpty else {
            var fields = beginning
            if isCompressed { fields.add("grpc-encoding", "gzip") }
            add(metadata, to: &fields)
            return fields.withFields(body)
        }
        withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: 3) { memory in
            memory.initializeElement(at: 0, to: nghttp2_nv(":status", "200"))
            memory.initializeElement(at: 1, to: nghttp2_nv("content-type", "application/grpc"))
            memory.initializeElement(at: 2, to: nghttp2_nv("grpc-encoding", "gzip"))
            body(UnsafeBufferPointer(rebasing: memory[..<(isCompressed ? 3 : 2)]))
        }
    }

    /// Behind the last reply, when all is well.
    static func withSuccess(_ body: Body) {
        var field = nghttp2_nv("grpc-status", "0")
        withUnsafePointer(to: &field) { body(UnsafeBufferPointer(start: $0, count: 1)) }
    }

    /// Behind the last reply.
    static func withEnd(_ status: Status, _ metadata: Metadata, _ body: Body) {
        var fields = HeaderFields()
        add(status, metadata, to: &fields)
        fields.withFields(body)
    }

    /// All at once, when nothing is replied.
    static func withStatusAlone(_ status: Status, _ trailers: Metadata, _ body: Body) {
        var fields = beginning
        if status.code == .unimplemented { fields.add("grpc-accept-encoding", encodings) }
        add(status, trailers, to: &fields)
        fields.withFields(body)
    }

    /// Those of HTTP's own replies, to what is not gRPC.
    static func withReply(_ reply: HTTPReply, _ body: Body) {
        var fields = HeaderFields()
        fields.add(":status", "\(reply.status)")
        for field in reply.fields { fields.add(field.name, field.value) }
        if reply.status != 204 { fields.add("content-length", "\(reply.body.count)") }
        fields.withFields(body)
    }

    private static var beginning: HeaderFields {
        var fields = HeaderFields()
        fields.add(":status", "200")
        fields.add("content-type", "application/grpc")
        return fields
    }

    private static func add(_ metadata: Metadata, to fields: inout HeaderFields) {
        for entry in metadata.entries { fields.add(entry.name, entry.value) }
    }

    private static func add(_ status: Status, _ metadata: Metadata, to fields: inout HeaderFields) {
        fields.add("grpc-status", "\(status.code.rawValue)")
        if !status.message.isEmpty {
            let message = GRPC.StatusMessage.encode(status.message, limit: Limits.trailerMessageBytes)
            fields.add("grpc-message", message)
        }
        if let details = GRPC.StatusDetails.encode(status), details.utf8.count <= Limits.trailerDetailsBytes {
            fields.add("grpc-status-details-bin", details)
        }
        add(metadata, to: &fields)
    }
}
