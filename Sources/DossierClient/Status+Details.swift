import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire

extension Status {
    /// Passes those details to a closure that are of one type, decoded; those that cannot be are passed over.
    /// - Parameters:
    ///   - name: of the type: "google.rpc.BadRequest".
    ///   - initialize: of its generated struct.
    func eachDetail<C>(
        _ name: String,
        _ initialize: (UnsafeMutablePointer<C>?) -> Void,
        _ body: (C) -> Void
    ) {
        // The details are encoded as the field of google.rpc.Status, so they are one.
        guard !encodedDetails.isEmpty,
            let status = try? Message(google__rpc__status__init, decoding: encodedDetails)
        else { return }
        for index in 0..<status.pointee.n_details {
            let any = status.pointee.details[index]!.pointee
            let value = [UInt8](UnsafeBufferPointer(start: any.value.data, count: any.value.len))
            guard String(cString: any.type_url).hasSuffix("/" + name),
                let detail = try? Message(initialize, decoding: value)
            else { continue }
            withExtendedLifetime(detail) { body(detail.pointee) }
        }
        withExtendedLifetime(status) {}
    }
}
