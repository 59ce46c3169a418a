import DossierCore
import Glibc

extension TTRPC {
    /// The metadata of the last request on a connection, as most clients send the same with every call: what is equal
    /// byte by byte is not read again.
    public struct MetadataMemory {
        private let limit: Int
        private var fields: [UInt8] = []
        private var metadata = Metadata()

        /// Remembers nothing yet.
        /// - Parameter limit: bytes that the names and values of a request may have.
        public init(limit: Int = Limits.metadataBytes) { self.limit = limit }

        /// What the metadata among the fields of an envelope is.
        mutating func metadata(of fields: UnsafeRawBufferPointer) throws(Status) -> Metadata {
            guard let base = fields.baseAddress, !fields.isEmpty else { return Metadata() }
            let isKnown = self.fields.withUnsafeBytes {
                $0.count == fields.count && memcmp($0.baseAddress!, base, $0.count) == 0
            }
            if isKnown { return metadata }
            let read = try Self.read(fields, limit: limit)
            guard fields.count <= Limits.rememberedMetadataBytes else { return read }
            self.fields.removeAll(keepingCapacity: true)
            self.fields.append(contentsOf: fields)
            metadata = read
            return read
        }

        private static func read(_ fields: UnsafeRawBufferPointer, limit: Int) throws(Status) -> Metadata {
            var metadata = MetadataReader(limit: limit)
            do throws(WireFault) {
                var reader = WireReader(fields)
                while !reader.isAtEnd {
                    let (number, type) = try reader.tag()
                    if number == 5 { try metadata.read(try reader.lengthPrefixed()) } else { try reader.skip(type) }
                }
            } catch {
                throw error.status(of: "request envelope")
            }
            if let refusal = metadata.refusal { throw refusal }
            return metadata.metadata
        }
    }
}
