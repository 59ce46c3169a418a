import DossierCore

/// Collects an envelope's metadata within a bound.
struct MetadataReader {
    private(set) var metadata = Metadata()
    /// Why the metadata is refused, if it is.
    private(set) var refusal: Status?
    private var size = 0
    private let limit: Int

    /// Takes so many bytes of names and values.
    init(limit: Int) { self.limit = limit }

    /// One KeyValue message.
    mutating func read(_ bytes: UnsafeRawBufferPointer) throws(WireFault) {
        var name = UnsafeRawBufferPointer(start: nil, count: 0)
        var value = name
        var reader = WireReader(bytes)
        while !reader.isAtEnd {
            let (number, type) = try reader.tag()
            switch (number, type) {
            case (1, .lengthPrefixed): name = try reader.lengthPrefixed()
            case (2, .lengthPrefixed): value = try reader.lengthPrefixed()
            case (1...2, _): throw .wrongWireType
            default: try reader.skip(type)
            }
        }
        append(name, value)
    }

    private mutating func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        size += name.count + value.count
        guard refusal == nil else { return }
        guard size <= limit else {
            refusal = Status(.resourceExhausted, "metadata: more than \(limit) bytes")
            return
        }
        guard !name.isEmpty else {
            refusal = Status(.invalidArgument, "metadata: an entry has no name")
            return
        }
        guard let name = String(validating: name, as: UTF8.self), let value = String(validating: value, as: UTF8.self)
        else {
            refusal = Status(.invalidArgument, "metadata: not UTF-8")
            return
        }
        metadata.entries.append(.init(name: name.lowercased(), value: value))
    }
}
