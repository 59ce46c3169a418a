import CDossierProtos
import CProtobufC
import TestSupport

/// The frames that a document shows, read with the generated code: a call in them is one that works.
enum DocumentedFrames {
    private typealias Method = (
        input: UnsafePointer<ProtobufCMessageDescriptor>, output: UnsafePointer<ProtobufCMessageDescriptor>
    )

    /// One line for each frame that is not what the document says.
    static func findings(in document: SourceFile) -> [String] {
        var methods: [Int: (method: Method, block: Int)] = [:]
        let frames = DocumentedFrame.all(in: document)
        if frames.isEmpty { return ["\(document.path): shows no frame"] }
        return frames.compactMap { frame in
            objection(to: frame, &methods).map { "\(document.path):\(frame.line): \($0)" }
        }
    }

    private static func objection(
        to frame: DocumentedFrame,
        _ methods: inout [Int: (method: Method, block: Int)]
    ) -> String? {
        guard frame.header.count == 10 else { return "a header of \(frame.header.count) bytes" }
        guard frame.length == frame.body.count else { return "a body of \(frame.body.count) bytes" }
        guard frame.comment == frame.description else { return "is \(frame.description)" }
        let call = methods[frame.stream]
        switch frame.type {
        case 1:
            guard let method = method(requestedBy: frame.body) else { return "not a request for a method of Incidents" }
            methods[frame.stream] = (method, frame.block)
            return nil
        case 2:
            return isResponse(frame.body, to: call?.method) ? nil : "not a response"
        default:
            guard let call else { return "data of no call" }
            let type = call.block == frame.block ? call.method.input : call.method.output
            return MessageBytes.areCanonical(frame.body, as: type) ? nil : "not a message of its method"
        }
    }

    private static func method(requestedBy body: [UInt8]) -> Method? {
        guard MessageBytes.areCanonical(body, as: ttrpc__request__type()) else { return nil }
        return MessageBytes.decode(body, as: ttrpc__request__type()) { message -> Method? in
            let request = UnsafeRawPointer(message).assumingMemoryBound(to: Ttrpc__Request.self).pointee
            let service = dossier__v1__incidents__type()!
            guard String(cString: request.service) == String(cString: service.pointee.name),
                let method = protobuf_c_service_descriptor_get_method_by_name(service, request.method)?.pointee
            else { return nil }
            let payload = UnsafeBufferPointer(start: request.payload.data, count: request.payload.len)
            return MessageBytes.areCanonical(payload, as: method.input) ? (method.input, method.output) : nil
        } ?? nil
    }

    private static func isResponse(_ body: [UInt8], to method: Method?) -> Bool {
        guard MessageBytes.areCanonical(body, as: ttrpc__response__type()) else { return false }
        return MessageBytes.decode(body, as: ttrpc__response__type()) { message in
            let response = UnsafeRawPointer(message).assumingMemoryBound(to: Ttrpc__Response.self).pointee
            if let status = response.status { return (1...16).contains(status.pointee.code) }
            guard let method else { return false }
            let payload = UnsafeBufferPointer(start: response.payload.data, count: response.payload.len)
            return MessageBytes.areCanonical(payload, as: method.output)
        } ?? false
    }
}
