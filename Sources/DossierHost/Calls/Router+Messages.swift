import CDossierModule
import CProtobufC
import Dispatch
import DossierCore
import DossierTransport

/// The messages of clients that stream.
extension Router {
    /// Puts a message by until its module takes it. What comes for a call that has ended is dropped.
    public func receive(_ id: CallID, _ message: UnsafeRawBufferPointer, isCompressed: Bool) -> Bool {
        guard let call = table.slot(of: id.rawValue) else { return true }
        return call.state.withLock { state in
            guard state.holds(id.rawValue), state.phase == .open else { return true }
            guard state.inbox?.add(message, isCompressed: isCompressed) == true else { return false }
            fire(UInt32(DOSSIER_EVENT_READABLE), &state, call)
            return true
        }
    }

    /// The client has closed its side: so the module finds after the last message.
    public func endOfMessages(_ id: CallID) {
        guard let call = table.slot(of: id.rawValue) else { return }
        call.state.withLock { state in
            guard state.holds(id.rawValue), state.phase == .open else { return }
            state.inbox?.close()
            fire(UInt32(DOSSIER_EVENT_READABLE), &state, call)
        }
    }

    /// The next message of a call, for its module: waits for it inside `handle`, while another worker is left.
    func take(
        _ call: HostedCall,
        _ id: dossier_call,
        _ message: UnsafeMutablePointer<UnsafePointer<ProtobufCMessage>?>
    ) -> dossier_status {
        while true {
            switch call.state.withLock({ next(&$0, call, id) }) {
            case .status(let status): return status
            case .bytes(let bytes, let refused, let budget):
                refused?.resume()
                resumeStarving(budget)
                do throws(Status) {
                    guard let decoded = try call.decodeNext(bytes, id) else { return StatusCode.cancelled.rawValue }
                    message.pointee = decoded
                    return 0
                } catch {
                    answer(id, error)
                }
            case .wait(let semaphore, let budget):
                semaphore.wait()
                budget.endWaiting()
            }
        }
    }

    /// Memory for messages has become free: those who were refused some offer their messages again. No call's lock is
    /// held.
    func resumeStarving(_ budget: MessageBudget) {
        for id in budget.takeStarving() {
            guard let call = table.slot(of: id) else { continue }
            let refused = call.state.withLock { state -> ReplyPort? in
                guard state.holds(id), state.inbox?.hasBudgetAgain() == true else { return nil }
                return call.port
            }
            refused?.resume()
        }
    }

    private enum Next {
        /// A message; the port of the call when one that was refused is to be offered again; what it gave back to.
        case bytes([UInt8], refused: ReplyPort?, MessageBudget)
        case status(dossier_status)
        case wait(DispatchSemaphore, MessageBudget)
    }

    private func next(_ state: inout CallState, _ call: HostedCall, _ id: dossier_call) -> Next {
        guard state.lends(id) else { return .status(StatusCode.cancelled.rawValue) }
        guard state.inbox != nil else { return .status(StatusCode.failedPrecondition.rawValue) }
        if let code = state.answered {
            return .status((code == .deadlineExceeded ? code : .cancelled).rawValue)
        }
        let budget = call.method.module.messages
        if let message = state.inbox!.next() {
            state.isCompressed = message.isCompressed
            return .bytes(message.bytes, refused: state.inbox!.hasRoomAgain() ? call.port : nil, budget)
        }
        if state.inbox!.isClosed { return .status(StatusCode.outOfRange.rawValue) }
        guard case .handling = state.lane, budget.beginWaiting() else { return .status(DOSSIER_WAIT) }
        return .wait(state.inbox!.wait(), budget)
    }
}
