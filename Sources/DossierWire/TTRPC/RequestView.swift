import DossierCore

extension TTRPC {
    /// A request envelope, read where it lies: its parts are slices of the bytes given, valid as long as those.
    public struct RequestView {
        /// "dossier.v1.Incidents"; any bytes, not checked: a name that no service has is found by nobody.
        public private(set) var service = UnsafeRawBufferPointer(start: nil, count: 0)
        /// "GetIncident"; not checked, as `service`.
        public private(set) var method = UnsafeRawBufferPointer(start: nil, count: 0)
        /// The request message, encoded; not checked.
        public private(set) var payload = UnsafeRawBufferPointer(start: nil, count: 0)
        /// How long the caller waits, nanoseconds; 0 or less: for ever.
        public private(set) var timeoutNanoseconds: Int64 = 0
        /// Names in lower case.
        public private(set) var metadata = Metadata()

        /// Reads an envelope. Unknown fields are passed over; of a field that stands twice the last one counts.
        /// - Parameter metadataBytes: that the names and values of the metadata may have.
        /// - Throws: INVALID_ARGUMENT for malformed bytes; RESOURCE_EXHAUSTED for metadata past its limit.
        public init(
            parsing bytes: UnsafeRawBufferPointer,
            metadataBytes: Int = Limits.metadataBytes
        ) throws(Status) {
            var metadata = MetadataReader(limit: metadataBytes)
            do throws(WireFault) {
                var reader = WireReader(bytes)
                while !reader.isAtEnd { try readField(&reader, &metadata) }
            } catch {
                throw error.status(of: "request envelope")
            }
            if let refusal = metadata.refusal { throw refusal }
            self.metadata = metadata.metadata
        }

        @inline(__always)
        private mutating func readField(
            _ reader: inout WireReader,
            _ metadata: inout MetadataReader
        ) throws(WireFault) {
            let (number, type) = try reader.tag()
            switch (number, type) {
            case (1, .lengthPrefixed): service = try reader.lengthPrefixed()
            case (2, .lengthPrefixed): method = try reader.lengthPrefixed()
            case (3, .lengthPrefixed): payload = try reader.lengthPrefixed()
            case (4, .varint): timeoutNanoseconds = Int64(bitPattern: try reader.varint())
            case (5, .lengthPrefixed): try metadata.read(try reader.lengthPrefixed())
            case (1...5, _): throw .wrongWireType
            default: try reader.skip(type)
            }
        }
    }
}
