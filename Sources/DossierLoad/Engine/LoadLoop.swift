import DossierCore
import NIOCore

/// The part of a load that one event loop makes. Event loop only.
final class LoadLoop<Wire: LoadWire> {
    private let plan: LoadPlan
    private let eventLoop: any EventLoop
    /// Calls a second of this loop; nil: as fast as they are answered.
    private let rate: Double?
    private var dice: Dice
    private var tallies: [Tally]
    private var connections: [LoadConnection<Wire>] = []
    private var schedule: Schedule?
    private var done: EventLoopPromise<LoopResult>?
    /// Calls that have been made, and those of them that are open.
    private var begun = 0
    private var open = 0
    /// The connection whose turn it is in an open loop.
    private var turn = 0
    private var isTimed = false
    /// Calls were due for which there was no room.
    private var isFull = false
    private var lapses = Lapses()
    private var processor = ProcessorUse()
    private let progress: LoadProgress?
    /// Ended calls of which the progress knows.
    private var told = 0

    /// - Parameters:
    ///   - share: of the load's rate.
    ///   - progress: told how far it is.
    init(_ plan: LoadPlan, share: Double, seed: UInt64, _ progress: LoadProgress?, on eventLoop: any EventLoop) {
        self.plan = plan
        self.progress = progress
        self.eventLoop = eventLoop
        if case .rate(let rate) = plan.pace { self.rate = rate * share } else { rate = nil }
        dice = Dice(plan.calls, seed: seed)
        tallies = plan.calls.map { _ in Tally() }
    }

    /// Another connection, before the load begins.
    func add() throws(Status) -> LoadConnection<Wire> {
        let connection = try LoadConnection(self, plan)
        connections.append(connection)
        return connection
    }

    /// Begins to call.
    /// - Returns: what came of it, when all calls have ended, or have been given up.
    func start(_ schedule: Schedule) -> EventLoopFuture<LoopResult> {
        let done = eventLoop.makePromise(of: LoopResult.self)
        self.schedule = schedule
        self.done = done
        let timers = eventLoop.assumeIsolated()
        timers.scheduleTask(deadline: .uptimeNanoseconds(UInt64(schedule.start))) { self.pumpAll() }
        timers.scheduleTask(deadline: .uptimeNanoseconds(UInt64(schedule.counted))) { self.processor.begin() }
        timers.scheduleTask(deadline: .uptimeNanoseconds(UInt64(schedule.end))) {
            self.processor.end()
            self.finishIfAllHaveEnded()
        }
        timers.scheduleTask(deadline: .uptimeNanoseconds(UInt64(schedule.patience))) { self.finish() }
        tell()
        return done.futureResult
    }

    /// Tells the progress of what has ended, now and from time to time.
    private func tell() {
        guard let progress, done != nil else { return }
        progress.add(begun - open - told)
        told = begun - open
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(100)) { self.tell() }
    }

    /// Something has gone wrong that ends the load.
    func fail(_ status: Status) {
        guard let done else { return }
        self.done = nil
        done.fail(status)
    }

    // MARK: - Calls

    /// A call has ended.
    func ended(_ flight: Flights.Flight, _ code: StatusCode, at now: Int64) {
        open -= 1
        guard let schedule else { return }
        if schedule.counts(flight.due) {
            tallies[flight.kind].add(code, after: now - flight.due, isInTime: now < schedule.end)
        }
        if now >= schedule.end { finishIfAllHaveEnded() }
    }

    /// Makes the calls that are due; where they are not timed, those of a connection that has been answered.
    func pump(_ connection: LoadConnection<Wire>, at now: Int64) {
        guard let schedule, now < schedule.end else { return }
        if rate != nil { return pumpDue(schedule, at: now) }
        while connection.hasRoom { begin(on: connection, due: now) }
    }

    private func pumpAll() {
        guard let schedule else { return }
        let now = MonotonicClock.now()
        if rate != nil { return pumpDue(schedule, at: now) }
        for connection in connections {
            pump(connection, at: now)
            connection.flush()
        }
    }

    /// Of an open loop: every call that is due, on the connections in turn; some that are due together go by one, as a
    /// write for each would make the load the limit.
    private func pumpDue(_ schedule: Schedule, at now: Int64) {
        guard let rate else { return }
        let first = begun
        var isFull = false
        var connection: LoadConnection<Wire>?
        while let due = nextDue(schedule, rate), due <= now {
            if (begun - first) % Limits.loadCallsTogether == 0 || connection?.hasRoom != true {
                connection = nextWithRoom()
            }
            guard let connection else {
                isFull = true
                break
            }
            if now - due > Limits.loadLateNanoseconds, schedule.counts(due) { noteLate() }
            begin(on: connection, due: due)
        }
        self.isFull = isFull
        if begun > first { for connection in connections { connection.flush() } }
        setTimer(schedule, rate, at: now)
    }

    /// Where there was no room before, that was why.
    private func noteLate() {
        if isFull { lapses.waited += 1 } else { lapses.late += 1 }
    }

    private func begin(on connection: LoadConnection<Wire>, due: Int64) {
        let (kind, request) = dice.roll()
        connection.begin(kind, request, due: due)
        begun += 1
        open += 1
    }

    /// When the next call is due; nil: there is none before the end.
    private func nextDue(_ schedule: Schedule, _ rate: Double) -> Int64? {
        let due = schedule.start + Int64(Double(begun) * 1e9 / rate)
        return due < schedule.end ? due : nil
    }

    private func nextWithRoom() -> LoadConnection<Wire>? {
        for _ in connections.indices {
            turn = turn + 1 < connections.count ? turn + 1 : 0
            if connections[turn].hasRoom { return connections[turn] }
        }
        return nil
    }

    /// What is overdue now has no room, and is made when there is some.
    private func setTimer(_ schedule: Schedule, _ rate: Double, at now: Int64) {
        guard !isTimed, let due = nextDue(schedule, rate), due > now else { return }
        isTimed = true
        let deadline = max(due, now + Limits.loadTickNanoseconds)
        eventLoop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(UInt64(deadline))) {
            self.isTimed = false
            self.pumpDue(schedule, at: MonotonicClock.now())
        }
    }

    // MARK: - End

    private func finishIfAllHaveEnded() { if open == 0 { finish() } }

    private func finish() {
        guard let done, let schedule else { return }
        self.done = nil
        for connection in connections {
            for flight in connection.flights.open where schedule.counts(flight.due) {
                tallies[flight.kind].addUnanswered()
            }
            connection.close()
        }
        lapses.unsent = unsent(schedule)
        // The last answer may come before the timer that tells the end.
        processor.end()
        done.succeed(LoopResult(tallies: tallies, lapses: lapses, processor: processor.share))
    }

    /// How many calls of those that count were due and have not been made.
    private func unsent(_ schedule: Schedule) -> Int {
        guard let rate else { return 0 }
        let due = { (moment: Int64) in Int((Double(moment - schedule.start) / 1e9 * rate).rounded(.up)) }
        return max(0, due(schedule.end) - max(begun, due(schedule.counted)))
    }
}
