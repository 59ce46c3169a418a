/// Whether the feed, the revisions that are listed, and what each watch was told are the same.
enum FeedCheck {
    static func faults(in history: History) -> [Fault] {
        order(history.feed) + revisions(history) + history.told.flatMap { told($0, history) }
    }

    private static func order(_ feed: [Version]) -> [Fault] {
        zip(feed, feed.dropFirst()).filter { $0.sequence >= $1.sequence }.map {
            Fault(record: $1.record, description: "in the feed \($1) follows \($0)")
        }
    }

    private static func revisions(_ history: History) -> [Fault] {
        let feed = Dictionary(grouping: history.feed, by: \.record).mapValues { $0.map(\.shown) }
        let records = Set(feed.keys).union(history.revisions.keys).sorted()
        return records.filter { feed[$0] ?? [] != history.revisions[$0] ?? [] }.map {
            let listed = history.revisions[$0] ?? []
            return Fault(record: $0, description: "its revisions are \(listed), but the feed has \(feed[$0] ?? [])")
        }
    }

    /// The first difference.
    private static func told(_ told: Told, _ history: History) -> [Fault] {
        let feed = history.feed.prefix { $0.sequence <= history.toldUntil }
        let place = zip(told.versions, feed).prefix { $0 == $1 }.count
        func fault(_ version: Version, _ text: String) -> [Fault] {
            [Fault(record: version.record, description: "watch \(told.watch) \(text)")]
        }
        guard place < told.versions.count else {
            return place < feed.count ? fault(feed[place], "was never told \(feed[place])") : []
        }
        let found = told.versions[place]
        if told.versions[..<place].contains(found) { return fault(found, "was told \(found) again") }
        if place < feed.count, feed[place...].contains(found) {
            return fault(found, "was told \(found), but not \(feed[place]) before it")
        }
        return fault(found, "was told \(found) as \(found.shown), which the feed does not hold so far")
    }
}
