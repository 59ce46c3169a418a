import DossierCore
import Glibc

/// How busy the thread is that asks.
struct ProcessorUse {
    private var began: (time: Int64, used: Int64)?
    /// Its share of a processor between `begin` and the first `end`.
    private(set) var share = 0.0

    mutating func begin() { began = (MonotonicClock.now(), Self.used()) }

    mutating func end() {
        guard let began else { return }
        self.began = nil
        share = Double(Self.used() - began.used) / Double(max(MonotonicClock.now() - began.time, 1))
    }

    /// Nanoseconds of a processor that the thread has had.
    private static func used() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
