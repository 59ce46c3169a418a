import DossierCore
import NIOCore
import NIOEmbedded
import Testing

@testable import DossierTransport

extension TransportTests {
    /// Pieces, in order, whatever happens between them.
    struct EncryptionPacerTests {
        @Test(arguments: [
            [10], [Limits.tlsWriteBytes], [Limits.tlsWriteBytes + 1], [3 << 20],
            [Limits.tlsWriteBytes - 1, 1, 1], [0, Limits.tlsWriteBytes, 0, 7], [40_000, 40_000, 200_000],
        ])
        func cutsAndKeepsTheOrder(sizes: [Int]) throws {
            let channel = EmbeddedChannel(handler: EncryptionPacer())
            var sent: [UInt8] = []
            for (number, size) in sizes.enumerated() {
                let bytes = (0..<size).map { UInt8(truncatingIfNeeded: number + $0 / 251) }
                sent += bytes
                channel.write(ByteBuffer(bytes: bytes), promise: nil)
            }
            channel.flush()
            var received: [UInt8] = []
            while let piece = try channel.readOutbound(as: ByteBuffer.self) {
                #expect(piece.readableBytes <= Limits.tlsWriteBytes)
                received += Array(buffer: piece)
            }
            #expect(received == sent)
            _ = try channel.finish()
        }

        @Test func whoeverWritesWhenItHearsOfRoomWritesBehind() throws {
            let channel = EmbeddedChannel(handlers: [Announcer(), EncryptionPacer(), Echo()])
            let large = ByteBuffer(repeating: 1, count: 3 * Limits.tlsWriteBytes)
            try channel.writeOutbound(large)
            var received: [UInt8] = []
            while let piece = try channel.readOutbound(as: ByteBuffer.self) { received += Array(buffer: piece) }
            let end = try #require(received.firstIndex(of: 2))
            #expect(end == large.readableBytes)
            _ = try channel.finish()
        }
    }
}

/// Announces room with everything that is flushed, as a socket may.
private final class Announcer: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    func flush(context: ChannelHandlerContext) {
        context.flush()
        context.fireChannelWritabilityChanged()
    }
}

/// Writes a byte the first time that it hears of room.
private final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var isDone = false

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard !isDone else { return }
        isDone = true
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [2])), promise: nil)
    }
}
