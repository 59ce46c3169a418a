import CProtobufC
import DossierCore
import Synchronization

/// One running import: takes items as they come and acknowledges each when its write has ended, in any order.
///
/// Turns take; the ends of writes, on other workers, acknowledge. It waits for nobody: while its client reads no
/// acknowledgements they are kept, and as there are never more than `Limits.importItems`, that is little.
final class ImportSession: CallSession, @unchecked Sendable {
    // Sendable: what turns and the ends of writes share is behind a lock.
    private struct Progress {
        /// Taken, and the acknowledgement not yet sent.
        var items = 0
        /// Of items that are being written.
        var bytes = 0
        /// First come, first sent.
        var acknowledgements: [[UInt8]] = []
        /// The client has closed its side.
        var hasAll = false
        var isOver = false
    }

    private let method: ImportMethod
    private let author: String
    private let mayChooseIDs: Bool
    private let progress = Mutex(Progress())

    init(_ call: Call, _ method: ImportMethod) {
        self.method = method
        author = call.subject
        mayChooseIDs = call.mayChooseIDs
        super.init(call)
    }

    override func turn(_ events: CallEvents) {
        if events.contains(.cancelled) { return stop(Status(.cancelled, "the import was ended")) }
        // Not in the first turn: inside the handler receive would wait.
        if !events.isEmpty { take() }
        settle { _ in }
    }

    // MARK: Items

    private func take() {
        while progress.withLock({ !$0.isOver && $0.bytes < Limits.importBytes }) {
            switch call.receive() {
            case .message(let request): take(UnsafeRawPointer(request))
            case .none: return
            case .end:
                progress.withLock { $0.hasAll = true }
                return hurry()
            case .over: return stop(Status(.cancelled, "the import was ended"))
            }
        }
    }

    private func take(_ request: UnsafeRawPointer) {
        let items = progress.withLock { progress in
            progress.items += 1
            return progress.items
        }
        guard items <= Limits.importItems else {
            return stop(
                Status(
                    .resourceExhausted,
                    """
                    more than \(Limits.importItems) items are without an acknowledgement; wait for acknowledgements \
                    before sending on, and send again what has none
                    """
                )
            )
        }
        let number = method.number(request)
        do throws(Interrupt) {
            try write(try method.item(request, mayChooseID: mayChooseIDs))
        } catch {
            acknowledge(method.refusal(of: number, error.status))
        }
    }

    private func write(_ item: ImportItem) throws(Interrupt) {
        let bytes = item.message.count
        try call.host.store.write(
            call,
            isPatient: true,
            body: { [method, author] transaction throws(Interrupt) in
                try method.put(item, author, in: transaction).withUnsafeBytes { transaction.reply(encoded: $0) }
            },
            done: { result in
                switch result {
                case .success(let reply): self.acknowledge([UInt8](reply), after: bytes)
                case .failure(let status):
                    self.acknowledge(self.method.refusal(of: item.number, status), after: bytes)
                }
            }
        )
        // A write that has ended meanwhile has taken them off already.
        progress.withLock { $0.bytes += bytes }
    }

    /// Nothing follows for which the last writes could wait: one that writes nothing ends their patience.
    private func hurry() { try? call.host.store.write(call, body: { _ in }, done: { _ in }) }

    // MARK: Acknowledgements

    private func acknowledge(_ acknowledgement: [UInt8], after bytes: Int = 0) {
        settle { progress in
            progress.bytes -= bytes
            progress.acknowledgements.append(acknowledgement)
        }
    }

    /// Makes a change, sends what can be sent, and then either waits for what can happen next or ends the call well.
    private func settle(_ change: (inout Progress) -> Void) {
        let isDone = progress.withLock { progress in
            change(&progress)
            guard !progress.isOver else { return false }
            send(&progress)
            progress.isOver = progress.hasAll && progress.items == 0
            if !progress.isOver { wait(for: events(progress)) }
            return progress.isOver
        }
        if isDone { end() }
    }

    private func send(_ progress: inout Progress) {
        var sent = 0
        for acknowledgement in progress.acknowledgements {
            guard case .taken = acknowledgement.withUnsafeBytes({ call.send(encoded: $0) }) else { break }
            sent += 1
        }
        progress.acknowledgements.removeFirst(sent)
        progress.items -= sent
    }

    private func events(_ progress: Progress) -> CallEvents {
        var events: CallEvents = []
        if !progress.hasAll, progress.bytes < Limits.importBytes { events.insert(.readable) }
        if !progress.acknowledgements.isEmpty { events.insert(.writable) }
        return events
    }

    /// Ends the call badly. What is being written is written nevertheless.
    private func stop(_ status: Status) {
        let isOver = progress.withLock { progress in
            defer { progress.isOver = true }
            return progress.isOver
        }
        if !isOver { end(status) }
    }
}
