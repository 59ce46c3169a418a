import Synchronization
import Testing

@testable import dossier

/// What is shown while something long is done.
@Suite struct ProgressBarTests {
    /// A clock that stands where it is set, and what was drawn.
    private final class Stage: Sendable {
        let time = Mutex<Int64>(5_000_000_000)
        let lines = Mutex<[String]>([])

        func bar(total: Int, isShown: Bool = true) -> ProgressBar {
            ProgressBar(total: total, isShown: isShown, now: { self.time.withLock { $0 } }) { text in
                self.lines.withLock { $0.append(text) }
            }
        }

        func pass(_ seconds: Double) { time.withLock { $0 += Int64(seconds * 1e9) } }

        var last: String { lines.withLock { $0.last ?? "" } }
    }

    @Test func itShowsTheRateAndTheTimeLeft() {
        let stage = Stage()
        let bar = stage.bar(total: 1_200)
        stage.pass(0.5)
        bar.advance(50)
        #expect(stage.last == "\r█\(String(repeating: "░", count: 29)) 50/1200\u{1B}[K", "too early for a rate")
        stage.pass(1.5)
        bar.advance(250)
        let quarter = String(repeating: "█", count: 7) + String(repeating: "░", count: 23)
        #expect(stage.last == "\r\(quarter) 300/1200, 150 a second, 6 s left\u{1B}[K")
        stage.pass(4)
        bar.advance(900)
        #expect(stage.last == "\r\(String(repeating: "█", count: 30)) 1200/1200, 200 a second, 0 s left\u{1B}[K")
        bar.end()
        #expect(stage.last == "\r\u{1B}[K")
    }

    @Test func itIsDrawnTenTimesASecondAtMost() {
        let stage = Stage()
        let bar = stage.bar(total: 10_000)
        for _ in 0..<1_000 {
            stage.pass(0.001)
            bar.advance(1)
        }
        let drawn = stage.lines.withLock(\.count)
        #expect((9...11).contains(drawn))
    }

    /// More than was foreseen, and nothing at all.
    @Test func itStaysWithinItsBounds() {
        let stage = Stage()
        let bar = stage.bar(total: 0)
        stage.pass(2)
        bar.advance(3)
        #expect(stage.last == "\r\(String(repeating: "█", count: 30)) 3/1, 1.5 a second, 0 s left\u{1B}[K")
        let hidden = Stage()
        hidden.bar(total: 5, isShown: false).advance(5)
        #expect(hidden.last.isEmpty)
    }
}
