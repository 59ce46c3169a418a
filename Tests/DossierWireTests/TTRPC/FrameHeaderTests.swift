import DossierWire
import Testing

@Suite struct FrameHeaderTests {
    @Test(arguments: [
        (TTRPC.FrameHeader(length: 300, stream: 1, type: .request, flags: .remoteOpen), "0000012c 00000001 01 02"),
        (
            TTRPC.FrameHeader(length: 0, stream: 0xffff_fffd, type: .data, flags: [.remoteClosed, .noData]),
            "00000000 fffffffd 03 05"
        ),
        (
            TTRPC.FrameHeader(length: .max, stream: 3, type: .init(rawValue: 200), flags: .init(rawValue: 0xf8)),
            "ffffffff 00000003 c8 f8"
        ),
    ])
    func isTenBytesBothWays(header: TTRPC.FrameHeader, digits: String) {
        let bytes = hex(digits)
        #expect(written(TTRPC.FrameHeader.size, header.write) == bytes)
        #expect(bytes.withUnsafeBytes { TTRPC.FrameHeader(parsing: $0) } == header)
    }

    @Test func isReadFromTheFirstTenBytesOfMore() {
        let bytes = hex("00 0000000a 00000005 02 00 ffff")
        let header = bytes.withUnsafeBytes { TTRPC.FrameHeader(parsing: .init(rebasing: $0.dropFirst())) }
        #expect(header == .init(length: 10, stream: 5, type: .response))
    }

    @Test(arguments: 0..<10) func isNotReadFromFewer(count: Int) {
        let bytes = [UInt8](repeating: 0, count: count)
        #expect(bytes.withUnsafeBytes { TTRPC.FrameHeader(parsing: $0) } == nil)
    }
}
