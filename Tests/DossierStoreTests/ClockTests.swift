import DossierCore
import TestSupport
import Testing

@testable import DossierStore

/// A clock that jumps forward and back, over restarts too: sequences and times stay ordered, and a read as of a time
/// shows the last transaction at or before it.
@Suite struct ClockTests {
    @Test(arguments: Engine.all) func jumpsWithoutHarm(engine: Engine) throws {
        var random = SeededGenerator()
        let clock = TestClock()
        let folder = Folder()
        var desk = try Desk(engine, folder: folder, clock: clock)
        var moments: [Moment] = []
        for number in 0..<120 {
            clock.move(by: Int64.random(in: -3_600...3_600, using: &random) * 1_000_000_000)
            moments.append(try desk.put("notes", "n\(number)").moment)
            guard number % 40 == 39 else { continue }
            desk.store.close()
            desk = try Desk(engine, folder: folder, clock: clock)
            #expect(desk.store.head == moments.last, "seed \(random.seed)")
        }
        #expect(moments.map(\.sequence) == Array(1...120))
        #expect(moments.map(\.time) == moments.map(\.time).sorted(), "seed \(random.seed)")
        #expect(Set(moments.map(\.time)).count < 120, "the clock never went back, seed \(random.seed)")
        for moment in moments {
            for time in [moment.time - 1, moment.time, moment.time + 1] {
                let shown = moments.count { $0.time <= time }
                let place: Comment = "at \(time), seed \(random.seed)"
                #expect(
                    try desk.read(at: .time(time)) { (view) throws(Status) in try view.moment.sequence }
                        == UInt64(shown),
                    place
                )
                #expect(try desk.ids(at: .time(time), page: 1_000).count == shown, place)
            }
        }
    }

    /// An answer that is kept for a day is kept for a day of the record's time, not of a clock that was set back.
    @Test(arguments: Engine.all) func keepsAnswersWhenItGoesBack(engine: Engine) throws {
        let desk = try Desk(engine)
        let request = Write.RequestID(subject: "ana", method: "Notes/Put", id: "r", hash: [1])
        func put(_ id: String) throws -> Write.Outcome {
            try desk.write(requestID: request) { (transaction) throws(Status) in
                try transaction.put("notes", id, "")
                return [UInt8](id.utf8)
            }
        }
        let first = try put("a")
        desk.clock.move(by: -10 * Limits.requestIDNanoseconds)
        for number in 0..<10 { try desk.put("notes", "n\(number)") }
        #expect(try put("b").moment == first.moment)
        desk.clock.move(by: 11 * Limits.requestIDNanoseconds)
        #expect(try put("c").reply == [UInt8]("c".utf8))
    }
}
