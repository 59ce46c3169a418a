import CProtobufC
import DossierCore

/// One walk of the validator through a message and those within it, with its sums.
struct MessageWalk {
    /// Fields and packed elements so far.
    private var elements = 0
    /// Memory that protobuf-c will ask for so far: see `MessageMemory`.
    private(set) var memory = 0
    /// Where the fault lies, once there is one.
    private(set) var path = FieldPath()
    private let limit: Int

    /// - Parameter limit: bytes of memory.
    init(limit: Int) { self.limit = limit }

    /// Checks a message that lies `depth` messages deep.
    mutating func message(
        _ bytes: UnsafeRawBufferPointer,
        as descriptor: MessageDescriptor,
        depth: Int
    ) throws(WireFault) {
        guard depth <= Limits.messageDepth else { throw .tooDeep }
        try charge(MessageMemory.structure(descriptor))
        var reader = WireReader(bytes)
        var lookup = FieldLookup(descriptor)
        var seen = SeenFields()
        var count = 0
        while !reader.isAtEnd {
            let start = reader.offset
            let (number, type) = try reader.tag()
            count += 1
            try countElements(1)
            guard let field = lookup.field(number) else {
                let contents = reader.offset
                try reader.skip(type)
                try charge(MessageMemory.unknownField(reader.offset - contents))
                continue
            }
            do throws(WireFault) {
                if field.kind == .message, !field.isRepeated {
                    try seen.insert(lookup.index, number, in: bytes, before: start)
                }
                try self.field(field, type, &reader, depth: depth)
            } catch {
                let index = field.isRepeated ? FieldScan.count(of: number, in: bytes, before: start) : nil
                path.prepend(field.name, index: index)
                throw error
            }
        }
        try charge(MessageMemory.scannedFields(count))
    }

    @inline(__always)
    private mutating func field(
        _ field: FieldDescriptor,
        _ type: WireType,
        _ reader: inout WireReader,
        depth: Int
    ) throws(WireFault) {
        let kind = field.kind
        guard type == kind.wireType else {
            guard type == .lengthPrefixed, field.isRepeated else { throw .wrongWireType }
            return try packed(try reader.lengthPrefixed(), kind)
        }
        if field.isRepeated { try charge(MessageMemory.element(kind)) }
        switch kind {
        case .string:
            let text = try reader.lengthPrefixed()
            try StringCheck.check(text)
            try charge(ArenaState.rounded(text.count + 1))
        case .bytes:
            try charge(ArenaState.rounded(try reader.lengthPrefixed().count))
        case .message:
            try message(try reader.lengthPrefixed(), as: field.messageDescriptor, depth: depth + 1)
        default:
            try reader.skip(type)
        }
    }

    /// The elements of a packed repeated field, of any kind that can be packed.
    private mutating func packed(_ bytes: UnsafeRawBufferPointer, _ kind: FieldKind) throws(WireFault) {
        var count = 0
        switch (kind, kind.wireType) {
        case (.bool, _):
            // protobuf-c takes one byte for one element.
            guard bytes.allSatisfy({ $0 < 2 }) else { throw .badBool }
            count = bytes.count
        case (_, .fixed32), (_, .fixed64):
            guard bytes.count % kind.memorySize == 0 else { throw .partialElement }
            count = bytes.count / kind.memorySize
        default:
            var reader = WireReader(bytes)
            while !reader.isAtEnd {
                _ = try reader.varint()
                count += 1
            }
        }
        try countElements(count)
        try charge(ArenaState.rounded(count * kind.memorySize))
    }

    @inline(__always)
    private mutating func countElements(_ count: Int) throws(WireFault) {
        elements += count
        guard elements <= Limits.messageElements else { throw .tooManyElements }
    }

    @inline(__always)
    private mutating func charge(_ bytes: Int) throws(WireFault) {
        memory += bytes
        guard memory <= limit else { throw .tooMuchMemory }
    }
}
