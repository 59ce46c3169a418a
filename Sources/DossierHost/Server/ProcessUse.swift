import Glibc

/// What this process has used.
struct ProcessUse {
    /// User and system time.
    let cpuNanoseconds: UInt64
    let residentBytes: UInt64
    let virtualBytes: UInt64

    static func now() -> ProcessUse {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        let cpu = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
        let pages = pages()
        return ProcessUse(
            cpuNanoseconds: cpu,
            residentBytes: pages.resident * page,
            virtualBytes: pages.all * page
        )
    }

    /// The first two numbers of /proc/self/statm (proc(5)); 0 where there is none.
    private static func pages() -> (all: UInt64, resident: UInt64) {
        guard let file = fopen("/proc/self/statm", "r") else { return (0, 0) }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return (0, 0) }
        let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let numbers = text.split(separator: " ").prefix(2).map { UInt64($0) ?? 0 }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : (0, 0)
    }
}
