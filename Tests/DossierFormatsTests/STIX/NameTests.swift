import DossierClient
import Foundation
import Testing

@testable import DossierFormats

@Suite struct NameTests {
    /// FIPS 180-4's examples, and a message of more than a block.
    @Test(arguments: [
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        (String(repeating: "a", count: 1_000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
    ])
    func digestsAreTheStandards(text: String, digest: String) {
        #expect(Hexadecimal.text(SHA1.hash(Array(text.utf8))) == digest)
    }

    /// RFC 9562, A.4.
    @Test func uuidsAreTheStandards() {
        let dns: [UInt8] = [
            0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
        ]
        #expect(NameUUID.of("www.example.com", in: dns) == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test func foreignIdsBecomeIdsThatDiffer() {
        #expect(ForeignID.resourceID("eurepoc", "1501") == "eurepoc-1501")
        let odd = ["APT 28", "APT-28", "apt 28", "apt_28", "", "ä", "-", String(repeating: "x", count: 100), "28-"]
        let ids = odd.map { ForeignID.resourceID("misp", $0) }
        #expect(ids.allSatisfy { ResourceKind.isID($0) }, "\(ids)")
        #expect(Set(ids + [ForeignID.resourceID("misp", "apt-28")]).count == odd.count + 1)
        #expect(ids[0].hasPrefix("misp-apt-28-"))
    }
}
