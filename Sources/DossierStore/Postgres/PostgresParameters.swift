import CPostgres
import DossierCore
import Glibc

/// How a session is connected: libpq's keywords with their values.
struct PostgresParameters {
    private let options: [(keyword: String, value: String)]

    /// - Parameters:
    ///   - address: postgres://.. or keywords and values, as libpq has them.
    ///   - writable: whether the server must take writes: of several addresses the one that does is chosen.
    ///   - patience: how long each address may take at most, nanoseconds; in whole seconds.
    init(_ address: String, writable: Bool, patience: Int64) {
        // What stands before the address is for what the address leaves out. Who only listens would not find out otherwise
        // that the other end's machine is gone.
        options = [
            ("keepalives_idle", "\(Limits.databaseKeepaliveSeconds)"),
            ("keepalives_interval", "\(Limits.databaseKeepaliveSeconds)"),
            ("keepalives_count", "\(Limits.databaseKeepalives)"), ("dbname", address),
            ("connect_timeout", "\(min(Int(patience / 1_000_000_000) + 1, Limits.databaseConnectSeconds))"),
            ("fallback_application_name", "dossierd"), ("client_encoding", "UTF8"),
            ("target_session_attrs", writable ? "read-write" : "any"),
        ]
    }

    /// Lends them as libpq takes them.
    func withRaw<Result>(_ body: ([UnsafePointer<CChar>?], [UnsafePointer<CChar>?]) -> Result) -> Result {
        let keywords = options.map { strdup($0.keyword) }
        let values = options.map { strdup($0.value) }
        defer { (keywords + values).forEach { free($0) } }
        return body(keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil])
    }
}
