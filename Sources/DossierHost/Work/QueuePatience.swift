import DossierCore

/// How long a job may wait in a queue. While bursts pass: as long as it takes. Where jobs keep coming faster than they are
/// done, only briefly, so that those that are done are done soon and the others are told at once to come back later.
/// (Controlled delay: Maurer, Fail at Scale, ACM Queue 13(8), 2015; after CoDel, RFC 8289.) Behind its queue's lock.
struct QueuePatience {
    /// What has become of the jobs whose turn came in a second in which jobs come faster than they are done.
    private struct Period {
        let start: Int64
        /// When such seconds began.
        let firstStart: Int64
        var jobs = 0
        var late = 0

        /// So many were late that the next is such a second, too.
        var goesOn: Bool { late * Limits.overrunShare > jobs }
    }

    /// At least this long, nanoseconds.
    private let floor: Int64
    /// How long a job takes, nanoseconds: the mean of the last few.
    private var jobNanoseconds: Int64 = 0
    /// When the oldest job last had not to wait, or not for long.
    private var lastShort: Int64 = 0
    /// Nil: jobs do not come faster than they are done, as far as is known.
    private var overrun: Period?
    /// Until then one that waits too long is enough to know.
    private var trialEnd: Int64 = 0

    /// - Parameter floor: how long a job may wait at least, nanoseconds.
    init(floor: Int64) { self.floor = floor }

    /// A job has come to an empty queue.
    mutating func foundEmpty(at now: Int64) { lastShort = now }

    /// The oldest job's turn has come.
    /// - Parameter since: when it came.
    /// - Returns: whether it has waited for too long.
    mutating func isLate(waiting since: Int64, at now: Int64) -> Bool {
        let waited = now - since
        let most = max(floor, jobNanoseconds * Limits.queueJobs)
        if waited <= most / 2 { lastShort = now }
        if let overrun, now - overrun.start >= Limits.standingNanoseconds { goOn(after: overrun, at: now) }
        if overrun == nil, waited > most, now - lastShort > Limits.standingNanoseconds || now < trialEnd {
            overrun = Period(start: now, firstStart: now)
        }
        guard overrun != nil else { return false }
        let isLate = waited > max(floor / Limits.overrunFloorShare, jobNanoseconds / Limits.overrunJobShare)
        overrun?.jobs += 1
        if isLate { overrun?.late += 1 }
        return isLate
    }

    /// The next second, if the one before has shown that it is needed. From time to time everything is let in again, since
    /// those who call again at once, when they are refused, look like many.
    private mutating func goOn(after period: Period, at now: Int64) {
        let goesOn = period.goesOn && now - period.start < 2 * Limits.standingNanoseconds
        if goesOn, now - period.firstStart < Limits.overrunNanoseconds {
            overrun = Period(start: now, firstStart: period.firstStart)
        } else {
            overrun = nil
            lastShort = now
            if goesOn { trialEnd = now + Limits.standingNanoseconds }
        }
    }

    /// A job took so long, nanoseconds.
    mutating func took(_ nanoseconds: Int64) {
        jobNanoseconds += (nanoseconds - jobNanoseconds) / 8
    }
}
