import CDossierProtos
import CProtobufC
import DossierCore
import TestSupport
import Testing

/// The requests that the specification shows, sent as they stand there to a real server.
@Suite struct DocumentedCallTests {
    @Test(.timeLimit(.minutes(1))) func aServerAnswersTheDocumentedRequests() async throws {
        let frames = DocumentedFrame.all(in: try Project.file("Protos/PROTOCOL.md"))
        let requests = frames.filter { $0.type == 1 }
        #expect(requests.map(\.stream) == [1, 3, 7, 9])
        try await DossierdProcess.run { server in
            let connection = try RawConnection(port: server.port)
            // Nothing is recorded yet.
            #expect(try answer(to: requests[0].bytes, on: connection).code == .notFound)
            try connection.send(creation(on: 5))
            _ = try connection.receiveFrame()
            let found = try answer(to: requests[1].bytes, on: connection)
            #expect(found.code == .ok)
            #expect(found.title == "An outage")
            // One transaction has happened, not seven.
            #expect(try answer(to: requests[2].bytes, on: connection).code == .outOfRange)
            // An import, of what is recorded by now: the request, one item, the end.
            for frame in frames.filter({ $0.stream == 9 }).prefix(3) { try connection.send(frame.bytes) }
            let (data, acknowledgement) = try connection.receiveFrame()
            #expect(Array(data[4...]) == [0, 0, 0, 9, 3, 0])
            let name = [0x1a, 0x10] + Array("incidents/outage".utf8)
            #expect(acknowledgement == [0x08, 1, 0x10, 3] + name + [0x20, 1])
            let (end, nothing) = try connection.receiveFrame()
            #expect(Array(end[4...]) == [0, 0, 0, 9, 3, 5])
            #expect(nothing.isEmpty)
        }
    }

    private struct Answer {
        var code = StatusCode.ok
        var title: String?
    }

    /// The Response to a request of one stream, with the Incident that it holds when all is well.
    private func answer(to request: [UInt8], on connection: borrowing RawConnection) throws -> Answer {
        try connection.send(request)
        let (header, body) = try connection.receiveFrame()
        #expect(Array(header[4...]) == Array(request[4..<8]) + [2, 0])
        return try #require(
            MessageBytes.decode(body, as: ttrpc__response__type()) { message in
                let response = UnsafeRawPointer(message).assumingMemoryBound(to: Ttrpc__Response.self).pointee
                if let status = response.status {
                    return Answer(code: StatusCode(rawValue: status.pointee.code) ?? .unknown)
                }
                let payload = UnsafeBufferPointer(start: response.payload.data, count: response.payload.len)
                let title = MessageBytes.decode(payload, as: dossier__v1__incident__type()) { incident in
                    String(
                        cString: UnsafeRawPointer(incident).assumingMemoryBound(to: Dossier__V1__Incident.self).pointee
                            .title
                    )
                }
                return Answer(title: title)
            }
        )
    }

    /// CreateIncident of "incidents/outage", written by hand from the document alone.
    private func creation(on stream: UInt8) -> [UInt8] {
        let title = Array("An outage".utf8)
        let id = Array("outage".utf8)
        let incident = [0xa2, 0x01, UInt8(title.count)] + title
        let payload = [0x0a, UInt8(incident.count)] + incident + [0x12, UInt8(id.count)] + id
        let service = Array("dossier.v1.Incidents".utf8)
        let method = Array("CreateIncident".utf8)
        var body = [0x0a, UInt8(service.count)] + service
        body += [0x12, UInt8(method.count)] + method
        body += [0x1a, UInt8(payload.count)] + payload
        return [0, 0, 0, UInt8(body.count), 0, 0, 0, stream, 1, 0] + body
    }
}
