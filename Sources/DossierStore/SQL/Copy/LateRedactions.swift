import DossierCore

/// Takes out of what an earlier copy left what was redacted in the source since. That it was redacted is copied later, with
/// all that was: until then, the next copy does this again.
struct LateRedactions {
    let source: any Connection
    let target: any Connection

    func run() throws(Status) {
        let copied = try target.integer("SELECT max(version) FROM versions")
        let known = try target.prepare(
            "SELECT sequence, version FROM redactions ORDER BY sequence DESC, version DESC LIMIT 1"
        )
        let walk = try RowWalk(
            source,
            of: "redactions d",
            key: ["d.sequence", "d.version"],
            weight: "(SELECT length(body) FROM versions v WHERE v.version = d.version)",
            "SELECT d.version, v.body, v.salt FROM redactions d JOIN versions v ON v.version = d.version"
        )
        if try known.step() { walk.start(after: [known.integer(0), known.integer(1)]) }
        let replace = try target.prepare("UPDATE versions SET body = ?2, salt = ?3 WHERE version = ?1")
        while copied > 0, try walk.nextPage() {
            try target.transaction { () throws(Status) in
                while try walk.stepInPage() {
                    guard walk.rows.integer(0) <= copied else { continue }
                    replace.bind(1, walk.rows.integer(0))
                    replace.bind(2, borrowed: walk.rows.bytes(1))
                    replace.bind(3, borrowed: walk.rows.bytes(2))
                    try replace.run()
                    // What stood there stays in the engine's files until they are scrubbed.
                    try target.note("scrub")
                }
            }
        }
    }
}
