import DossierFormats
import TestSupport
import Testing

/// Damaged files are refused or read; nothing else happens.
@Suite struct MutatedFileTests {
    @Test func aDamagedFileNeverCrashes() throws {
        var random = SeededGenerator()
        let seed = random.seed
        let original = Array(try DocumentedExample.yaml().utf8)
        var refused = 0
        for _ in 0..<2_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.damage(&bytes, &random) }
            let all = findings(String(decoding: bytes, as: UTF8.self))
            if !all.isEmpty { refused += 1 }
            #expect(all.allSatisfy { !$0.message.isEmpty }, "seed \(seed)")
        }
        #expect(refused > 500, "seed \(seed)")
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
        case 2: bytes[at] = Array("{}[]:-#&*!|>'\"%@` \n\t".utf8).randomElement(using: &random)!
        default:
            let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
            bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0..<bytes.count, using: &random))
        }
    }
}
