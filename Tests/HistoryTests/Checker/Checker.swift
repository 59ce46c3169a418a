/// Holds a history against what the server promises.
enum Checker {
    /// What is wrong; empty when nothing is.
    static func faults(in history: History) -> [Fault] {
        let stored = StoredCheck(history)
        return stored.faults + OrderCheck(history, stored.versions).faults + FeedCheck.faults(in: history)
    }
}
