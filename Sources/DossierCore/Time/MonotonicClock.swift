import Glibc

/// The clock that deadlines are measured on.
public enum MonotonicClock {
    /// Nanoseconds since some moment before the process began; never steps back.
    public static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
