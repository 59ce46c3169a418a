import CDossierModule
import CProtobufC
import Dispatch
import DossierCore
import DossierTransport
import DossierWire
import Glibc
import Synchronization

/// One call between its door and its module: a slot of the call table, used for one call after another.
///
/// A module names a call by a number that holds the slot and its generation, so that a late or second use finds the
/// generation gone and does nothing. What the client no longer waits for (a disconnect, a deadline) is answered at
/// once, while the slot, and with it the request's memory, stays until the module finishes.
final class HostedCall: @unchecked Sendable {
    // Sendable: `unmanagedMethod`, `port`, `door`, `identity`, `clearance`, `thread`, `head`, `request` and `arena` are
    // written by `begin`, before the number is known to anyone else, and are constant until `release`; of a client that
    // streams, `arena` holds the message taken last, and is behind `decoding`. `clock` is written before a module is
    // entered, and by who finishes the call. The rest is behind `state`.

    /// Lives as long as the router.
    private var unmanagedMethod: Unmanaged<HostedMethod>!
    private(set) var port: ReplyPort!
    /// That of `port`.
    private(set) var door = Door.ttrpc
    private(set) var identity = Identity.local
    private var clearance = TLP.clear
    /// The one that has opened the call: its event loop.
    private var thread = pthread_self()
    private(set) var head = CallHead()
    private(set) var request: UnsafeMutablePointer<ProtobufCMessage>?
    let arena: Arena
    var clock = CallClock()
    private let decoding = Mutex(())
    let state: Mutex<CallState>

    /// - Parameter decodedBytes: of memory that its request, or each message of its client's, may take.
    init(slot: UInt32, decodedBytes: Int) {
        arena = Arena(limit: decodedBytes)
        state = Mutex(CallState(slot: slot))
    }

    /// Takes the slot for a call that is not known to anyone yet.
    func begin(_ method: HostedMethod, _ identity: Identity, _ head: CallHead, _ port: ReplyPort) -> dossier_call {
        unmanagedMethod = Unmanaged.passUnretained(method)
        self.identity = identity
        clearance = identity.caller.clearance
        thread = pthread_self()
        self.head = head
        self.port = port
        door = port.connection.door
        clock = CallClock(arrived: port.connection.arrivedAt)
        method.metrics.begin()
        return state.withLock { $0.begin(budget, isCompressed: head.isCompressed) }
    }

    /// What is called.
    var method: HostedMethod { unmanagedMethod.takeUnretainedValue() }

    /// Lends what is called, uncounted.
    func withMethod<Result>(_ body: (HostedMethod) -> Result) -> Result {
        unmanagedMethod._withUnsafeGuaranteedRef(body)
    }

    /// What its client's messages take of the module's memory; nil where the client does not stream.
    var budget: MessageBudget? { withMethod { $0.route.clientStreams ? $0.module.messages : nil } }

    /// Decodes the request into the call's own memory.
    func decode(_ message: UnsafeRawBufferPointer) throws(Status) {
        request = try MessageDecoder.decode(message, as: withMethod { $0.input }, in: arena)
    }

    /// Decodes a message of a client that streams, in the place of the one before; nil when the call of that number is
    /// over.
    func decodeNext(_ message: [UInt8], _ id: dossier_call) throws(Status) -> UnsafePointer<ProtobufCMessage>? {
        // Whoever finishes the call meanwhile waits before the memory is given back.
        try decoding.withLock { _ throws(Status) in
            guard state.withLock({ $0.lends(id) }) else { return nil }
            arena.reset()
            return try message.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
                UnsafePointer(try MessageDecoder.decode(bytes, as: method.input, in: arena))
            }
        }
    }

    /// Who calls.
    var caller: Caller { identity.caller }

    /// Who calls; nil when the call of that number is over. Any thread.
    func caller(_ id: dossier_call) -> Caller? {
        state.withLock { $0.lends(id) ? caller : nil }
    }

    /// What the caller may see, and whether this thread is the call's event loop; nil when the call of that number is
    /// over. Any thread.
    func reader(_ id: dossier_call) -> (clearance: TLP, isOnItsLoop: Bool)? {
        state.withLock { $0.lends(id) ? (clearance, thread == pthread_self()) : nil }
    }

    /// The other end of the connection and the method's path; nil when the call of that number is over.
    func origin(_ id: dossier_call) -> (peer: String, method: String)? {
        state.withLock { $0.lends(id) ? (port.connection.peer, method.path) : nil }
    }

    /// The method's path and the request, encoded anew; nil when the call of that number is over.
    func encodedRequest(_ id: dossier_call) -> (method: String, bytes: [UInt8])? {
        // With the lock held, so that whoever finishes the call meanwhile does not take the request away.
        state.withLock { state in
            guard state.lends(id), let request else { return nil }
            return (method.path, MessageEncoder.encode(request))
        }
    }

    /// Nanoseconds of the module's were the store's. Any thread.
    func add(storeNanoseconds: Int64, _ id: dossier_call) {
        state.withLock { if $0.holds(id) { $0.storeNanoseconds += storeNanoseconds } }
    }

    /// Gives the slot back. The number is of no use from here on.
    func release(_ code: StatusCode, after nanoseconds: Int64) {
        withMethod { method in
            method.metrics.end(door, code, after: nanoseconds)
            if method.route.clientStreams { decoding.withLock { _ in arena.reset() } } else { arena.reset() }
        }
        request = nil
        port = nil
        head = CallHead()
        state.withLock { $0.end() }
    }
}
