import DossierCore
import DossierTransport

/// What the log is told of calls.
extension Router {
    /// A call that holds its slot.
    /// - Parameter now: of the monotonic clock, nanoseconds.
    func ended(_ call: HostedCall, at now: Int64, phases: CallPhases?) -> EndedCall {
        EndedCall(
            method: call.method,
            door: call.door,
            peer: call.port.connection.client,
            subject: knowsCallers(of: call.method) ? call.caller.subject : nil,
            metadata: call.head.metadata,
            // The one part of the clock that a worker never writes.
            nanoseconds: now - call.clock.arrived,
            phases: phases
        )
    }

    private func knowsCallers(of method: HostedMethod) -> Bool {
        if case .open = method.access { false } else { access != nil }
    }

    /// Counts and logs a call that its door answers.
    public func refuse(
        _ route: MethodRoute,
        _ status: Status,
        _ metadata: Metadata,
        of client: Peer,
        at door: Door
    ) -> Refusal {
        let method = methods.table.pointee[route.index].takeUnretainedValue()
        return note(Denial(status: status, subject: nil, failure: .unopened), method, client, metadata, door)
    }

    /// Counts and logs a call that is refused before it has begun.
    func note(
        _ denial: Denial,
        _ method: HostedMethod,
        _ client: Peer,
        _ metadata: Metadata,
        _ door: Door
    ) -> Refusal {
        method.metrics.refuse(door, denial.status.code)
        let call = EndedCall(
            method: method,
            door: door,
            peer: client,
            subject: denial.subject,
            metadata: metadata,
            nanoseconds: nil,
            phases: nil
        )
        return Refusal(denial.status, trailers: log.failed(call, denial.status, denial.failure))
    }
}
