import DossierClient
import DossierCore
import Testing

/// What goes with the end of a call.
@Suite struct DetailTests {
    @Test func detailsArePackedAndReachTheCaller() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let failure = try #require(try await server.connect().failure("Talk/Explain", Ask(text: "x", number: 5)))
            #expect(failure.code == .invalidArgument)
            #expect(failure.message == "cannot be")
            #expect(failure.fieldViolations.map(\.field) == ["text"])
            #expect(failure.fieldViolations.map(\.description) == ["is not what was asked for"])
            let details = ProtoFields(failure.encodedDetails).map { Array(ProtoFields($0.bytes)) }
            #expect(
                details.map { $0.first?.text } == [
                    "type.googleapis.com/google.rpc.BadRequest", "type.googleapis.com/probe.v1.Ask",
                ]
            )
            let second = try #require(details.last?.last)
            #expect(Array(ProtoFields(second.bytes)).map(\.number) == [1, 2])
        }
    }

    @Test func encodedDetailsReachTheCallerAsTheyAre() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let failure = try #require(try await server.connect().failure("Talk/ExplainEncoded"))
            #expect(failure.code == .failedPrecondition)
            var any = ProtoWriter()
            any.text(1, "x.test/probe.Any")
            any.bytes(2, Ask(text: "hi").encoded.prefix(4))
            var details = ProtoWriter()
            details.bytes(3, any.bytes)
            #expect(failure.encodedDetails == details.bytes)
        }
    }

    /// ttrpc has no place for them.
    @Test func trailersDoNoHarmAndAnEncodedReplyIsAReply() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let answer = try await server.connect().ask("Talk/Trailers")
            #expect(answer.text == "encoded")
        }
    }
}
