/// What can be wrong with a history, made in a good one.
struct Flaw: Sendable, CustomStringConvertible {
    let description: String
    /// What the checker must say of it.
    let fault: String
    let make: @Sendable (inout Sample) -> Void

    private init(_ description: String, _ fault: String, _ make: @escaping @Sendable (inout Sample) -> Void) {
        (self.description, self.fault, self.make) = (description, fault, make)
    }

    static let all = writes + reads + feeds

    private static let writes = [
        Flaw("a lost acknowledged write", "was acknowledged, but is lost") {
            $0.add(.update(title: "lost", etag: nil), 200...210, .shown($0.shown(6, "lost")))
        },
        Flaw("two writes acknowledged on one etag", "was acknowledged, but is lost") {
            $0.history.calls[3].outcome = .shown($0.shown(2, "c"))
        },
        Flaw("two writes stored on one etag", "though its condition did not hold") {
            $0.history.calls[7].request = .update(title: "e", etag: "e1")
        },
        Flaw("a refused write that is stored", "is stored, but was refused") {
            $0.history.calls[7].outcome = .refused(.aborted)
        },
        Flaw("a write that nobody asked for", "nobody wrote it") { $0.history.calls.remove(at: 7) },
        Flaw("a repeated write that is done twice", "was written before") { $0.append(6, "e") },
        Flaw("a write stored otherwise than acknowledged", "was acknowledged otherwise") {
            $0.history.calls[2].outcome = .shown($0.shown(9, "b"))
        },
        Flaw("a revision left out", "follows revision 1") { $0.history.feed.remove(at: 1) },
        Flaw("a write ordered before one that ended before it began", "was done in 2") {
            $0.history.calls[2].start = 85
            $0.history.calls[2].end = 86
            $0.history.calls[4].start = 80
            $0.history.calls[4].end = 82
        },
        Flaw("an unknown write stored before it was asked for", "was done in 5") {
            $0.history.calls[7].start = 155
            $0.history.calls[7].end = 156
        },
    ]

    private static let reads = [
        Flaw("a stale read", "shows no state of then") { $0.read(4, at: 200...210) },
        Flaw("a read that goes back behind another", "shows no state of then") {
            $0.read(2, at: 76...77)
            $0.read(1, at: 78...79)
            $0.history.calls[2].end = 90
        },
        Flaw("a read behind what a watch was told", "shows no state of then") {
            $0.see(5, at: 132)
            $0.read(4, at: 133...134)
        },
        Flaw("a read from the future", "was done in 3") { $0.read(3, at: 71...72) },
        Flaw("a watch told of the future", "was done in 3") { $0.see(3, at: 71) },
        Flaw("a read of what nobody wrote", "shows no state of then") {
            $0.add(.get, 200...210, .shown($0.shown(5, "nobody's")))
        },
        Flaw("a record not found that is there", "shows no state of then") {
            $0.refuse(.get, .notFound, at: 200...210)
        },
        Flaw("a refusal without a reason", "shows no state of then") {
            $0.refuse(.update(title: "x", etag: "e5"), .aborted, at: 200...210)
        },
        Flaw("another past than there was", "shows no state of then") { $0.history.calls[10].request = .getAsOf(3) },
        Flaw("a past that is said not to have happened", "shows no state of then") {
            $0.history.calls[10].outcome = .refused(.outOfRange)
        },
        Flaw("a list without a record", "shows no state of then") {
            $0.history.calls[11].outcome = .listed([:], sequence: 5)
        },
        Flaw("a stale list", "shows no state of then") { $0.list(3, at: 200...210) },
    ]

    private static let feeds = [
        Flaw("a repeated event", "was told r at 2 in 2 again") { $0.told { $0.insert($0[1], at: 2) } },
        Flaw("a missing event", "was told r at 3 in 3, but not r at 2 in 2 before it") { $0.told { $0.remove(at: 1) } },
        Flaw("events out of order", "was told r at 3 in 3, but not r at 2 in 2 before it") {
            $0.told { $0.swapAt(1, 2) }
        },
        Flaw("an event that is not in the feed", "which the feed does not hold") {
            $0.told { $0[1].shown.title = "x" }
        },
        Flaw("a missing end", "was never told r at 5 in 5") { $0.told { $0.removeLast() } },
        Flaw("a feed out of order", "in the feed r at 2 in 2 follows") { $0.history.feed.swapAt(1, 2) },
        Flaw("a revision that is not listed", "its revisions are") { $0.history.revisions["r"]?.remove(at: 1) },
    ]
}

extension Sample {
    fileprivate func shown(_ revision: Int, _ title: String) -> Shown {
        Shown(revision: revision, etag: "e\(revision)", title: title, isDeleted: false)
    }

    fileprivate mutating func append(_ revision: Int, _ title: String) {
        let version = Version(record: "r", sequence: UInt64(revision), shown: shown(revision, title))
        history.feed.append(version)
    }

    fileprivate mutating func told(_ change: (inout [Version]) -> Void) { change(&history.told[0].versions) }
}
