import CProtobufC
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// Bytes and JSON mean the same here as in Python's protobuf.
@Suite struct AgreementTests {
    @Test func bytesAndJSONAgreeWithPythonBothWays() async throws {
        let types = try TestTypes.all()
        let seed = SeededGenerator().seed
        try await withTemporaryFolder { folder in
            let cases = try await Python.generate(seed: seed, count: 1_400, in: folder)
            #expect(cases.count == 1_400)
            var answers: [Python.Answer] = []
            for (number, one) in cases.enumerated() {
                do throws(Status) {
                    answers.append(try answer(one, types))
                } catch {
                    Issue.record("seed \(seed), case \(number), \(one.type): \(error) for \(one.json)")
                    return
                }
            }
            let differences = try await Python.check(answers, in: folder)
            #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(4_000))")
        }
    }

    private func answer(_ one: Python.Case, _ types: MessageTypes) throws(Status) -> Python.Answer {
        guard let descriptor = types[one.type] else { throw Status(.notFound, "no such type here") }
        let arena = Arena()
        let fromJSON = try MessageJSON.decode(Array(one.json.utf8), as: descriptor, in: arena, types: types)
        let fromBytes = try Array(one.bytes).span.bytes.withUnsafeBytes { (bytes) throws(Status) in
            try MessageDecoder.decode(bytes, as: descriptor, in: arena)
        }
        defer { withExtendedLifetime(arena) {} }
        return Python.Answer(
            json: text(try MessageJSON.encode(fromBytes, .init(types: types))),
            pretty: text(try MessageJSON.encode(fromBytes, .init(pretty: true, types: types))),
            full: text(try MessageJSON.encode(fromBytes, .init(emitDefaults: true, types: types))),
            fromJSON: Data(MessageEncoder.encode(fromJSON)),
            fromBytes: Data(MessageEncoder.encode(fromBytes))
        )
    }
}
