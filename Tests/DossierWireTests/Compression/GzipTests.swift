import DossierWire
import TestSupport
import Testing

@Suite struct GzipTests {
    @Test func givesBackWhatWasCompressed() throws {
        var generator = SeededGenerator()
        for size in [0, 1, 100, 1_023, 1_024, 1_025, 70_000, 1 << 20] {
            let noise = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            for bytes in [noise, [UInt8](repeating: 7, count: size)] {
                let compressed = try #require(bytes.withUnsafeBytes { Gzip.deflate($0) })
                #expect(try inflate(compressed, limit: size) == bytes, "seed \(generator.seed)")
            }
        }
    }

    @Test func stopsAtItsLimit() throws {
        let bytes = [UInt8](repeating: 0, count: 1 << 20)
        let compressed = try #require(bytes.withUnsafeBytes { Gzip.deflate($0) })
        #expect(compressed.count < 10_000)
        #expect(throws: Gzip.Fault.tooLarge) { try inflate(compressed, limit: (1 << 20) - 1) }
        #expect(throws: Gzip.Fault.tooLarge) { try inflate(compressed, limit: 0) }
    }

    @Test func refusesWhatIsNotWholeGzip() throws {
        let compressed = try #require([UInt8](repeating: 7, count: 5_000).withUnsafeBytes { Gzip.deflate($0) })
        for length in 0..<compressed.count {
            #expect(throws: Gzip.Fault.malformed) { try inflate(Array(compressed[..<length]), limit: 10_000) }
        }
        #expect(throws: Gzip.Fault.malformed) { try inflate(compressed + [0], limit: 10_000) }
        #expect(throws: Gzip.Fault.malformed) { try inflate([1, 2, 3], limit: 10_000) }
        var broken = compressed
        broken[broken.count - 6] ^= 1
        #expect(throws: Gzip.Fault.malformed) { try inflate(broken, limit: 10_000) }
    }

    private func inflate(_ bytes: [UInt8], limit: Int) throws -> [UInt8] {
        try bytes.withUnsafeBytes { try Gzip.inflate($0, limit: limit) }
    }
}
