import DossierCore

/// A small history made by hand: of record "r", whose revision n is in transaction n, with etag "en".
struct Sample {
    var history = History()

    init(_ make: (inout Sample) -> Void) {
        make(&self)
        history.told = [Told(watch: 1, versions: history.feed)]
        history.revisions = ["r": history.feed.map(\.shown)]
    }

    /// A write that is acknowledged, and stored.
    mutating func write(_ request: Request, at time: ClosedRange<Int64>, revision: Int) {
        store(request, revision)
        add(request, time, .shown(history.feed[revision - 1].shown))
    }

    /// A write of which the client hears nothing.
    /// - Parameter revision: as which it is stored all the same; nil: it is not.
    mutating func lose(_ request: Request, at time: ClosedRange<Int64>, revision: Int?) {
        if let revision { store(request, revision) }
        add(request, time, .unknown)
    }

    mutating func refuse(_ request: Request, _ code: StatusCode, at time: ClosedRange<Int64>) {
        add(request, time, .refused(code))
    }

    mutating func read(_ revision: Int, at time: ClosedRange<Int64>) {
        add(.get, time, .shown(history.feed[revision - 1].shown))
    }

    mutating func readAsOf(_ revision: Int, at time: ClosedRange<Int64>) {
        add(.getAsOf(UInt64(revision)), time, .shown(history.feed[revision - 1].shown))
    }

    mutating func list(_ revision: Int, at time: ClosedRange<Int64>) {
        let shown = history.feed[revision - 1].shown
        history.calls.append(call(.list, time, .listed(["r": shown], sequence: UInt64(revision)), of: ""))
    }

    /// A watch is told of a revision.
    mutating func see(_ revision: Int, at time: Int64) {
        history.sightings.append(Sighting(watch: 1, sequence: UInt64(revision), time: time))
    }

    /// A call that ended so.
    mutating func add(_ request: Request, _ time: ClosedRange<Int64>, _ outcome: Outcome) {
        history.calls.append(call(request, time, outcome, of: "r"))
    }

    private func call(_ request: Request, _ time: ClosedRange<Int64>, _ outcome: Outcome, of record: String) -> Call {
        Call(
            client: history.calls.count,
            server: 0,
            record: record,
            request: request,
            start: time.lowerBound,
            end: time.upperBound,
            outcome: outcome
        )
    }

    private mutating func store(_ request: Request, _ revision: Int) {
        var isDeleted = false
        if case .delete = request { isDeleted = true }
        let title = request.title ?? history.feed.last?.shown.title ?? ""
        let shown = Shown(revision: revision, etag: "e\(revision)", title: title, isDeleted: isDeleted)
        history.feed.append(Version(record: "r", sequence: UInt64(revision), shown: shown))
    }
}
