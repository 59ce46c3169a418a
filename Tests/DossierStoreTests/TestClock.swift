import Synchronization

/// A clock that a test sets; each reading is a nanosecond later.
final class TestClock: Sendable {
    private let time: Mutex<Int64>

    /// 2022-09-10, unless told otherwise.
    init(_ time: Int64 = 1_662_768_000_000_000_000) { self.time = Mutex(time) }

    var now: Int64 {
        time.withLock { time in
            time += 1
            return time
        }
    }

    /// Moves the clock, back too. Nanoseconds.
    func move(by nanoseconds: Int64) { time.withLock { $0 += nanoseconds } }
}
