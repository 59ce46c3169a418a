/// google.rpc.BadRequest, as a detail of a status.
enum BadRequest {
    private static let typeURL = "type.googleapis.com/google.rpc.BadRequest"

    /// One violation: what `Status.encodedDetails` holds for it.
    static func detail(_ field: String, _ description: String) -> [UInt8] {
        let violation = WireSize.text(field) + WireSize.text(description)
        let request = WireSize.lengthPrefixed(violation)
        let any = WireSize.text(typeURL) + WireSize.lengthPrefixed(request)
        let size = WireSize.lengthPrefixed(any)
        return [UInt8](unsafeUninitializedCapacity: size) { memory, count in
            var writer = WireWriter(UnsafeMutableRawBufferPointer(memory))
            writer.head(3, length: any)
            writer.field(1, typeURL)
            writer.head(2, length: request)
            writer.head(1, length: violation)
            writer.field(1, field)
            writer.field(2, description)
            count = size
        }
    }
}
