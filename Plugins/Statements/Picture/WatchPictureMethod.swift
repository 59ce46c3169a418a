import CDossierProtos
import DossierCore
import ModuleKit

/// The picture at once, and again whenever it changes.
enum WatchPictureMethod {
    static let method = Method.streaming("WatchPicture") { call, request throws(Interrupt) in
        let request = UnsafeRawPointer(request)
            .assumingMemoryBound(to: Dossier__V1__WatchPictureRequest.self).pointee
        let incident = try Kinds.incidents.name(request.incident, field: "incident")
        PictureSession.start(call, incident)
    }
}

/// One running watch of a picture. A slow reader is sent the latest, not all that were.
private final class PictureSession: CallSession, @unchecked Sendable {
    // Sendable: as every session.
    private let incident: String
    private var sent: [UInt8]?
    private var isFull = false

    static func start(_ call: Call, _ incident: String) {
        let session = PictureSession(call, incident)
        // Before the first turn, so that no change falls between. A picture rests on records of every kind.
        session.subscribe()
        session.start()
    }

    private init(_ call: Call, _ incident: String) {
        self.incident = incident
        super.init(call)
    }

    override func turn(_ events: CallEvents) {
        if events.contains(.cancelled) { end(Status(.cancelled, "the watch was ended")) } else { go() }
    }

    override func hint() {
        if !isFull { go() }
    }

    private func go() {
        do throws(Interrupt) {
            switch try send() {
            case .taken:
                isFull = false
                wait(for: .cancelled)
            case .full:
                isFull = true
                wait(for: .writable)
            case .over: end()
            }
        } catch {
            end(error.status)
        }
    }

    /// Sends the picture, unless it is still the one that was sent.
    private func send() throws(Interrupt) -> Call.Sent {
        var result = Call.Sent.taken
        try call.host.store.read(call) { transaction throws(Interrupt) in
            let picture = try call.state(Views.self).pictures(for: call).picture(of: incident, in: transaction)
            guard picture != sent else { return }
            result = PictureWriter.complete(picture, at: try transaction.moment.sequence).withUnsafeBytes {
                call.send(encoded: $0)
            }
            if result == .taken { sent = picture }
        }
        return result
    }
}
