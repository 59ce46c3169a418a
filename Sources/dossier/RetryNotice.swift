import DossierClient

/// Told while a watch looks for its server.
enum RetryNotice {
    /// To standard error.
    static func tell(_ retry: WatchRetry) {
        let seconds = Double(retry.delay.components.attoseconds) / 1e18 + Double(retry.delay.components.seconds)
        let moment = (seconds * 10).rounded() / 10
        Terminal.tell("\(Terminal.clean(retry.reason.message)); looking for it again in \(moment) s")
    }
}
