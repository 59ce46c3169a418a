import CDossierProtos
import DossierClient
import DossierCore
import DossierWire
import Synchronization

/// A client that watches the incidents from the beginning over all the servers there are, one after the other.
final class Watcher: Sendable, CustomStringConvertible {
    /// By what it resumes.
    enum Position: CaseIterable {
        /// The token of the last event.
        case token
        /// A sequence up to which everything was told: that of a heartbeat, or of the transaction before the last
        /// event's. What was told of the last one does not count then.
        case sequence
    }

    private struct State {
        var told: [Told] = []
        /// Of a transaction of which more may follow.
        var begun: [Told] = []
        var token = ""
        var sequence: UInt64 = 0
        var heartbeats = 0
        var faults: [String] = []

        mutating func take(_ next: Told, token: String, _ position: Position) {
            if position == .token {
                told.append(next)
                self.token = token
                return
            }
            if let last = begun.last, last.sequence != next.sequence {
                sequence = last.sequence
                close()
            }
            begun.append(next)
        }

        /// The last transaction is over.
        mutating func close() {
            told += begun
            begun = []
        }
    }

    private let position: Position
    private let state = Mutex(State())

    init(by position: Position) { self.position = position }

    var description: String { "a watch by \(position)" }
    /// All that it was told.
    var told: [Told] { state.withLock { $0.told } }
    /// How often it was told that there is nothing.
    var heartbeats: Int { state.withLock { $0.heartbeats } }
    /// What a watch must never do.
    var faults: [String] { state.withLock { $0.faults } }

    /// Watches until the server is gone, or the last event is that of a record of this id.
    func follow(_ server: ServerAddress, until last: String? = nil) async {
        do throws(Status) {
            let client = try await Client.connect(to: server)
            let request = try Requests.encode("WatchIncidents", resume())
            let timeout = CallOptions(timeout: .seconds(120))
            let events = try await client.stream(MethodName("dossier.v1.Incidents", "WatchIncidents"), request, timeout)
            var iterator = events.makeAsyncIterator()
            while let event = try await iterator.next() {
                if try hear(event) == last, last != nil { return finish() }
            }
            note("ended well")
        } catch {
            let wasKilled = error.code == .unavailable && last == nil
            if !wasKilled { note("ended with \(error)") }
        }
    }

    /// Where it goes on, as a request.
    private func resume() -> String {
        state.withLock { state in
            state.begun = []
            if position == .token, !state.token.isEmpty { return "{\"resume_token\": \"\(state.token)\"}" }
            return "{\"sequence\": \"\(state.sequence)\"}"
        }
    }

    /// Returns the id of what it is told.
    private func hear(_ event: [UInt8]) throws(Status) -> String? {
        let message = try Message(dossier__v1__watch_incidents_response__init, decoding: event)
        defer { withExtendedLifetime(message) {} }
        let event = message.pointee
        return state.withLock { state in
            guard let incident = event.incident?.pointee else {
                state.close()
                state.sequence = event.sequence
                state.heartbeats += 1
                return nil
            }
            let id = String(String(cString: event.name).dropFirst("incidents/".count))
            let revision = Int(incident.revision)
            let isWhole =
                String(cString: incident.title) == Writers.title(id, revision)
                && String(cString: incident.summary) == Writers.summary(id, revision)
            let told = Told(
                id: id,
                revision: revision,
                sequence: event.sequence,
                type: event.type.rawValue,
                isWhole: isWhole
            )
            state.take(told, token: String(cString: event.resume_token), position)
            return id
        }
    }

    private func finish() { state.withLock { $0.close() } }

    private func note(_ fault: String) { state.withLock { $0.faults.append("\(self) \(fault)") } }
}
