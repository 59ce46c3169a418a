/// Whether the calls agree with one order of everything, that of the transactions' sequences: each call is done at one
/// moment between its start and its end, and shows the record as it is then. That is linearizability, of the record as a
/// whole; since the order of the writes is known, one walk over the time finds out.
///
/// The walk gives each read the earliest moment that fits what it shows, and knows at each time how far the record must
/// have been at least. A call that begins then is done later than that.
struct OrderCheck {
    private enum Event {
        case start(Int)
        case end(Int)
        case seen(Sighting)
    }

    private(set) var faults: [Fault] = []
    private let history: History
    private let stored: [Int: Version]
    private let timelines: [String: Timeline]
    /// How far the record is at least, and who shows it.
    private var reached: (sequence: UInt64, by: String) = (0, "nobody")
    /// The same when each of the open calls began.
    private var open: [Int: (sequence: UInt64, by: String)] = [:]

    /// - Parameter stored: what the calls have written, by their places in the history.
    init(_ history: History, _ stored: [Int: Version]) {
        self.history = history
        self.stored = stored
        timelines = Dictionary(grouping: history.feed, by: \.record).mapValues(Timeline.init)
        for event in events() {
            switch event {
            case .start(let place): open[place] = reached
            case .end(let place): end(place)
            case .seen(let sighting): reach(sighting.sequence, "watch \(sighting.watch) was told of it")
            }
        }
        for (place, version) in stored where history.calls[place].isUnknown { checkStart(place, version) }
    }

    /// In the order of time. Of one time, starts come first: calls that touch have overlapped.
    private func events() -> [Event] {
        var events: [(time: Int64, rank: Int, event: Event)] = []
        for (place, call) in history.calls.enumerated() {
            events.append((call.start, 0, .start(place)))
            if !call.isUnknown { events.append((call.end, 1, .end(place))) }
        }
        for sighting in history.sightings { events.append((sighting.time, 1, .seen(sighting))) }
        return events.sorted { ($0.time, $0.rank) < ($1.time, $1.rank) }.map(\.event)
    }

    private mutating func reach(_ sequence: UInt64, _ by: @autoclosure () -> String) {
        if sequence > reached.sequence { reached = (sequence, by()) }
    }

    private mutating func end(_ place: Int) {
        let call = history.calls[place]
        guard let begun = open.removeValue(forKey: place) else { return }
        if call.request.isWrite, case .shown = call.outcome {
            guard let version = stored[place] else { return }
            if version.sequence <= begun.sequence { note(call, "was done in \(version.sequence)", begun) }
            return reach(version.sequence, "\(call)")
        }
        guard let moment = moment(of: call, after: begun.sequence) else {
            return note(call, "shows no state of then", begun)
        }
        reach(moment, "\(call)")
    }

    /// It may have been done long after its end, but not before its start.
    private mutating func checkStart(_ place: Int, _ version: Version) {
        guard let begun = open[place], version.sequence <= begun.sequence else { return }
        note(history.calls[place], "was done in \(version.sequence)", begun)
    }

    /// The earliest moment that fits what a call shows; nil: none does.
    private func moment(of call: Call, after begun: UInt64) -> UInt64? {
        let timeline = timelines[call.record] ?? Timeline([])
        switch (call.request, call.outcome) {
        case (.list, .listed(let records, let sequence)):
            return sequence >= begun && isAll(records, at: sequence) ? sequence : nil
        case (.getAsOf(let sequence), .refused(.outOfRange)): return begun < sequence ? begun : nil
        case (.getAsOf(let sequence), .shown(let shown)):
            return timeline.state(at: sequence) == shown ? max(begun, sequence) : nil
        case (.getAsOf(let sequence), .refused(.notFound)):
            return timeline.state(at: sequence) == nil ? max(begun, sequence) : nil
        case (.get, .shown(let shown)): return timeline.first(from: begun) { $0 == shown }
        case (_, .refused(let code)): return timeline.first(from: begun) { call.request.isRefused(code, on: $0) }
        default: return nil
        }
    }

    private func isAll(_ records: [String: Shown], at sequence: UInt64) -> Bool {
        let held = timelines.compactMapValues { $0.state(at: sequence) }
        return held == records
    }

    private mutating func note(_ call: Call, _ fault: String, _ begun: (sequence: UInt64, by: String)) {
        let known = "when it began, the record was known to be at \(begun.sequence): \(begun.by)"
        faults.append(Fault(record: call.record, description: "\(fault), but \(known): \(call)"))
    }
}
