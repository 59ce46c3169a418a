import CPostgres
import DossierCore

extension Status {
    /// What a failed result means to a caller.
    init(postgres result: OpaquePointer?, _ handle: OpaquePointer) {
        let state = PQresultErrorField(result, Self.sqlState).map { String(cString: $0) } ?? ""
        let said = PQresultErrorField(result, Self.primaryMessage).map { String(cString: $0) }
        self.init(postgres: state, said ?? PostgresSession.message(handle))
    }

    /// PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY, macros that Swift does not see.
    private static let sqlState = Int32(UInt8(ascii: "C"))
    static let primaryMessage = Int32(UInt8(ascii: "M"))

    /// What a failed statement means to a caller, by its SQLSTATE (PostgreSQL, appendix A).
    /// - Parameter state: five characters; empty: the connection failed, and not since the database refused it.
    init(postgres state: String, _ said: String) {
        switch (state.prefix(2), state) {
        case ("", _), ("08", _), ("57", "57P01"), ("57", "57P02"), ("57", "57P03"):
            self.init(
                .unavailable,
                "the store's database does not answer (\(said)); call again, and look at the database if that does not help"
            )
        case ("25", "25006"):
            self.init(
                .unavailable,
                "the store's database takes no writes (\(said)); it may be a standby that takes over soon: call again"
            )
        case ("25", "25P03"), ("40", _), ("55", _), ("57", _):
            self.init(.unavailable, "the store's database was busy or interrupted (\(said)); call again")
        case ("53", "53300"):
            self.init(
                .unavailable,
                "the store's database has no connection left (\(said)); call again, and raise its limit if that does not help"
            )
        case ("53", "53100"):
            self.init(
                .resourceExhausted,
                "the disk that holds the store's database is full (\(said)); nothing was written: free some space and call again"
            )
        case ("58", _):
            self.init(
                .unavailable,
                "the store's database cannot read or write its files (\(said)); look at its disk and its log"
            )
        case ("53", _):
            self.init(.resourceExhausted, "the store's database ran out of memory (\(said)); call again")
        case ("54", _) where said.contains("NOTIFY"):
            self.init(
                .unavailable,
                """
                the store's database cannot tell other servers (\(said)); nothing was written: call again, and end the \
                session that listens there in an open transaction if that does not help
                """
            )
        case ("28", _), ("3D", _), ("42", "42501"):
            self.init(
                .failedPrecondition,
                "the store's database does not let this server in (\(said)); look at its address and at the database's rights"
            )
        case ("XX", _):
            self.init(.dataLoss, "the store's database is damaged (\(said)); look at its log, and restore a backup")
        default:
            self.init(.internal, "the store's database failed: \(said) (\(state))")
        }
    }
}
