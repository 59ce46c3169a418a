import DossierCore
import Testing

@testable import DossierTransport

/// The headers of requests on one connection, one request after another.
@Suite struct RequestHeadTests {
    typealias Headers = [(String, String)]

    private static let beginning: Headers = [
        (":method", "POST"), (":path", "/a.B/Get"), ("content-type", "application/grpc"), ("te", "trailers"),
    ]
    private static let token: Headers = [("authorization", "Bearer of-a-token-that-is-longer-than-fifteen")]

    private func read(_ head: inout GRPCRequestHead, _ headers: Headers) -> Metadata {
        head.reset()
        for (name, value) in Self.beginning + headers {
            Array(name.utf8).withUnsafeBytes { name in
                Array(value.utf8).withUnsafeBytes { value in
                    let fits = head.count(name, value)
                    #expect(fits)
                    head.add(name, value)
                }
            }
        }
        return head.metadata
    }

    private func metadata(_ headers: Headers) -> Metadata {
        Metadata(headers.map { Metadata.Entry(name: $0.0, value: $0.1) })
    }

    /// Whatever came before, it is what has come now.
    @Test(arguments: [
        [], token, token + [("a", "1")], [("a", "1")] + token, token + token, [("authorization", "")],
        [("authorization", "Bearer of-a-token-that-is-longer-than-fifteem")], [("authorizatiom", token[0].1)],
        [("a", String(repeating: "x", count: 2_000))], [("a", "1"), ("b", "2"), ("c", "3")], [("a", "1"), ("c", "3")],
    ])
    func metadataIsThatOfTheLastRequest(_ headers: Headers) {
        for other in [[], Self.token, [("a", "1"), ("b", "2")], headers + Self.token, Array(headers.dropLast())] {
            var head = GRPCRequestHead(limit: 8 << 10)
            for next in [headers, headers, other, headers, other, other, headers] {
                let found = read(&head, next)
                #expect(found == metadata(next))
            }
        }
    }

    @Test func metadataThatComesAgainIsNotMadeAnew() {
        var head = GRPCRequestHead(limit: 8 << 10)
        let (first, second) = (read(&head, Self.token), read(&head, Self.token))
        #expect(second.isSameMemory(as: first))
    }

    @Test func bytesAreTakenApartEachTime() {
        var head = GRPCRequestHead(limit: 8 << 10)
        for _ in 0..<3 {
            let (both, fault) = (read(&head, [("k-bin", "AAE=, AAI")]), head.fault)
            #expect(both == metadata([("k-bin", "AAE"), ("k-bin", "AAI")]))
            #expect(fault == nil)
            let one = read(&head, [("k-bin", "AAE")])
            #expect(one == metadata([("k-bin", "AAE")]))
            _ = read(&head, [("k-bin", "AAE"), ("l-bin", "?")])
            let code = head.fault?.code
            #expect(code == .invalidArgument)
        }
    }
}
