import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// Descriptor sets as nobody should send them.
@Suite struct MutatedSetTests {
    private static let mutations =
        TestLength.isLong ? 300_000 : 10_000

    /// Something of everything.
    private static let file = """
        syntax = "proto3";
        package a;
        import "google/protobuf/timestamp.proto";
        enum E { E_NONE = 0; E_DARK = -3; }
        message M {
          message N { repeated M ms = 1; repeated sint32 numbers = 2; bytes data = 3; }
          oneof one { string text = 1; N n = 2; double ratio = 3; }
          map<int32, E> map = 4;
          google.protobuf.Timestamp time = 5;
          optional fixed64 fixed = 6;
          bool flag = 2047;
        }
        """

    @Test func whatIsAcceptedIsSafeToUse() async throws {
        var generator = SeededGenerator()
        let seed = generator.seed
        let whole = try DescriptorSet(decoding: try await Protoc.set(of: Self.file))
        let start = try #require(whole.files.last).encoded
        let others = whole.files.dropLast().map(\.encoded)
        var accepted = 0
        for number in 0..<Self.mutations {
            var bytes = start
            for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&bytes, &generator) }
            do throws(Status) {
                try use(try DescriptorSet(files: others + [bytes]), &generator)
                accepted += 1
            } catch {
                let expected: Set<StatusCode> = [.invalidArgument, .resourceExhausted]
                #expect(expected.contains(error.code), "seed \(seed), mutation \(number): \(error)")
            }
        }
        #expect(accepted > Self.mutations / 50 && accepted < Self.mutations, "seed \(seed): \(accepted) accepted")
    }

    /// Sends random bytes through every type, and an empty object.
    private func use(_ set: DescriptorSet, _ generator: inout SeededGenerator) throws(Status) {
        let names = Sets.names(set)
        let pool = try DescriptorPool(set, types: names)
        let arena = Arena()
        for name in names {
            guard let type = pool[name] else { continue }
            _ = try? MessageJSON.decode(Array("{}".utf8), as: type, in: arena)
            let bytes = generator.bytes(upTo: 40)
            guard let message = try? bytes.withUnsafeBytes({ try MessageDecoder.decode($0, as: type, in: arena) })
            else { continue }
            _ = try? MessageJSON.encode(message, .init(emitDefaults: true, types: pool.types))
            _ = MessageEncoder.encode(message)
            arena.reset()
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = UInt8.random(in: 0...18, using: &generator)
        case 2: bytes[place] = [0, 0x7f, 0x80, 0xff].randomElement(using: &generator)!
        case 3: bytes[place] = bytes[place] &+ UInt8.random(in: 0...2, using: &generator) &- 1
        default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
        }
    }
}
