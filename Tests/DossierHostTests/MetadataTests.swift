import DossierCore
import DossierTransport
import DossierWire
import Testing

/// What travels beside messages, through a module that sends all of it back.
@Suite struct MetadataTests {
    /// A module sees the bytes; what it gives goes out unpadded.
    @Test(arguments: [
        ("q6ur", 3, "q6ur"), ("AA==", 1, "AA"), ("AA", 1, "AA"), ("_-8=", 2, "/+8"), ("", 0, ""),
        // No base64: as it came.
        ("%", 1, "JQ"), ("a", 1, "YQ"), ("q6ur,AA", 7, "cTZ1cixBQQ"),
    ])
    func bytesTravelAsBase64(value: String, size: UInt64, back: String) async throws {
        try await ModuleHost.run("talk") { host in
            let head = CallHead(metadata: Metadata([.init(name: "trace-bin", value: value)]))
            let sent = try await RecordingDoor().call("Talk/Mirror", Ask(), head, on: host)
            let mirrored = Metadata([.init(name: "trace-bin", value: back)])
            #expect(sent == [.headers(mirrored), .message(Answer(number: size)), .trailers(mirrored), .end(.ok)])
        }
    }

    @Test func textTravelsAsItIs() async throws {
        try await ModuleHost.run("talk") { host in
            let metadata = Metadata([.init(name: "x-bin-x", value: "q6ur"), .init(name: "shard", value: " a, b ")])
            let head = CallHead(metadata: metadata)
            let sent = try await RecordingDoor().call("Talk/Mirror", Ask(), head, on: host)
            #expect(sent == [.headers(metadata), .message(Answer(number: 10)), .trailers(metadata), .end(.ok)])
        }
    }

    /// A header is refused, and a trailer left out.
    @Test(arguments: [
        ("grpc-trace-bin", "AA"), ("te", "x"), ("content-type", "x"), ("", "x"), ("a b", "x"), ("shard", "é"),
        ("shard", "a\r\nb: c"),
    ])
    func whatCannotTravelIsLeftOut(name: String, value: String) async throws {
        let log = LogRecorder()
        try await ModuleHost.run("talk", log: log) { host in
            let kept = Metadata.Entry(name: "shard", value: "b")
            let head = CallHead(metadata: Metadata([.init(name: name, value: value), kept]))
            let sent = try await RecordingDoor().call("Talk/Mirror", Ask(), head, on: host)
            let size = UInt64(Metadata.Entry(name: name, value: value).bytes.count + 1)
            let mirrored = Metadata([kept])
            let reply = Answer(number: size, other: 1)
            #expect(sent == [.headers(mirrored), .message(reply), .trailers(mirrored), .end(.ok)])
            #expect(log.holds("left out a trailer", "probe.talk"))
        }
    }

    @Test func theBytesOfTrailersAreBounded() async throws {
        let log = LogRecorder()
        try await ModuleHost.run("talk", log: log) { host in
            // More once it is encoded than it is here.
            let value = String(repeating: "+", count: Limits.metadataBytes - 20)
            let large = Metadata.Entry(name: "shard", value: String(repeating: "x", count: 100))
            let head = CallHead(metadata: Metadata([.init(name: "x-bin", value: "%" + value), large]))
            let sent = try await RecordingDoor().call("Talk/Mirror", Ask(), head, on: host)
            #expect(sent.contains(.message(Answer(number: UInt64(value.utf8.count + 101), other: 1))))
            #expect(log.holds("left out a trailer", "RESOURCE_EXHAUSTED"))
        }
    }
}
