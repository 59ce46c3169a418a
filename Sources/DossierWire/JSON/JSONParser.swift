import DossierCore

/// Reads JSON by RFC 8259.
struct JSONParser {
    let bytes: UnsafeRawBufferPointer
    var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The one value of the text.
    mutating func document() throws(Status) -> JSONValue {
        do throws(JSONFault) {
            skipSpace()
            let value = try value(depth: 0)
            skipSpace()
            guard offset == bytes.count else { throw fault("expected the end: one value only") }
            return value
        } catch {
            throw error.status(in: bytes)
        }
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Limits.jsonDepth else { throw fault("nested deeper than \(Limits.jsonDepth)") }
        switch peek {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw fault("expected a value")
        }
    }

    private mutating func elements(depth: Int) throws(JSONFault) -> [JSONValue] {
        var elements: [JSONValue] = []
        offset += 1
        skipSpace()
        if take("]") { return [] }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return elements }
            guard take(",") else { throw fault("expected , or ]") }
            skipSpace()
        }
    }

    private mutating func members(depth: Int) throws(JSONFault) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        var names = UniqueNames()
        offset += 1
        skipSpace()
        if take("}") { return [] }
        while true {
            let start = offset
            guard peek == UInt8(ascii: "\"") else { throw fault("expected a member's name in double quotes") }
            let name = try string()
            guard names.insert(name, beside: members) else {
                throw JSONFault(text: "\"\(name)\" stands twice in one object", offset: start)
            }
            skipSpace()
            guard take(":") else { throw fault("expected :") }
            skipSpace()
            members.append(.init(name, try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return members }
            guard take(",") else { throw fault("expected , or }") }
            skipSpace()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let expected = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[offset...].starts(with: expected) else { throw fault("expected a value") }
        offset += expected.count
        return value
    }

    /// The byte at hand; nil at the end.
    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// Passes the character if it is at hand.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    func fault(_ text: String) -> JSONFault {
        JSONFault(text: offset < bytes.count ? text : "\(text), found the end", offset: offset)
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }
}

/// The names of one object so far: compared one by one while they are few.
private struct UniqueNames {
    private static let few = 16
    private var seen: Set<[UInt8]> = []

    /// False when the name is among the members already.
    mutating func insert(_ name: String, beside members: [JSONValue.Member]) -> Bool {
        if members.count < Self.few {
            // By bytes: Swift takes canonically equivalent strings for equal.
            return !members.contains { $0.name.utf8.elementsEqual(name.utf8) }
        }
        if seen.isEmpty { seen = Set(members.map { Array($0.name.utf8) }) }
        return seen.insert(Array(name.utf8)).inserted
    }
}
