import DossierClient
import DossierCore
import DossierWire
import TestSupport

/// Calls the servers of a fleet, over a connection to each, and tries again what may be tried again.
struct Caller {
    private static let timeout = Duration.seconds(5)
    /// Between two tries.
    private static let pause = Duration.milliseconds(20)
    /// Tries of a write under one request_id.
    private static let tries = 300

    private let fleet: Fleet
    private let recorder: Recorder
    private var random: SeededGenerator
    private var clients: [Int: Client] = [:]

    init(_ fleet: Fleet, _ recorder: Recorder, _ random: SeededGenerator) {
        self.fleet = fleet
        self.recorder = recorder
        self.random = random
    }

    /// - Parameters:
    ///   - isRepeated: whether a write whose outcome is not known is tried again, under one request_id.
    ///   - isSure: whether it is called even if the run is over.
    /// - Returns: through which server it ended, and how; no tries when the run ended before there was a server.
    mutating func call(
        _ request: Request,
        on record: String,
        isRepeated: Bool,
        isSure: Bool
    ) async -> (server: Int, tries: Int, outcome: Outcome) {
        let requestID = request.isWrite && isRepeated ? String(random.next(), radix: 36) : ""
        var (server, tries, isUnknown) = (0, 0, false)
        while tries < Self.tries {
            guard let (number, client) = await connect(untilOver: tries == 0 && !isSure) else { break }
            (server, tries) = (number, tries + 1)
            do throws(Status) {
                let outcome = try await send(request, record, requestID, client)
                return (server, tries, outcome)
            } catch {
                if error.code == .unavailable { clients[number] = nil }
                guard Self.isOpen(error.code) else {
                    // Under one request_id nothing is done twice: had an earlier try been done, this one would tell. It
                    // may still be done, unless its condition can never hold again.
                    let isDecided = !isUnknown || request.isConditional && error.code != .resourceExhausted
                    return (server, tries, isDecided ? .refused(error.code) : .unknown)
                }
                isUnknown = true
                if requestID.isEmpty { break }
                try? await Task.sleep(for: Self.pause)
            }
        }
        return (server, tries, .unknown)
    }

    /// Whether a call that ended so may have been done.
    private static func isOpen(_ code: StatusCode) -> Bool {
        [.unavailable, .cancelled, .deadlineExceeded].contains(code)
    }

    private func send(
        _ request: Request,
        _ record: String,
        _ requestID: String,
        _ client: Client
    ) async throws(Status) -> Outcome {
        let incidents = Resources(client, CallOptions(timeout: Self.timeout, retry: .never))
        let name = "incidents/\(record)"
        let options = WriteOptions(requestID: requestID)
        switch request {
        case .create(let title):
            let fields = JSONValue(members: [("title", .string(title))])
            return .shown(Shown(try await incidents.create(.incidents, id: record, fields, options)))
        case .update(let title, let etag):
            let fields = [("name", name), ("title", title), ("etag", etag ?? "")].map { ($0, JSONValue.string($1)) }
            return .shown(Shown(try await incidents.update(.incidents, JSONValue(members: fields), options)))
        case .delete(let etag):
            return .shown(Shown(try await incidents.delete(name, .incidents, etag: etag, options)))
        case .undelete(let etag):
            return .shown(Shown(try await incidents.undelete(name, .incidents, etag: etag, options)))
        case .get: return .shown(Shown(try await incidents.get(name, .incidents)))
        case .getAsOf(let sequence):
            let view = ReadView(moment: .sequence(sequence))
            return .shown(Shown(try await incidents.get(name, .incidents, view)))
        case .list: return try await list(incidents)
        }
    }

    private func list(_ incidents: Resources) async throws(Status) -> Outcome {
        var query = ListQuery()
        query.showDeleted = true
        var shown: [String: Shown] = [:]
        var token = ""
        while true {
            let page = try await incidents.page(of: .incidents, query, size: 20, token: token)
            for incident in page.items { shown[Version.record(incident["name"]?.text ?? "")] = Shown(incident) }
            token = page.nextPageToken
            if token.isEmpty { return .listed(shown, sequence: page.sequence ?? 0) }
        }
    }

    /// A server that can be reached, at random.
    /// - Parameter untilOver: whether to give up when the run is over.
    private mutating func connect(untilOver: Bool) async -> (number: Int, client: Client)? {
        while !untilOver || !recorder.isOver {
            let number = Int.random(in: 0..<fleet.size, using: &random)
            if let client = clients[number] { return (number, client) }
            if let address = fleet.address(of: number), let client = try? await Client.connect(to: address) {
                clients[number] = client
                return (number, client)
            }
            try? await Task.sleep(for: Self.pause)
        }
        return nil
    }
}
