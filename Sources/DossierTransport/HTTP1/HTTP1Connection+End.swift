import DossierCore
import NIOCore

/// Time, and how a connection ends.
extension HTTP1Connection {
    /// The server is going down: a call that is open is answered first, and one that is arriving, or may be on its way, has
    /// a moment to come. Clients keep connections for their next call, and cannot be told before its reply.
    func drain() {
        guard phase == .open else { return }
        phase = .draining
        if clock == .request { restartAlarm(.request) } else { awaitLastRequest() }
    }

    /// In a drain: gives the next request a moment, if there is none.
    func awaitLastRequest() {
        if phase == .draining, case .none = exchange { restartAlarm(.late) }
    }

    /// The grace period is over.
    func cancelCalls() {
        guard phase == .draining else { return }
        switch exchange {
        case .receiving(let call, _): refuse(call.reply(.goingDown))
        case .calling(let call): call.end(.drain)
        case .none where clock == .late: leave()
        case .none, .replying, .writing: break
        }
    }

    /// No last request has come. Nothing is owed to the client: the drain does not wait until it closes its side.
    func leave() {
        part()
        if let context { registry.dismiss(context.channel) }
    }

    /// Writes what is left and closes this side. Closing both while bytes arrive would reset the connection, and a reply
    /// on its way could be lost: so the client has a moment to close its own. What it sends meanwhile is dropped unread.
    func part() {
        phase = .parting
        arrivals.removeAll()
        context?.close(mode: .output, promise: nil)
        context?.pipeline.syncOperations.removeHandler(decoder, promise: nil)
        if isReadWanted {
            isReadWanted = false
            context?.read()
        }
    }

    /// The connection is gone, and with it who waits for the reply.
    func close() {
        phase = .closed
        alarm.cancel()
        arrivals.removeAll()
        guard case .calling(let call) = exchange else { return }
        exchange = .none
        call.abandon()
    }

    /// Bytes have been read and hold no end of a request: one has begun.
    func timeRequest() {
        if phase.isServing, !hasSeenEnd, case .none = exchange { startRequestClock() }
        hasSeenEnd = false
    }

    func startRequestClock() {
        guard clock != .request else { return }
        restartAlarm(.request)
    }

    func stopClock() {
        clock = .idle
        alarm.cancel()
    }

    func restartAlarm(_ clock: Clock) {
        guard let context else { return }
        self.clock = clock
        let nanoseconds =
            switch clock {
            case .idle: configuration.idleNanoseconds
            case .request:
                phase == .draining
                    ? min(configuration.frameNanoseconds, configuration.lateCallNanoseconds)
                    : configuration.frameNanoseconds
            case .late: configuration.lateCallNanoseconds
            case .call: configuration.callNanoseconds
            case .linger: configuration.lingerNanoseconds
            }
        alarm.cancel()
        alarm.ring(by: .now() + .nanoseconds(nanoseconds), on: context.eventLoop, self)
    }
}
