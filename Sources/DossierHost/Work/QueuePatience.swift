import DossierCore

/// How long a job may wait in a queue, and which is next: the oldest, while bursts pass. Where jobs keep coming faster than
/// they are done, and the oldest has waited for too long, those are refused that have waited at all, and the newest is
/// next, so that what is answered is answered soon. (Controlled delay and adaptive LIFO: Maurer, Fail at Scale, ACM Queue 13(8), 2015; after CoDel, RFC
/// 8289.) Behind its queue's lock.
struct QueuePatience {
    /// At least this long, nanoseconds.
    private let floor: Int64
    /// How long a job takes, nanoseconds: the mean of the last few.
    private var jobNanoseconds: Int64 = 0
    /// When the oldest job last had not to wait, or not for long.
    private var lastShort: Int64 = 0
    /// When a job last had waited for too long.
    private var lastLate: Int64

    /// - Parameter floor: how long a job may wait at least, nanoseconds.
    init(floor: Int64) {
        self.floor = floor
        lastLate = -Limits.standingNanoseconds
    }

    /// How long a job may wait in a queue that has not been short for a while, nanoseconds.
    private var nanoseconds: Int64 { max(floor, jobNanoseconds * Limits.queueJobs) }

    /// A job has come to an empty queue.
    mutating func foundEmpty(at now: Int64) { lastShort = now }

    /// Whether jobs have come faster than they are done, not long ago: then the newest is next.
    func isOverrun(at now: Int64) -> Bool { now - lastLate < Limits.standingNanoseconds }

    /// A job's turn has come.
    /// - Parameter since: when the oldest job came.
    /// - Returns: whether that has waited for too long.
    mutating func isLate(waiting since: Int64, at now: Int64) -> Bool {
        let waited = now - since
        let isLate =
            isOverrun(at: now)
            ? waited > nanoseconds / Limits.queueJobs
            : waited > nanoseconds && now - lastShort > Limits.standingNanoseconds
        if isLate { lastLate = now } else if waited <= nanoseconds / 2 { lastShort = now }
        return isLate
    }

    /// A job took so long, nanoseconds.
    mutating func took(_ nanoseconds: Int64) {
        jobNanoseconds += (nanoseconds - jobNanoseconds) / 8
    }
}
