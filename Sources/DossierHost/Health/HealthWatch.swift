import DossierCore
import DossierTransport
import ModuleKit

/// One watch of a service's health: tells it at once and on each change, to a slow reader the last one.
///
/// When the server drains it says NOT_SERVING and ends by itself, so that nobody's watch ends before he knows.
final class HealthWatch: CallSession, @unchecked Sendable {
    // Sendable: as every session.

    /// No kind of record: hints under this name say that the health of something may have changed.
    static let topic = KindName("grpc.health.v1.Health")

    private unowned let host: Host
    private let service: String
    private var told: Host.ServingStatus?

    init(_ call: Call, of service: String, _ host: Host) {
        self.host = host
        self.service = service
        super.init(call)
    }

    override func turn(_ events: CallEvents) {
        guard !events.contains(.cancelled) else { return end(Status(.cancelled, "the watch was ended")) }
        // Before the first look, so that nothing falls between.
        if events.isEmpty { subscribe(to: Self.topic) }
        tell()
    }

    override func hint() { tell() }

    private func tell() {
        // Once: what begins after it is told of by another hint.
        let isDraining = host.isDraining
        let status = isDraining ? Host.notServing : host.servingStatus(of: service) ?? Host.serviceUnknown
        if status != told {
            switch HealthModule.encode(status).withUnsafeBytes({ call.send(encoded: $0) }) {
            case .taken: told = status
            case .full: return wait(for: .writable)
            case .over: return end(Status(.cancelled, "nobody listens any more"))
            }
        }
        if isDraining { end(CancelReason.drain.status) } else { wait(for: []) }
    }
}
