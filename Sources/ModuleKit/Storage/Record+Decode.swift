import CProtobufC
import DossierCore

extension Record {
    /// Decodes the body and lends the C struct of its message. DATA_LOSS when it is no message of that type.
    public func decode<Body, Result>(
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        _ body: (Body) -> Result
    ) throws(Interrupt) -> Result {
        try Decoded(self.body, as: descriptor).withBody(body)
    }
}
