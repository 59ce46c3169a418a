import Glibc

/// The clock that people read.
public enum WallClock {
    /// Nanoseconds since 1970; may step back.
    public static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
