import DossierWire
import Testing

@Suite struct TimeoutTests {
    @Test(arguments: [
        ("1H", 3_600_000_000_000), ("2M", 120_000_000_000), ("3S", 3_000_000_000), ("4m", 4_000_000), ("5u", 5_000),
        ("6n", 6), ("00000007n", 7), ("99999999u", 99_999_999_000), ("0S", 1), ("99999999H", Int64.max),
    ])
    func isReadAsNanoseconds(text: String, nanoseconds: Int64) {
        #expect(Array(text.utf8).withUnsafeBytes { GRPC.Timeout.nanoseconds($0) } == nanoseconds)
    }

    @Test(arguments: ["", "S", "1", "123456789S", "1s", "-1S", "+1S", " 1S", "1 S", "1.5S", "S1", "1SS", "\u{661}S"])
    func isRefused(text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { GRPC.Timeout.nanoseconds($0) } == nil)
    }
}
