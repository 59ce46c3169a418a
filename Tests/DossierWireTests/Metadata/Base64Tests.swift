import DossierWire
import Foundation
import Testing

@Suite struct Base64Tests {
    @Test func whatIsWrittenIsReadAndIsFoundationsToo() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
            let (padded, bare) = bytes.withUnsafeBytes { (Base64.encode($0), Base64.encode($0, isPadded: false)) }
            #expect(padded == Data(bytes).base64EncodedString())
            #expect(bare == padded.replacingOccurrences(of: "=", with: ""))
            #expect(Base64.decode(padded) == bytes)
            #expect(Base64.decode(bare) == bytes)
        }
    }

    @Test(arguments: ["A", "AAAAA", "A===", "AA=A", "A A", "é", "=", "=="])
    func whatIsNoBase64IsNotRead(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
