import DossierClient
import DossierCore
import DossierWire
import TestSupport

/// A client that reads and writes a few records which many others read and write, each call through another server.
struct Writer {
    /// Records that are written to at a time: old ones are left for new ones.
    private static let records = 6
    /// Calls of all clients for each new record.
    private static let callsOfRecord = 150

    private let number: Int
    private let recorder: Recorder
    private var caller: Caller
    private var random: SeededGenerator
    /// How each record was when this client saw it last.
    private var known: [String: Shown] = [:]
    private var titles = 0

    init(_ number: Int, _ fleet: Fleet, _ recorder: Recorder, _ random: SeededGenerator) {
        self.number = number
        self.recorder = recorder
        self.random = random
        caller = Caller(fleet, recorder, SeededGenerator(seed: self.random.next()))
    }

    /// Calls until the run is over.
    mutating func run() async {
        while !recorder.isOver {
            let record = "r\(recorder.count / Self.callsOfRecord + Int.random(in: 0..<Self.records, using: &random))"
            await perform(request(for: record), on: record)
        }
    }

    /// Creates a record, though the run is over, and however often that must be tried.
    mutating func create(_ record: String) async { await perform(.create(title: title()), on: record, isSure: true) }

    private mutating func request(for record: String) -> Request {
        let choice = Int.random(in: 0..<100, using: &random)
        let latest = recorder.latest
        switch (choice, known[record]) {
        case (0..<2, _): return .list
        case (2..<14, _) where latest > 0:
            return .getAsOf(choice % 2 == 0 ? latest : UInt64.random(in: 1...latest, using: &random))
        case (2..<35, _): return .get
        case (35..<70, nil), (35..<38, _): return .create(title: title())
        case (70..., nil), (38..<46, _): return .update(title: title(), etag: nil)
        case (_, let shown?) where shown.isDeleted: return .undelete(etag: shown.etag)
        case (46..<56, let shown?): return .delete(etag: shown.etag)
        case (_, let shown): return .update(title: title(), etag: shown?.etag)
        }
    }

    private mutating func title() -> String {
        titles += 1
        return "w\(number)-\(titles)"
    }

    /// - Parameter isSure: whether it is done though the run is over, and repeated until its outcome is known.
    private mutating func perform(_ request: Request, on record: String, isSure: Bool = false) async {
        let isRepeated = isSure || Int.random(in: 0..<3, using: &random) > 0
        let start = recorder.now
        let (server, tries, outcome) = await caller.call(request, on: record, isRepeated: isRepeated, isSure: isSure)
        guard tries > 0 else { return }
        if case .shown(let shown) = outcome, shown.revision > known[record]?.revision ?? 0 { known[record] = shown }
        // Somebody else was there first: what it is now must be read.
        if case .refused = outcome, request.isWrite { known[record] = nil }
        recorder.add(
            Call(
                client: number,
                server: server,
                record: request == .list ? "" : record,
                request: request,
                start: start,
                end: recorder.now,
                tries: tries,
                outcome: outcome
            )
        )
    }
}
