import CProtobufC
import CTestProtos
import DossierCore
import DossierWire
import Testing

@Suite struct ArenaTests {
    @Test func piecesAreAlignedAndApart() throws {
        let arena = Arena(limit: 1 << 20, chunkBytes: 64)
        var pieces: [(start: UInt, count: Int)] = []
        for count in 0..<500 {
            let piece = try #require(arena.allocate(byteCount: count))
            piece.initializeMemory(as: UInt8.self, repeating: UInt8(count & 0xff), count: count)
            pieces.append((UInt(bitPattern: piece), count))
        }
        for (index, piece) in pieces.enumerated() {
            #expect(piece.start % 8 == 0)
            let bytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: piece.start), count: piece.count)
            #expect(bytes.allSatisfy { $0 == UInt8(index & 0xff) })
        }
    }

    @Test func handsOutNoMoreThanItsLimit() {
        let arena = Arena(limit: 100)
        #expect(arena.allocate(byteCount: 101) == nil)
        #expect(arena.allocate(byteCount: 60) != nil)
        #expect(arena.allocate(byteCount: 41) == nil)
        #expect(arena.allocate(byteCount: .max) == nil)
        #expect(!arena.reserve(byteCount: 41))
        #expect(arena.allocate(byteCount: 32) != nil)
        #expect(arena.usedBytes == 96)
    }

    @Test func startsAgainInTheSameChunk() {
        let arena = Arena()
        let first = arena.allocate(byteCount: 8)
        _ = arena.allocate(byteCount: 1 << 20)
        arena.reset()
        #expect(arena.usedBytes == 0)
        #expect(arena.allocate(byteCount: 8) == first)
    }

    @Test func reservedPiecesLieTogether() throws {
        let arena = Arena(chunkBytes: 16)
        #expect(arena.reserve(byteCount: 10_000))
        let first = try #require(arena.allocate(byteCount: 5_000))
        #expect(arena.allocate(byteCount: 5_000) == first + 5_000)
    }

    @Test func makesWhatAMessageIsBuiltOf() throws {
        let message = try Message(wire__repeated__init)
        let texts = [try message.arena.string("été"), try message.arena.string("")]
        message.pointee.texts = try message.arena.array(texts)
        message.pointee.n_texts = 2
        let single = try message.arena.make(wire__single__init)
        single.pointee.data = try message.arena.bytes([0, 255])
        message.pointee.singles = try message.arena.array([single])
        message.pointee.n_singles = 1
        #expect(message.encode() == hex("7a05c3a974c3a9 7a00 9a0105 82010200ff"))
        let refusal = status { () throws(Status) in _ = try message.arena.string("a\0b") }
        #expect(refusal?.code == .invalidArgument)
    }
}
