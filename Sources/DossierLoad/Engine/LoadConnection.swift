import DossierCore
import NIOCore

/// One connection of a load. Event loop only.
final class LoadConnection<Wire: LoadWire>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private unowned let load: LoadLoop<Wire>
    private let inFlight: Int
    private var wire: Wire
    /// The calls that are open.
    private(set) var flights: Flights
    private var context: ChannelHandlerContext?
    private var out = ByteBuffer()
    /// The beginning of what has not arrived as a whole.
    private var rest = ByteBuffer()

    init(_ load: LoadLoop<Wire>, _ plan: LoadPlan) throws(Status) {
        self.load = load
        inFlight = plan.inFlight
        wire = try Wire(plan)
        flights = Flights(capacity: plan.inFlight)
    }

    /// Another call may begin.
    var hasRoom: Bool { flights.count < inFlight && wire.hasRoom(open: flights.count) && context != nil }

    /// Begins a call; to be flushed.
    func begin(_ kind: Int, _ request: Int, due: Int64) {
        let stream = flights.begin(Flights.Flight(due: due, kind: kind))
        wire.call(stream, kind, request, into: &out)
        if !flights.hasNumbers { load.fail(Self.usedUp) }
    }

    /// Sends what has been begun.
    func flush() {
        guard out.readableBytes > 0, let context else { return }
        context.writeAndFlush(wrapOutboundOut(out), promise: nil)
        // The memory is used again, unless bytes still wait in it.
        out.clear()
    }

    func close() { context?.close(promise: nil) }

    private static var usedUp: Status {
        Status(.resourceExhausted, "a connection has numbered all the calls it can; let the load run for less long")
    }

    // MARK: - Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        wire.begin(into: &out)
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if rest.readableBytes > 0 {
            rest.writeBuffer(&bytes)
            swap(&rest, &bytes)
            rest.clear()
        }
        let now = MonotonicClock.now()
        let used = bytes.withUnsafeReadableBytes { read($0, at: now) }
        bytes.moveReaderIndex(forwardBy: used)
        if bytes.readableBytes > 0 { rest.writeBuffer(&bytes) }
        load.pump(self, at: now)
    }

    /// - Returns: how many bytes were used.
    private func read(_ bytes: UnsafeRawBufferPointer, at now: Int64) -> Int {
        var left = bytes
        do throws(Status) {
            try wire.read(&left, into: &out) { stream, code in
                guard let flight = flights.end(stream) else { return }
                load.ended(flight, code, at: now)
            }
        } catch {
            load.fail(error)
        }
        return bytes.count - left.count
    }

    func channelReadComplete(context: ChannelHandlerContext) { flush() }

    func channelInactive(context: ChannelHandlerContext) {
        load.fail(Status(.unavailable, "the server has closed a connection of the load"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        load.fail(error as? Status ?? Status(.unavailable, "a connection of the load has broken: \(error)"))
    }
}
