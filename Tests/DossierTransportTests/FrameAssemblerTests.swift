import DossierWire
import TestSupport
import Testing

@testable import DossierTransport

extension TransportTests {
    /// Cutting bytes into frames, without a socket.
    struct FrameAssemblerTests {
        private static let limit = 1_000

        @Test func cutsTheSameFramesHoweverTheyArrive() {
            var generator = SeededGenerator()
            for _ in 0..<50 {
                let frames = (0..<20).map { number in
                    RawFrame(stream: UInt32(number), type: 1, flags: 2, body: generator.bytes(upTo: Self.limit + 200))
                }
                let expected = frames.map {
                    $0.body.count > Self.limit ? "oversized \($0.stream)" : "\($0.stream) \($0.body)"
                }
                let bytes = frames.flatMap(\.bytes)
                var assembler = FrameAssembler<TTRPC.FrameHeader>(limit: Self.limit)
                var found: [String] = []
                var start = 0
                while start < bytes.count {
                    let end = min(bytes.count, start + Int.random(in: 1...700, using: &generator))
                    found += Self.cut(Array(bytes[start..<end]), &assembler)
                    start = end
                }
                #expect(found == expected, "seed \(generator.seed)")
                let isMidFrame = assembler.isMidFrame
                #expect(!isMidFrame, "seed \(generator.seed)")
            }
        }

        @Test func knowsThatAFrameHasBegun() {
            let bytes = RawFrame.request(1, "Unary", payload: [1, 2, 3]).bytes
            for length in 1..<bytes.count {
                var assembler = FrameAssembler<TTRPC.FrameHeader>(limit: Self.limit)
                #expect(Self.cut(Array(bytes[..<length]), &assembler).isEmpty)
                let isMidFrame = assembler.isMidFrame
                #expect(isMidFrame)
                #expect(Self.cut(Array(bytes[length...]), &assembler).count == 1)
                let isStillMidFrame = assembler.isMidFrame
                #expect(!isStillMidFrame)
            }
        }

        @Test func reportsAnOversizedFrameOnceAndSkipsIt() {
            var assembler = FrameAssembler<TTRPC.FrameHeader>(limit: Self.limit)
            #expect(Self.cut([0, 0], &assembler).isEmpty)
            #expect(
                Self.cut([0x3, 0xe9, 0, 0, 0, 7, 1, 0] + [UInt8](repeating: 1, count: 1_000), &assembler) == [
                    "oversized 7"
                ]
            )
            let isMidFrame = assembler.isMidFrame
            #expect(isMidFrame)
            #expect(Self.cut([1] + RawFrame(stream: 9, type: 1).bytes, &assembler) == ["9 []"])
        }

        private static func cut(_ bytes: [UInt8], _ assembler: inout FrameAssembler<TTRPC.FrameHeader>) -> [String] {
            var found: [String] = []
            bytes.withUnsafeBytes { all in
                var rest = all
                while let event = assembler.next(&rest) {
                    switch event {
                    case .frame(let header, let body): found.append("\(header.stream) \(Array(body))")
                    case .oversized(let header): found.append("oversized \(header.stream)")
                    }
                }
            }
            return found
        }
    }
}
