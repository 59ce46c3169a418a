import CDossierModule
import CDossierProtos
import CProtobufC
import DossierCore

/// One call. It is a number: using it after its end does nothing. Any thread.
public struct Call: @unchecked Sendable {
    // Sendable: the instance is, and it outlives every call: a module is stopped after the last of them.
    private let instance: Unmanaged<Instance>
    package let id: dossier_call

    init(_ instance: Unmanaged<Instance>, id: dossier_call) {
        self.instance = instance
        self.id = id
    }

    /// The server.
    public var host: Host { instance._withUnsafeGuaranteedRef { $0.host } }

    /// What the module keeps between calls, of the type that it was declared with.
    public func state<State: AnyObject>(_: State.Type) -> State {
        guard let state = instance._withUnsafeGuaranteedRef({ $0.state as? State }) else {
            preconditionFailure("the module keeps no \(State.self)")
        }
        return state
    }

    /// Who calls: "local", a token's subject.
    public var subject: String { host.table.pointee.caller(host.table, id)?.pointee.subject.text ?? "" }

    /// The highest marking that the caller may see, as dossier.v1.Tlp; 0 when the call is over.
    public var clearance: UInt32 { host.table.pointee.caller(host.table, id)?.pointee.tlp ?? 0 }

    /// The caller is cleared for everything.
    public var seesAll: Bool { clearance == UInt32(DOSSIER__V1__TLP__TLP_RED.rawValue) }

    /// Nobody waits for the answer any more.
    public var isCancelled: Bool { host.table.pointee.cancelled(host.table, id) }

    /// The message in hand came compressed: the request, or where the client streams what `receive` gave last.
    public var isCompressed: Bool { host.table.pointee.compressed(host.table, id) }

    /// Whether replies are to be compressed, where the protocol and the client can; unless this is said, they are when
    /// the client compresses its own.
    /// - Returns: false when it is too late: the first reply has gone out, or the call is over.
    @discardableResult
    public func compress(_ isWanted: Bool) -> Bool {
        host.table.pointee.compress(host.table, id, isWanted) == 0
    }

    /// Ends the call well, with a reply that the host encodes before this returns.
    public func finish(reply: UnsafePointer<ProtobufCMessage>) {
        var outcome = dossier_outcome()
        outcome.size = UInt32(MemoryLayout<dossier_outcome>.size)
        outcome.reply = reply
        finish(&outcome)
    }

    /// Ends the call well, with a reply that is already encoded. Copies it.
    public func finish(encoded: UnsafeRawBufferPointer) {
        var outcome = dossier_outcome()
        outcome.size = UInt32(MemoryLayout<dossier_outcome>.size)
        outcome.encoded = dossier_bytes(encoded)
        finish(&outcome)
    }

    /// Ends the call well, without a reply: a stream.
    public func finish() {
        var outcome = dossier_outcome()
        outcome.size = UInt32(MemoryLayout<dossier_outcome>.size)
        finish(&outcome)
    }

    /// Ends the call badly.
    public func finish(_ status: Status) {
        status.withOutcome { outcome in _ = host.table.pointee.finish(host.table, id, outcome) }
    }

    /// Ends the call with an outcome that the host handed over.
    func finish(_ outcome: UnsafePointer<dossier_outcome>) {
        _ = host.table.pointee.finish(host.table, id, outcome)
    }

    /// What became of a message that was sent.
    public enum Sent: Sendable {
        case taken
        /// Not taken: a `CallSession` that waits for `writable` hears when to try again.
        case full
        /// Not taken: nobody listens any more.
        case over
    }

    /// Sends one message of a server stream, already encoded. Copies it; never blocks.
    public func send(encoded: UnsafeRawBufferPointer) -> Sent {
        switch host.table.pointee.send(host.table, id, nil, dossier_bytes(encoded)) {
        case 0: .taken
        case DOSSIER_FULL: .full
        default: .over
        }
    }

    /// What `receive` found.
    public enum Received {
        /// Valid until the next `receive`, or the end of the call.
        case message(UnsafePointer<ProtobufCMessage>)
        /// None has come yet: a `CallSession` that waits for `readable` hears of the next.
        case none
        /// The client has closed its side: none follows.
        case end
        /// Nobody waits for the call any more.
        case over
    }

    /// The next message of a client that streams. Inside the handler it waits for one as long as other workers of the
    /// module are left; else, and in a session's later turns, it returns at once.
    public func receive() -> Received {
        var message: UnsafePointer<ProtobufCMessage>?
        switch host.table.pointee.receive(host.table, id, &message) {
        case 0: return .message(message!)
        case DOSSIER_WAIT: return .none
        case StatusCode.outOfRange.rawValue: return .end
        default: return .over
        }
    }
}
