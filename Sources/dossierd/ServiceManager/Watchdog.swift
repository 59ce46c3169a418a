import NIOCore

/// Tells the service manager that this program lives, twice in the time that it gives, for as long as every event loop does
/// its work: when one hangs, nothing more is told, and the manager starts the program anew.
struct Watchdog: Sendable {
    private let manager: ServiceManager
    private let eventLoops: [any EventLoop]
    private let pause: TimeAmount

    /// Begins, where the manager wants to hear it.
    static func start(_ manager: ServiceManager, over group: some EventLoopGroup) {
        guard let nanoseconds = manager.watchdogNanoseconds else { return }
        let eventLoops = group.makeIterator().map { $0 as any EventLoop }
        Watchdog(manager: manager, eventLoops: eventLoops, pause: .nanoseconds(nanoseconds / 2)).look()
    }

    private func look() {
        let first = eventLoops[0]
        EventLoopFuture.andAllSucceed(eventLoops.map { $0.submit {} }, on: first).whenSuccess {
            manager.lives()
            first.scheduleTask(in: pause) { look() }
        }
    }
}
