import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Frames as nobody should send them.
    struct MutationTests {
        private static let connections = 500
        private static let framesPerConnection = 20

        @Test func survivesTenThousandMutatedFrames() async throws {
            var generator = SeededGenerator()
            print("mutated frames with seed \(generator.seed)")
            try await TestServer.run { server in
                let before = residentMemory()
                for round in 0..<Self.connections {
                    let client = try server.connect()
                    _ = client.sendSome(Self.mutatedStream(&generator))
                    if Bool.random(using: &generator) { client.closeSending() }
                    if Bool.random(using: &generator) { _ = client.isAtEnd(within: 0.002) }
                    client.close()
                    if round % 50 == 0 { try server.expectAlive() }
                }
                try await server.eventually { server.listener.connectionCount == 0 && server.router.openCalls == 0 }
                try server.expectAlive()
                #expect(residentMemory() - before < 256 << 20, "seed \(generator.seed)")
                #expect(
                    server.router.openedCalls > Self.connections,
                    "seed \(generator.seed): too few frames were valid"
                )
            }
        }

        /// Valid frames, shuffled, and most of them damaged. The first is whole, so that its door takes the rest.
        private static func mutatedStream(_ generator: inout SeededGenerator) -> [UInt8] {
            var frames = (0..<framesPerConnection).map { _ in validFrame(&generator).bytes }
            frames.shuffle(using: &generator)
            let damaged = frames.map { frame in
                Int.random(in: 0..<4, using: &generator) == 0 ? frame : mutated(frame, &generator)
            }
            return RawFrame.request(1, "Unary").bytes + damaged.joined()
        }

        private static func validFrame(_ generator: inout SeededGenerator) -> RawFrame {
            let stream = UInt32.random(in: 0..<40, using: &generator)
            let payload = generator.bytes(upTo: 40)
            if Int.random(in: 0..<3, using: &generator) == 0 {
                return .data(stream, payload, flags: UInt8.random(in: 0..<8, using: &generator))
            }
            let method = TestRouter.Method.allCases.randomElement(using: &generator)?.rawValue ?? ""
            let timeout = Int64.random(in: 0..<3, using: &generator) * 1_000_000
            let flags = UInt8.random(in: 0..<8, using: &generator)
            return .request(stream, method, payload: payload, flags: flags, timeout: timeout)
        }

        private static func mutated(_ frame: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
            var frame = frame
            switch Int.random(in: 0..<5, using: &generator) {
            case 0:
                let place = Int.random(in: 0..<frame.count, using: &generator)
                frame[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1:
                frame.removeLast(Int.random(in: 0...frame.count, using: &generator))
            case 2:
                let length = UInt32.random(
                    in: 0..<(1 << UInt32.random(in: 1..<32, using: &generator)),
                    using: &generator
                )
                frame.replaceSubrange(0..<4, with: RawFrame.bigEndian(length))
            case 3:
                frame += generator.bytes(upTo: 30)
            default:
                frame = generator.bytes(upTo: 60)
            }
            return frame
        }
    }
}
