/// All that the clients of a run know, and what the record holds at its end.
struct History: Sendable {
    var calls: [Call] = []
    var sightings: [Sighting] = []
    var told: [Told] = []
    /// Up to which transaction the watches were to be told.
    var toldUntil: UInt64 = .max
    /// The record's feed from its beginning.
    var feed: [Version] = []
    /// The revisions that are listed of each record, the oldest first.
    var revisions: [String: [Shown]] = [:]

    /// What speaks of a record, in its order, for whoever looks for the cause of a fault.
    func excerpt(of record: String) -> [String] {
        let calls = calls.filter { $0.record == record && ($0.request.isWrite || !$0.isUnknown) }
        return calls.sorted { $0.start < $1.start }.map(\.description)
            + feed.filter { $0.record == record }.map { "stored: \($0), \($0.shown)" }
    }
}
