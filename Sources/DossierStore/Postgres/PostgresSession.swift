import CPostgres
import DossierCore
import Glibc

/// A session with a PostgreSQL server, in libpq's pipeline mode: what is sent is answered in its order, when it is asked for.
///
/// It never waits longer than it is told to, so that a server that stands still holds nobody up. Used by one thread at a time.
final class PostgresSession {
    let handle: OpaquePointer
    /// The last WARNING since this was set to nil.
    var warning: String?

    /// Connects. Blocks for `Limits.databaseConnectSeconds` for each address at most.
    /// - Parameters:
    ///   - address: postgres://.. or keywords and values, as libpq has them.
    ///   - patience: how long it may take at most, in whole seconds.
    ///   - writable: whether the server must take writes: of several addresses the one that does is chosen.
    init(_ address: String, writable: Bool, patience: Int64 = Limits.databaseAnswerNanoseconds) throws(Status) {
        let parameters = PostgresParameters(address, writable: writable, patience: patience)
        guard let handle = parameters.withRaw({ PQconnectdbParams($0, $1, 1) }) else {
            throw Status(.resourceExhausted, "there is no memory for a connection to the store's database; call again")
        }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            throw Status(postgres: Self.refusal(handle, parameters, patience), Self.message(handle))
        }
        PQsetNoticeReceiver(handle, Self.hear, Unmanaged.passUnretained(self).toOpaque())
        PQsetnonblocking(handle, 1)
        guard PQsendQuery(handle, Self.settings) == 1 else { throw lost() }
        let deadline = MonotonicClock.now() + patience
        while let result = try result(until: deadline) {
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw Status(postgres: result, handle) }
        }
        PQenterPipelineMode(handle)
    }

    deinit { PQfinish(handle) }

    /// Keeps a warning. Other notices would go to standard error, where nobody reads them.
    private static let hear: PQnoticeReceiver = { session, notice in
        guard let session, PQresultErrorField(notice, severity).map({ String(cString: $0) }) == "WARNING" else {
            return
        }
        Unmanaged<PostgresSession>.fromOpaque(session).takeUnretainedValue().warning =
            PQresultErrorField(notice, Status.primaryMessage).map { String(cString: $0) } ?? ""
    }

    /// PG_DIAG_SEVERITY_NONLOCALIZED, a macro that Swift does not see.
    private static let severity = Int32(UInt8(ascii: "V"))

    /// The statements of the store say how they are to be run: tables in the order in which they stand, each by its index.
    /// With another plan, found when the tables were empty or of another shape, one may take as long as the record is large.
    ///
    /// What is under way in a session that was given up, or whose program was killed, is ended by the database, which looks
    /// whether its client is still there. To cancel it from here (PQcancel) would take another connection, which may hang as
    /// well, and would make valid at once what waits for a standby that is to have it first.
    private static let settings = """
        SET join_collapse_limit = 1; SET from_collapse_limit = 1; SET enable_seqscan = off; SET enable_bitmapscan = off; \
        SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; SET jit = off; \
        SET plan_cache_mode = force_generic_plan; \
        SET idle_in_transaction_session_timeout = '\(Limits.databaseIdleSeconds)s'; \
        SET client_connection_check_interval = '\(Limits.databaseCheckSeconds)s'
        """

    /// "15.20".
    var serverVersion: String {
        let version = PQparameterStatus(handle, "server_version").map { String(cString: $0) } ?? ""
        return String(version.prefix { $0 != " " })
    }

    /// Ends what was sent so far: its results can be asked for. Does not wait.
    func sync() throws(Status) {
        guard PQpipelineSync(handle) == 1, PQflush(handle) >= 0 else { throw lost() }
    }

    /// The next result, which is the caller's to clear; nil: the end of one statement's. Waits for it until a time of the
    /// monotonic clock.
    func result(until deadline: Int64) throws(Status) -> OpaquePointer? {
        var unsent = PQflush(handle)
        while unsent == 1 || PQisBusy(handle) == 1 {
            guard unsent >= 0 else { throw lost() }
            try wait(for: unsent == 1 ? POLLIN | POLLOUT : POLLIN, until: deadline)
            guard PQconsumeInput(handle) == 1 else { throw lost() }
            unsent = PQflush(handle)
        }
        guard let result = PQgetResult(handle) else {
            guard PQstatus(handle) == CONNECTION_OK else { throw lost() }
            return nil
        }
        return result
    }

    /// Waits until the socket is ready.
    private func wait(for events: Int32, until deadline: Int64) throws(Status) {
        var socket = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        let left = deadline - MonotonicClock.now()
        guard left > 0, poll(&socket, 1, Int32(clamping: left / 1_000_000 + 1)) != 0 else {
            throw Status(postgres: "", "no answer in time")
        }
    }

    /// The SQLSTATE with which the server has refused a connection; empty when it was not the server.
    ///
    /// libpq tells it in a message alone, and there only when it was told to before it began to connect: so it begins once
    /// more, when the server has said something.
    private static func refusal(_ failed: OpaquePointer, _ parameters: PostgresParameters, _ patience: Int64) -> String
    {
        // It asked for a password, and there is none.
        if PQconnectionNeedsPassword(failed) == 1 { return "28P01" }
        guard message(failed).contains("FATAL:"), let handle = parameters.withRaw({ PQconnectStartParams($0, $1, 1) })
        else { return "" }
        defer { PQfinish(handle) }
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        let deadline = MonotonicClock.now() + patience
        var state = PGRES_POLLING_WRITING
        while state == PGRES_POLLING_WRITING || state == PGRES_POLLING_READING, MonotonicClock.now() < deadline {
            var socket = pollfd(
                fd: PQsocket(handle),
                events: Int16(state == PGRES_POLLING_READING ? POLLIN : POLLOUT),
                revents: 0
            )
            poll(&socket, 1, Int32(clamping: (deadline - MonotonicClock.now()) / 1_000_000 + 1))
            state = PQconnectPoll(handle)
        }
        // "FATAL:  28P01: password authentication failed"; of several hosts the last one is the one that counts.
        return message(handle).matches(of: #/:  ([0-9A-Z]{5}): /#).last.map { String($0.1) } ?? ""
    }

    /// The session has failed.
    func lost() -> Status { Status(postgres: "", Self.message(handle)) }

    /// What libpq said last, in one line.
    static func message(_ handle: OpaquePointer) -> String {
        let said = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return said.split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}
