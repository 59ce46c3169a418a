import Glibc

/// What this process uses.
public struct ProcessReport: Sendable {
    /// User and system time, nanoseconds.
    public let cpuNanoseconds: UInt64
    /// Bytes of memory that are resident,
    public let residentBytes: UInt64
    /// and of address space.
    public let virtualBytes: UInt64
    /// File descriptors that are open,
    public let openFiles: Int
    /// and that may be.
    public let openFilesMost: UInt64
    /// Threads.
    public let threads: Int

    /// As it is now.
    static func now() -> ProcessReport {
        let use = ProcessUse.now()
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return ProcessReport(
            cpuNanoseconds: use.cpuNanoseconds,
            residentBytes: use.residentBytes,
            virtualBytes: use.virtualBytes,
            openFiles: entries(of: "/proc/self/fd"),
            openFilesMost: UInt64(limit.rlim_cur),
            threads: entries(of: "/proc/self/task")
        )
    }

    /// Names in a folder; 0 where there is none.
    private static func entries(of folder: String) -> Int {
        guard let open = opendir(folder) else { return 0 }
        defer { closedir(open) }
        var count = 0
        while readdir(open) != nil { count += 1 }
        // Its own two.
        return max(0, count - 2)
    }
}
