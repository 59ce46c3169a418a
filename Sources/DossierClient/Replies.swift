import DossierCore

/// The replies of a streaming call, in bytes, for one task to read.
///
/// Ends with nil when the server has ended the stream well, and throws its status when not. When nobody holds it any
/// more, the call is dropped.
public struct Replies: AsyncSequence, Sendable {
    private let handle: Handle

    init(_ call: OpenCall, over connection: Connection) { handle = Handle(call, connection) }

    /// Of all iterators together, each reply goes to one.
    public func makeAsyncIterator() -> Iterator { Iterator(handle: handle) }

    /// Takes one reply after the other.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let handle: Handle
        /// What they come over.
        var connection: Connection { handle.connection }

        /// The next reply; nil at the good end.
        public mutating func next() async throws(Status) -> [UInt8]? { try await handle.next() }

        /// The next reply; nil at the good end.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(Status) -> [UInt8]? {
            try await handle.next()
        }
    }

    fileprivate final class Handle: Sendable {
        let call: OpenCall
        /// Held, since it closes when nobody does.
        let connection: Connection

        init(_ call: OpenCall, _ connection: Connection) {
            self.call = call
            self.connection = connection
        }

        func next() async throws(Status) -> [UInt8]? {
            switch await call.next() {
            case .message(let reply): return reply
            case .end(let status) where status.code == .ok: return nil
            case .end(let status):
                connection.ended(status)
                throw call.isLeftOpen ? status.leavingOpen(call.method) : status
            }
        }

        deinit {
            if call.end == nil { call.abandon(Status(.cancelled, "nobody reads the replies of \(call.method)")) }
        }
    }
}
