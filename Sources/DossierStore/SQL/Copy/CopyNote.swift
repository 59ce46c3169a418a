import DossierCore

/// That a copy into a record has begun and not ended: `meta` says so from the first row to the last.
enum CopyNote {
    static let name = "copying"

    static func stands(in connection: any Connection) throws(Status) -> Bool {
        try connection.integer("SELECT count(*) FROM meta WHERE name = '\(name)'") > 0
    }

    /// FAILED_PRECONDITION while it stands: half a record must be neither served nor copied.
    static func refuse(_ connection: any Connection) throws(Status) {
        if try stands(in: connection) { throw unfinished }
    }

    /// What is said of half a record.
    static let unfinished = Status(
        .failedPrecondition,
        """
        a copy into this record has not come to its end: run the same dossierd backup, restore or migrate again, which goes \
        on where it stopped; or remove what there is, and begin anew
        """
    )
}
