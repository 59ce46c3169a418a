import Glibc

/// A value behind a mutex, and a way to wait until it has changed as one needs it. Any thread.
///
/// Unchecked: the value is touched only with the mutex held.
final class Monitor<Value>: @unchecked Sendable {
    private var value: Value
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ value: Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Changes the value and wakes those who wait.
    func change<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result {
        try change { (value, _) throws(Failure) in try body(&value) }
    }

    /// Changes the value, and wakes those who wait unless `body` sets `wakes` to false: then nobody waits for this change.
    func change<Result, Failure: Error>(
        _ body: (inout Value, _ wakes: inout Bool) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var wakes = true
        pthread_mutex_lock(mutex)
        defer {
            // Those who are woken find the mutex free.
            pthread_mutex_unlock(mutex)
            if wakes { pthread_cond_broadcast(changed) }
        }
        return try body(&value, &wakes)
    }

    /// The same, for so many nanoseconds at most; nil when they are over.
    func wait<Result>(atMost nanoseconds: Int64, for body: (inout Value) -> Result?) -> Result? {
        var end = timespec()
        clock_gettime(CLOCK_REALTIME, &end)
        let rest = Int64(end.tv_nsec) + nanoseconds
        end.tv_sec += Int(rest / 1_000_000_000)
        end.tv_nsec = Int(rest % 1_000_000_000)
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            if pthread_cond_timedwait(changed, mutex, &end) == ETIMEDOUT { return body(&value) }
        }
    }

    /// Blocks until `body`, tried again after every change, has a result.
    func wait<Result>(for body: (inout Value) -> Result?) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            pthread_cond_wait(changed, mutex)
        }
    }
}
