import CDossierProtos
import DossierClient
import DossierCore
import DossierWire
import ModuleKit
import Testing

/// What goes with the end of a call.
@Suite struct DetailTests {
    @Test func detailsArePackedAndReachTheCaller() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let ask = Ask(text: "x", number: 5)
            let failure = try #require(try await server.connect().failure("Talk/Explain", ask))
            #expect(failure.code == .invalidArgument)
            #expect(failure.message == "cannot be")
            #expect(failure.fieldViolations.map(\.field) == ["text"])
            #expect(failure.fieldViolations.map(\.description) == ["is not what was asked for"])
            // The details are encoded as the field of google.rpc.Status, so they are one.
            let status = try Message(google__rpc__status__init, decoding: failure.encodedDetails)
            withExtendedLifetime(status) {
                #expect(status.pointee.n_details == 2)
                let second = status.pointee.details[1]!.pointee
                #expect(String(cString: second.type_url) == "type.googleapis.com/probe.v1.Ask")
                #expect(Array(UnsafeBufferPointer(start: second.value.data, count: second.value.len)) == ask.encoded)
            }
        }
    }

    @Test func encodedDetailsReachTheCallerAsTheyAre() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let failure = try #require(try await server.connect().failure("Talk/ExplainEncoded"))
            #expect(failure.code == .failedPrecondition)
            var any = WireWriter()
            any.bytes(1, "x.test/probe.Any".utf8)
            any.bytes(2, Ask(text: "hi").encoded)
            var details = WireWriter()
            details.message(3, any.bytes)
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
