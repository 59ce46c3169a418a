import DossierCore
import NIOCore

/// A protocol as a client of one connection speaks it, no more of it than unary calls take. Not for several threads.
protocol LoadWire: SendableMetatype {
    /// A connection on which the plan's calls are made.
    init(_ plan: LoadPlan) throws(Status)

    /// Writes what a client says first.
    mutating func begin(into out: inout ByteBuffer)

    /// Whether the server takes another call now. In calls, and in bytes where it counts those.
    func hasRoom(open: Int) -> Bool

    /// Writes a call.
    /// - Parameters:
    ///   - stream: its number: odd, and higher than those before.
    ///   - kind: the place of the call in the plan, and `request` that of its request there.
    mutating func call(_ stream: UInt32, _ kind: Int, _ request: Int, into out: inout ByteBuffer)

    /// Reads what has arrived, and writes what must be answered to that.
    /// - Parameters:
    ///   - bytes: shortened by what was used; the rest comes again, with more.
    ///   - ended: told each call that has ended, and how.
    /// - Throws: when the connection cannot go on.
    mutating func read(
        _ bytes: inout UnsafeRawBufferPointer,
        into out: inout ByteBuffer,
        ended: (UInt32, StatusCode) -> Void
    ) throws(Status)
}
