/// The headers of a connection's gRPC requests, compressed (RFC 7541): each field goes into the peer's dynamic table when
/// it is first sent, and is one byte or two from then on. Without Huffman's code.
struct RequestHeaders {
    fileprivate struct Field {
        /// Its place among those that the peer has been given, from 1 on; 0: not yet.
        var place = 0
        /// As it is sent the first time.
        let literal: [UInt8]
    }

    private static let post: UInt8 = 0x83, http: UInt8 = 0x86, https: UInt8 = 0x87
    /// The static table's numbers of names.
    private static let authority: UInt8 = 1, path: UInt8 = 4, authorization: UInt8 = 23, contentType: UInt8 = 31
    /// The number of the newest entry of the dynamic table.
    private static let newest = 62

    private let scheme: UInt8
    /// The path of each kind of call, then what is the same in all.
    private var fields: [Field]
    private let common: Range<Int>
    /// Fields that the peer has been given.
    private var given = 0
    /// Blocks by kind of call, as they were made when so many had been given.
    private var blocks: [(bytes: [UInt8], given: Int)]

    init(_ plan: LoadPlan) {
        scheme = plan.tls == nil ? Self.http : Self.https
        fields = plan.calls.map { Field(Self.path, "/\($0.method.service)/\($0.method.method)") }
        fields += [
            Field(Self.authority, plan.address.description), Field("te", "trailers"),
            Field(Self.contentType, "application/grpc"),
        ]
        if let token = plan.token { fields.append(Field(Self.authorization, token.authorization.value)) }
        if let timeout = plan.timeout {
            fields.append(Field("grpc-timeout", "\(max(timeout.wholeNanoseconds / 1_000_000, 1))m"))
        }
        common = plan.calls.count..<fields.count
        blocks = plan.calls.map { _ in ([], -1) }
    }

    /// The header block of a request, which must be sent before the next is asked for.
    mutating func next(_ kind: Int) -> [UInt8] {
        if blocks[kind].given == given { return blocks[kind].bytes }
        let before = given
        var block = [Self.post, scheme]
        append(kind, to: &block)
        for field in common { append(field, to: &block) }
        if given == before { blocks[kind] = (block, given) }
        return block
    }

    private mutating func append(_ field: Int, to block: inout [UInt8]) {
        if fields[field].place > 0 {
            block += HPACK.integer(Self.newest + given - fields[field].place, prefix: 7, flags: 0x80)
        } else {
            block += fields[field].literal
            given += 1
            fields[field].place = given
        }
    }
}

extension RequestHeaders.Field {
    /// One with a name of the static table.
    fileprivate init(_ name: UInt8, _ value: String) {
        literal = HPACK.integer(Int(name), prefix: 6, flags: 0x40) + HPACK.text(value)
    }

    fileprivate init(_ name: String, _ value: String) {
        literal = [0x40] + HPACK.text(name) + HPACK.text(value)
    }
}

/// The parts of a compressed header block.
private enum HPACK {
    /// An integer in the lower bits of a byte and those after it (RFC 7541, section 5.1).
    static func integer(_ value: Int, prefix: Int, flags: UInt8) -> [UInt8] {
        let most = 1 << prefix - 1
        guard value >= most else { return [flags | UInt8(value)] }
        var bytes = [flags | UInt8(most)]
        var rest = value - most
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    /// A string as it is (RFC 7541, section 5.2).
    static func text(_ text: String) -> [UInt8] { integer(text.utf8.count, prefix: 7, flags: 0) + Array(text.utf8) }
}
