/// Writes JSON; the caller says what follows what, the writer sets commas, line breaks and escapes.
struct JSONWriter {
    private(set) var bytes: [UInt8]
    private let pretty: Bool
    private var depth = 0
    /// The next thing is the first in its object or array.
    private var isFirst = true
    /// A name has just been written: its value follows on the line.
    private var afterName = false

    init(pretty: Bool, appendingTo bytes: [UInt8] = []) {
        self.pretty = pretty
        self.bytes = bytes
    }

    mutating func beginObject() { begin(UInt8(ascii: "{")) }
    mutating func endObject() { end(UInt8(ascii: "}")) }
    mutating func beginArray() { begin(UInt8(ascii: "[")) }
    mutating func endArray() { end(UInt8(ascii: "]")) }

    mutating func name(_ name: String) {
        string(name)
        bytes += pretty ? ": ".utf8 : ":".utf8
        afterName = true
    }

    /// Characters that are JSON already: a number, true, false, null.
    mutating func literal(_ text: String) {
        separate()
        bytes += text.utf8
    }

    mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { quoted(UnsafeRawBufferPointer($0)) }
    }

    /// A C string; what is not UTF-8 in it is replaced, so that the text stays JSON.
    mutating func string(_ text: UnsafePointer<CChar>) {
        var count = 0
        while text[count] != 0 { count += 1 }
        let contents = UnsafeRawBufferPointer(start: text, count: count)
        guard (try? StringCheck.check(contents)) != nil else {
            return string(String(decoding: contents, as: UTF8.self))
        }
        quoted(contents)
    }

    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: literal("null")
        case .bool(let value): literal(value ? "true" : "false")
        case .number(let digits): literal(digits)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        depth += 1
        isFirst = true
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(bracket)
        isFirst = false
    }

    private mutating func separate() {
        if afterName {
            afterName = false
        } else if depth > 0 {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            breakLine()
        }
        isFirst = false
    }

    private mutating func breakLine() {
        guard pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: depth * 2)
    }

    private mutating func quoted(_ text: UnsafeRawBufferPointer) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var plain = 0
        for (offset, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5c {
            bytes += text[plain..<offset]
            escape(byte)
            plain = offset + 1
        }
        bytes += text[plain...]
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22: bytes += "\\\"".utf8
        case 0x5c: bytes += "\\\\".utf8
        case 0x08: bytes += "\\b".utf8
        case 0x0c: bytes += "\\f".utf8
        case 0x0a: bytes += "\\n".utf8
        case 0x0d: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        default:
            let digits = String(byte, radix: 16)
            bytes += "\\u\(digits.count == 1 ? "000" : "00")\(digits)".utf8
        }
    }
}
