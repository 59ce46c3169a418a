import DossierCore
import DossierWire
import Testing

/// Which header fields are metadata.
struct ConnectMetadataTests {
    @Test func leavesOutWhatIsOfTheMessageOrTheConnection() throws {
        let fields = [
            ("host", "a"), ("content-type", "b"), ("content-length", "1"), ("connect-timeout-ms", "1"),
            ("connection", "Keep-Alive, X-Hop"), ("keep-alive", "5"), ("x-hop", "1"), ("te", "trailers"),
            ("accept-encoding", "gzip"), ("authorization", "Bearer x"), ("traceparent", "00-1"), ("x", ""),
        ]
        let metadata = try ConnectMetadata.received(Metadata(fields.map { .init(name: $0.0, value: $0.1) }))
        #expect(metadata.entries.map(\.name) == ["authorization", "traceparent", "x"])
    }

    @Test(arguments: [
        ("AAE", ["AAE"]), ("AAE=", ["AAE"]), ("AAE=, AAI", ["AAE", "AAI"]), ("_-8", ["/+8"]), ("", [""]),
        ("AA==,,AA", ["AA", "", "AA"]),
    ])
    func readsBinaryValues(value: String, entries: [String]) throws {
        let metadata = try ConnectMetadata.received(Metadata([.init(name: "key-bin", value: value)]))
        #expect(metadata.entries == entries.map { .init(name: "key-bin", value: $0) })
    }

    @Test(arguments: ["A", "AAE!", "AA E", "AAE=="])
    func refusesWhatIsNotBase64(value: String) {
        #expect(throws: Status.self) {
            try ConnectMetadata.received(Metadata([.init(name: "key-bin", value: value)]))
        }
    }

    @Test(arguments: [
        ("shard", "b", true), ("key-bin", "AAE", true), ("x_y.z-1", "~ ", true), ("x", "a\r\nb: c", false),
        ("x", "é", false),
        ("content-length", "1", false), ("transfer-encoding", "chunked", false), ("connection", "x", false),
        ("access-control-allow-origin", "*", false), ("Upper", "x", false), ("a b", "x", false), ("", "x", false),
    ])
    func sendsWhatAFieldCanCarry(name: String, value: String, isSent: Bool) {
        let metadata = Metadata([.init(name: name, value: value)])
        #expect(ConnectMetadata.sent(metadata) == (isSent ? metadata.entries : []))
        let trailers = ConnectMetadata.sent(metadata, prefix: "trailer-")
        #expect(trailers == (isSent ? [.init(name: "trailer-\(name)", value: value)] : []))
    }
}
