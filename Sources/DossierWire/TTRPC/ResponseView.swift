import DossierCore

extension TTRPC {
    /// A response envelope, read where it lies: its payload is a slice of the bytes given, valid as long as those.
    public struct ResponseView {
        /// How the call ended; `Status.ok` when it ended well.
        public private(set) var status = Status.ok
        /// The reply, encoded; not checked.
        public private(set) var payload = UnsafeRawBufferPointer(start: nil, count: 0)

        /// Reads an envelope. Unknown fields are passed over; of a field that stands twice the last one counts.
        /// A code that gRPC does not have is UNKNOWN.
        /// - Throws: INVALID_ARGUMENT for malformed bytes.
        public init(parsing bytes: UnsafeRawBufferPointer) throws(Status) {
            do throws(WireFault) {
                var reader = WireReader(bytes)
                while !reader.isAtEnd { try readField(&reader) }
            } catch {
                throw error.status(of: "response envelope")
            }
        }

        private mutating func readField(_ reader: inout WireReader) throws(WireFault) {
            let (number, type) = try reader.tag()
            switch (number, type) {
            case (1, .lengthPrefixed): try readStatus(try reader.lengthPrefixed())
            case (2, .lengthPrefixed): payload = try reader.lengthPrefixed()
            case (1...2, _): throw .wrongWireType
            default: try reader.skip(type)
            }
        }

        private mutating func readStatus(_ bytes: UnsafeRawBufferPointer) throws(WireFault) {
            var reader = WireReader(bytes)
            while !reader.isAtEnd {
                let (number, type) = try reader.tag()
                switch (number, type) {
                case (1, .varint):
                    status.code = StatusCode(rawValue: Int32(truncatingIfNeeded: try reader.varint())) ?? .unknown
                case (2, .lengthPrefixed): status.message = String(decoding: try reader.lengthPrefixed(), as: UTF8.self)
                case (3, .lengthPrefixed): appendDetail(try reader.lengthPrefixed())
                case (1...3, _): throw .wrongWireType
                default: try reader.skip(type)
                }
            }
        }

        private mutating func appendDetail(_ detail: UnsafeRawBufferPointer) {
            let size = WireSize.lengthPrefixed(detail.count)
            let field = [UInt8](unsafeUninitializedCapacity: size) { memory, count in
                var writer = WireWriter(UnsafeMutableRawBufferPointer(memory))
                writer.head(3, length: detail.count)
                writer.bytes(detail)
                count = size
            }
            status.encodedDetails += field
        }
    }
}
