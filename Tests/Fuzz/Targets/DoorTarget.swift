import DossierCore
import NIOCore
import NIOEmbedded
import NIOPosix

@testable import DossierTransport

/// A connection to the server's port, whatever it speaks: TLS is not spoken here. Its end is the end of its calls.
enum DoorTarget {
    /// What else happens to a connection, as its second byte says.
    private struct Fate: OptionSet {
        let rawValue: UInt8

        static let drains = Fate(rawValue: 1)
        static let cancelsCalls = Fate(rawValue: 2)
        /// The client takes no replies until all is sent.
        static let isDeaf = Fate(rawValue: 4)
        static let closesItsSide = Fate(rawValue: 8)
    }

    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        guard input.count > 2 else { return }
        let fate = Fate(rawValue: input[1])
        let bytes = [input[0]] + input[2...]
        let eventLoop = EmbeddedEventLoop()
        let router = EchoRouter(eventLoop)
        let channel = EmbeddedChannel(loop: eventLoop)
        try connect(channel, router)
        bytes.span.bytes.withUnsafeBytes { send(Pieces($0), to: channel, fate) }
        _ = try? channel.finish(acceptAlreadyClosed: true)
        eventLoop.run()
        guard router.openCalls == 0 else { throw Broken("\(router.openCalls) calls outlive their connection") }
    }

    private static func connect(_ channel: EmbeddedChannel, _ router: EchoRouter) throws(Broken) {
        let configuration = ListenerConfiguration(host: "", port: 0)
        let shared = ListenerContext(
            router: router,
            current: Current(configuration),
            registry: ConnectionRegistry(capacity: 1, perPeer: 1),
            // Not started: conversions that are too large for an event loop are refused.
            http: HTTPService(router, configuration, workers: NIOThreadPool(numberOfThreads: 1)),
            tls: nil
        )
        do {
            try channel.pipeline.syncOperations.addHandler(FirstBytesHandler(shared))
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        } catch {
            throw Broken("cannot connect: \(error)")
        }
    }

    private static func send(_ pieces: Pieces, to channel: EmbeddedChannel, _ fate: Fate) {
        var isFirst = true
        for piece in pieces where channel.isActive {
            _ = try? channel.writeInbound(ByteBuffer(bytes: piece))
            channel.embeddedEventLoop.run()
            if isFirst, fate.contains(.isDeaf) { set(channel, writable: false) }
            if isFirst, fate.contains(.drains) { tell(channel, ChannelShouldQuiesceEvent()) }
            isFirst = false
            if channel.isWritable { takeReplies(channel) }
        }
        if fate.contains(.cancelsCalls) { tell(channel, DrainEvent.cancelCalls) }
        if fate.contains(.closesItsSide) { tell(channel, ChannelEvent.inputClosed) }
        if fate.contains(.isDeaf) { set(channel, writable: true) }
        takeReplies(channel)
    }

    private static func set(_ channel: EmbeddedChannel, writable: Bool) {
        channel.isWritable = writable
        channel.pipeline.fireChannelWritabilityChanged()
        channel.embeddedEventLoop.run()
    }

    private static func tell(_ channel: EmbeddedChannel, _ event: any Sendable) {
        channel.pipeline.fireUserInboundEventTriggered(event)
        channel.embeddedEventLoop.run()
    }

    private static func takeReplies(_ channel: EmbeddedChannel) {
        while (try? channel.readOutbound(as: IOData.self)) != nil {}
    }
}
