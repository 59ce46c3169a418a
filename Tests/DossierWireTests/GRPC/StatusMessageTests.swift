import DossierCore
import DossierWire
import Testing

@Suite struct StatusMessageTests {
    @Test(arguments: [
        ("plain ~text", "plain ~text"), ("100%", "100%25"), ("n\u{f6}", "n%C3%B6"), ("a\n\u{0}\u{7f}", "a%0A%00%7F"),
        ("\u{1F525}", "%F0%9F%94%A5"),
    ])
    func isPercentEncoded(text: String, encoded: String) {
        #expect(GRPC.StatusMessage.encode(text, limit: 100) == Array(encoded.utf8))
    }

    @Test func isCutBetweenCharacters() {
        for limit in 0...12 {
            let encoded = GRPC.StatusMessage.encode("a\u{f6}\u{f6}", limit: limit)
            #expect(encoded.count == (limit < 1 ? 0 : limit < 7 ? 1 : limit < 13 ? 7 : 13))
        }
    }

    @Test func hasDetailsOnlyWhereThereAreSome() {
        #expect(GRPC.StatusDetails.encode(Status(.notFound, "x")) == nil)
        #expect(GRPC.StatusDetails.encode(Status(.notFound, "x", encodedDetails: [0x1a, 0])) == "CAUSAXgaAA")
    }
}
