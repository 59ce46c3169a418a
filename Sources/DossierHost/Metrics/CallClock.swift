/// When a call got where: monotonic nanoseconds, 0 where it has not been.
struct CallClock {
    /// At its door,
    var arrived: Int64 = 0
    /// in its module's queue,
    var queued: Int64 = 0
    /// on a worker,
    var started: Int64 = 0
    /// and at the encoding of its reply.
    var encoding: Int64 = 0

    /// Where its time went; nil for one that was answered without a worker.
    /// - Parameter store: nanoseconds of its module's that were the store's.
    func phases(until end: Int64, store: Int64) -> CallPhases? {
        guard started > 0 else { return nil }
        let encode = encoding > 0 ? end - encoding : 0
        return CallPhases(
            decode: queued - arrived,
            queue: started - queued,
            module: max(0, end - started - encode - store),
            store: store,
            encode: encode
        )
    }
}
