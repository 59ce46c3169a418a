import DossierCore

extension GRPC {
    /// The value of `grpc-status-details-bin`: a google.rpc.Status.
    public enum StatusDetails {
        /// As Base64 without padding; nil when the status has no details.
        public static func encode(_ status: Status) -> String? {
            guard !status.encodedDetails.isEmpty else { return nil }
            let envelope = StatusEnvelope(status)
            let bytes = [UInt8](unsafeUninitializedCapacity: envelope.size) { memory, count in
                var writer = WireWriter(UnsafeMutableRawBufferPointer(memory))
                envelope.write(into: &writer)
                count = envelope.size
            }
            return bytes.withUnsafeBytes { Base64.encode($0, isPadded: false) }
        }
    }
}
