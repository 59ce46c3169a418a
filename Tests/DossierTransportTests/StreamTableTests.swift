import DossierCore
import Testing

@testable import DossierTransport

extension TransportTests {
    /// The rules of streams that no client can show over a socket.
    struct StreamTableTests {
        @Test func expiresEachCallOnceAndNamesTheNextDeadline() {
            var table = StreamTable(limit: 10)
            for (number, deadline) in [(1, Int64(10)), (3, 20), (5, 30), (7, .max)] {
                table.insert(stream(call: UInt64(number), deadline: deadline), at: UInt32(number))
            }
            let first = table.expire(now: 20)
            #expect(Set(first.calls.map(\.0.rawValue)) == [1, 3])
            #expect(first.next == 30)
            let second = table.expire(now: 29)
            #expect(second.calls.isEmpty)
            #expect(second.next == 30)
            #expect(table.expire(now: 30).next == .max)
            #expect(table.calls.count == 4)
        }

        @Test func removesAStreamOnce() {
            var table = StreamTable(limit: 10)
            table.insert(stream(call: 8), at: 1)
            #expect(table.remove(1)?.call.rawValue == 8)
            #expect(table.remove(1) == nil)
            #expect(table.isEmpty)
        }

        @Test func ignoresAnEmptyFrameThatSaysNothing() {
            var table = StreamTable(limit: 10)
            table.insert(stream(call: 1, takesMessages: true), at: 1)
            #expect(table.rule(onData: 1, flags: .noData) == .ignore)
            let end = table.rule(onData: 1, flags: [.noData, .remoteClosed])
            #expect(end == .deliver(CallID(rawValue: 1), isMessage: false, isLast: true))
            #expect(table.rule(onData: 1, flags: [.noData, .remoteClosed]) == .ignore)
            #expect(!table.isEmpty)
        }

        private func stream(call: UInt64, takesMessages: Bool = false, deadline: Int64 = .max) -> StreamTable.Stream {
            StreamTable.Stream(
                call: CallID(rawValue: call),
                takesMessages: takesMessages,
                clientStreams: takesMessages,
                expiry: CallExpiry(Deadline(nanoseconds: deadline))
            )
        }
    }
}
