import DossierCore
import Glibc
import Logging

/// How many files, connections among them, the system lets this process open.
enum OpenFiles {
    /// Raises it as far as it may go: what a shell gives is often 1,024, less than so many connections take.
    static func raiseLimit(for connections: Int, _ logger: Logger) {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
        if limit.rlim_max < UInt(connections) {
            logger.warning(
                "the system allows \(limit.rlim_max) open files, fewer than \(connections) connections take: raise the hard limit (ulimit -Hn, LimitNOFILE)"
            )
        }
    }
}
