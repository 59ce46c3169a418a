import DossierCore
import Testing

/// What a module sends ahead of its replies.
@Suite struct HeaderTests {
    @Test func aHeaderGoesAheadOfTheReply() async throws {
        try await ModuleHost.run("talk", "flow") { host in
            let sent = try await RecordingDoor().call("Talk/Headers", Ask(text: "shard=b", number: 2), on: host)
            let shard = Metadata.Entry(name: "shard", value: "b")
            #expect(sent == [.headers(Metadata([shard, shard])), .message(Answer()), .end(.ok)])
        }
    }

    @Test func aHeaderOfAStreamGoesAheadOfItsFirstMessageOrIsRefused() async throws {
        try await ModuleHost.run("talk", "flow") { host in
            let sent = try await RecordingDoor().call("Flow/LateHeader", Ask(), on: host)
            let headers = Metadata([.init(name: "shard", value: "b")])
            let late = Answer(text: "late", number: UInt64(StatusCode.failedPrecondition.rawValue))
            #expect(sent == [.headers(headers), .message(Answer(text: "in time")), .message(late), .end(.ok)])
        }
    }

    @Test(arguments: ["Shard=b", "=b", "grpc-status=0", "te=x", "a b=c", "shard=b\r\nother: c", "shard=é"])
    func aHeaderThatCannotBeSentIsRefused(text: String) async throws {
        try await ModuleHost.run("talk", "flow") { host in
            let sent = try await RecordingDoor().call("Talk/Headers", Ask(text: text, number: 1), on: host)
            let refused = UInt64(StatusCode.invalidArgument.rawValue)
            #expect(sent == [.message(Answer(number: refused)), .end(.ok)])
        }
    }

    @Test func theirBytesAreBounded() async throws {
        try await ModuleHost.run("talk", "flow") { host in
            let ask = Ask(text: "x=1", number: UInt64(Limits.metadataBytes))
            let sent = try await RecordingDoor().call("Talk/Headers", ask, on: host)
            guard case .headers(let headers) = sent.first else { throw Status(.internal, "no headers") }
            // HTTP/2 counts 32 bytes for each, besides its name and value.
            #expect(headers.entries.count == Limits.metadataBytes / (2 + 32))
            #expect(sent[1] == .message(Answer(number: UInt64(StatusCode.resourceExhausted.rawValue))))
        }
    }

    /// ttrpc has no place for them.
    @Test func ttrpcDropsThem() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let answer = try await server.connect().ask("Talk/Headers", Ask(text: "shard=b", number: 1))
            #expect(answer == Answer())
        }
    }
}
