import CDossierModule
import CDossierProtos
import ModuleKit

/// Who says who did it, as of two clocks.
enum GetPictureMethod {
    static let method = Method.reading("GetPicture") { call, request throws(Interrupt) in
        let request = UnsafeRawPointer(request).assumingMemoryBound(to: Dossier__V1__GetPictureRequest.self).pointee
        let incident = try Kinds.incidents.name(request.incident, field: "incident")
        let saidAsOf = try Moments.said(request.said_as_of)
        let moment = try Moments.requested(request.recorded_as_of)
        let isPresent = moment.sequence == 0 && moment.time_ns == 0
        try call.host.store.read(call, at: moment) { transaction throws(Interrupt) in
            let picture =
                if isPresent {
                    try call.state(Views.self).pictures(for: call)
                        .picture(of: incident, saidAsOf: saidAsOf, in: transaction)
                } else {
                    PictureWriter.encode(try Picture(of: incident, saidAsOf: saidAsOf, Evidence(transaction)))
                }
            PictureWriter.complete(picture, at: try transaction.moment.sequence).withUnsafeBytes {
                call.finish(encoded: $0)
            }
        }
    }
}

extension Moments {
    /// The clock of what was said; nil: all.
    static func said(_ time: UnsafeMutablePointer<Google__Protobuf__Timestamp>?) throws(Interrupt) -> Int64? {
        guard let time else { return nil }
        return try nanoseconds(time, field: "said_as_of")
    }
}
