import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// What a caller may not see does not exist for him, whatever he asks: every method that reads, of every module that is
/// loaded, found by reflection and asked at random. A method that is added tomorrow is among them by itself.
///
/// No reply holds what is hidden, nor does the log, however much it is to hold; and who asks for what is hidden is answered
/// exactly as who asks for what is not there.
@Suite(.serialized) struct LeakTests {
    private static let rounds = TestLength.isLong ? 3 : 1

    /// How a call ended.
    private enum Answer: Equatable {
        case replies([String])
        case failure(StatusCode, String)

        /// All that it tells.
        var text: String {
            switch self {
            case .replies(let replies): replies.joined(separator: "\n")
            case .failure(_, let message): message
            }
        }

        /// With the words of what there is not.
        var ofNothing: Answer {
            switch self {
            case .replies(let replies): .replies(replies.map { LeakTests.nothing(for: $0) })
            case .failure(let code, let message): .failure(code, LeakTests.nothing(for: message))
            }
        }
    }

    /// One who asks.
    private struct Asker {
        let client: Client
        let catalog: ServiceCatalog
    }

    @Test func nothingHiddenIsToldByAnyMethod() async throws {
        try await Office.open({ _ in ["--log-level", "trace", "--log-calls", "1"] }) { office in
            let reading = try DeclaredMethods.reading(in: office.folder)
            let admin = try await office.connect(as: .admin)
            let catalog = try await ServiceCatalog.all(of: admin)
            try await HiddenRecord.write(admin, catalog)
            let everything = Asker(client: admin, catalog: catalog)
            let token = try await TokenCommandLine(office.identities).create("amber", "admin", clearance: "amber")
            office.hangUp()
            let amber = Asker(client: try await office.eventuallyConnect(with: token), catalog: catalog)
            var maker = RequestMaker(catalog: catalog, random: SeededGenerator())
            var asked = 0
            var telling: Set<String> = []
            for service in catalog.services {
                for method in service.methods where !method.clientStreams {
                    let name = "\(service.name)/\(method.name)"
                    guard reading.contains(name) else { continue }
                    asked += 1
                    let count = (method.serverStreams ? 2 : 20) * Self.rounds
                    for _ in 0..<count {
                        let request = maker.request(method.input)
                        let hint: Comment =
                            "\(name) \(String(decoding: request.encode(), as: UTF8.self)), seed \(maker.random.seed)"
                        try await check(amber, name, method.serverStreams, request, hint)
                        let told = try await ask(everything, name, method.serverStreams, request)
                        if told.text.contains(HiddenRecord.secret) { telling.insert(name) }
                    }
                }
            }
            // What is asked by a stream of messages would need a test of its own; reflection tells of no record.
            let streams = catalog.services.flatMap { service in
                service.methods.filter(\.clientStreams).map { "\(service.name)/\($0.name)" }
            }
            #expect(streams.filter { reading.contains($0) && !$0.hasPrefix("grpc.reflection.") } == [])
            // Else nothing was tried.
            #expect(asked >= 25)
            #expect(telling.count >= 10, "only \(telling.sorted()) tell it to who may see it")
            #expect(office.log.contains("msg=call ") && office.log.contains("msg=\"call failed\""))
            #expect(!office.log.contains(HiddenRecord.secret))
        }
    }

    private func check(
        _ amber: Asker,
        _ name: String,
        _ streams: Bool,
        _ request: JSONValue,
        _ hint: Comment
    ) async throws {
        let answer = try await ask(amber, name, streams, request)
        let asked = String(decoding: request.encode(), as: UTF8.self)
        // What he says himself is no news.
        if !asked.contains(HiddenRecord.secret) { #expect(!answer.text.contains(HiddenRecord.secret), hint) }
        for id in Set(answer.text.matches(of: /hush-[a-z]+/).map { String($0.output) }) {
            #expect(asked.contains(id), "\(id): \(answer.text) to \(hint)")
        }
        guard !streams, try await ask(amber, name, streams, request) == answer else { return }
        let other = try JSONValue(parsing: Self.nothing(for: asked))
        #expect(try await ask(amber, name, streams, other) == answer.ofNothing, hint)
    }

    /// The same words of what there is not.
    fileprivate static func nothing(for text: String) -> String {
        let words = [
            ("hush-", "none-"), (HiddenRecord.secret, "Nirgendwos"), ("incidents/late", "incidents/luck"),
            ("incidents/twice@1", "incidents/twice@9"),
            ("revision 1 of incidents/twice", "revision 9 of incidents/twice"),
        ]
        return words.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private func ask(_ asker: Asker, _ name: String, _ streams: Bool, _ request: JSONValue) async throws -> Answer {
        let method = try asker.catalog.method(MethodName(name))
        do throws(Status) {
            let bytes = try method.request(request)
            guard streams else {
                let reply = try await asker.client.call(method.name, bytes, CallOptions(timeout: .seconds(20)))
                return .replies([Self.text(try method.reply(reply))])
            }
            return await listen(asker.client, method, bytes)
        } catch {
            return .failure(error.code, error.message + String(decoding: error.encodedDetails, as: UTF8.self))
        }
    }

    private func listen(_ client: Client, _ method: ServiceMethod, _ request: [UInt8]) async -> Answer {
        var replies: [String] = []
        do throws(Status) {
            let stream = try await client.stream(method.name, request, CallOptions(timeout: .milliseconds(150)))
            for try await reply in stream { replies.append(Self.text(try method.reply(reply))) }
        } catch {
            guard error.code == .deadlineExceeded else { return .failure(error.code, error.message) }
        }
        return .replies(replies)
    }

    /// Without what no two calls have in common.
    private static func text(_ reply: JSONValue) -> String {
        String(decoding: reply.encode(), as: UTF8.self).replacing(/"(nextPageToken|resumeToken)":"[^"]*"/, with: "")
    }
}
