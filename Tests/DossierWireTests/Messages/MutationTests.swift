import CProtobufC
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// Messages as nobody should send them: what the validator lets pass, protobuf-c must be safe with.
@Suite struct MutationTests {
    private static let mutations =
        TestLength.isLong ? 1_000_000 : 10_000

    @Test func whatIsAcceptedDecodesWithinItsMemoryAndComesBackTheSame() async throws {
        var generator = SeededGenerator()
        let types = try TestTypes.all()
        let seed = generator.seed
        let cases = try await withTemporaryFolder { folder in
            try await Python.generate(seed: seed, count: 500, in: folder)
        }
        let arena = Arena()
        var accepted = 0
        for number in 0..<Self.mutations {
            let one = cases[number % cases.count]
            let descriptor = try #require(types[one.type])
            let other = Array(cases.randomElement(using: &generator)!.bytes)
            var bytes = Array(one.bytes)
            for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.mutate(&bytes, other, &generator) }
            do {
                try Self.decode(bytes, descriptor, arena)
                accepted += 1
            } catch let status as Status {
                let expected: Set<StatusCode> = [.invalidArgument, .resourceExhausted]
                #expect(expected.contains(status.code), "seed \(seed), mutation \(number): \(status)")
            } catch {
                Issue.record("seed \(seed), mutation \(number), \(one.type): \(error), of \(bytes)")
            }
            arena.reset()
        }
        #expect(accepted > Self.mutations / 50, "seed \(seed): nearly all were refused, so little was tried")
        #expect(accepted < Self.mutations, "seed \(seed): nothing was refused")
    }

    private struct Broken: Error { var what: String }

    private static func decode(_ bytes: [UInt8], _ descriptor: MessageDescriptor, _ arena: Arena) throws {
        let (message, estimate) = try unpack(bytes, descriptor, arena)
        guard arena.usedBytes <= estimate else { throw Broken(what: "took \(arena.usedBytes), estimated \(estimate)") }
        // JSON may refuse what is no moment of time, and must do no worse.
        _ = try? MessageJSON.encode(message)
        let repacked = MessageEncoder.encode(message)
        arena.reset()
        do {
            let again = try unpack(repacked, descriptor, arena).message
            guard MessageEncoder.encode(again) == repacked else { throw Broken(what: "does not come back the same") }
        } catch let status as Status {
            throw Broken(what: "refused when repacked: \(status)")
        }
    }

    private static func unpack(
        _ bytes: [UInt8],
        _ descriptor: MessageDescriptor,
        _ arena: Arena
    ) throws(Status) -> (message: UnsafeMutablePointer<ProtobufCMessage>, estimate: Int) {
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
            let estimate = try MessageValidator.validate(bytes, as: descriptor)
            return (try MessageDecoder.decode(bytes, as: descriptor, in: arena), estimate)
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ other: [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return bytes = other }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes.removeLast(bytes.count - place)
        case 2: bytes[place] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &generator)!
        case 3: bytes[place] = bytes[place] &+ UInt8.random(in: 0...2, using: &generator) &- 1
        case 4: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &generator)))
        case 5:
            let start = Int.random(in: 0...other.count, using: &generator)
            bytes.insert(contentsOf: other[start...].prefix(64), at: place)
        default: bytes += bytes[place...].prefix(64)
        }
    }
}
