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
        /// - Parameter memory: the metadata of the request before on the same connection.
        /// - Throws: INVALID_ARGUMENT for malformed bytes; RESOURCE_EXHAUSTED for metadata past its limit.
        public init(parsing bytes: UnsafeRawBufferPointer, _ memory: inout MetadataMemory) throws(Status) {
            var metadata: Range<Int>?
            do throws(WireFault) {
                var reader = WireReader(bytes)
                while !reader.isAtEnd { try readField(&reader, &metadata) }
            } catch {
                throw error.status(of: "request envelope")
            }
            guard let metadata else { return }
            self.metadata = try memory.metadata(of: UnsafeRawBufferPointer(rebasing: bytes[metadata]))
        }

        /// The same without a memory.
        public init(parsing bytes: UnsafeRawBufferPointer) throws(Status) {
            var memory = MetadataMemory()
            try self.init(parsing: bytes, &memory)
        }

        @inline(__always)
        private mutating func readField(
            _ reader: inout WireReader,
            _ metadata: inout Range<Int>?
        ) throws(WireFault) {
            let start = reader.offset
            let (number, type) = try reader.tag()
            switch (number, type) {
            case (1, .lengthPrefixed): service = try reader.lengthPrefixed()
            case (2, .lengthPrefixed): method = try reader.lengthPrefixed()
            case (3, .lengthPrefixed): payload = try reader.lengthPrefixed()
            case (4, .varint): timeoutNanoseconds = Int64(bitPattern: try reader.varint())
            case (5, .lengthPrefixed):
                _ = try reader.lengthPrefixed()
                metadata = (metadata?.lowerBound ?? start)..<reader.offset
            case (1...5, _): throw .wrongWireType
            default: try reader.skip(type)
            }
        }
    }
}
