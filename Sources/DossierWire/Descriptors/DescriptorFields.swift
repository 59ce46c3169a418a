import DossierCore

/// The fields of an encoded message of descriptor.proto, one after the other.
struct DescriptorFields {
    private var reader: WireReader

    init(_ bytes: UnsafeRawBufferPointer) { reader = WireReader(bytes) }

    /// Where the next field begins.
    var offset: Int { reader.offset }

    struct Field {
        let number: UInt32
        /// Of a varint; nil of other layouts.
        fileprivate let varint: UInt64?
        /// Of a length-prefixed field; nil of other layouts.
        fileprivate let contents: UnsafeRawBufferPointer?
    }

    mutating func next() throws(Status) -> Field? {
        do throws(WireFault) {
            guard !reader.isAtEnd else { return nil }
            let (number, type) = try reader.tag()
            switch type {
            case .varint: return Field(number: number, varint: try reader.varint(), contents: nil)
            case .lengthPrefixed: return Field(number: number, varint: nil, contents: try reader.lengthPrefixed())
            case .fixed32, .fixed64:
                try reader.skip(type)
                return Field(number: number, varint: nil, contents: nil)
            }
        } catch {
            throw .descriptor(error.text)
        }
    }
}

extension DescriptorFields.Field {
    /// The contents of a message.
    var message: UnsafeRawBufferPointer {
        get throws(Status) {
            guard let contents else { throw .descriptor("field \(number) \(WireFault.wrongWireType.text)") }
            return contents
        }
    }

    /// A number.
    var value: UInt64 {
        get throws(Status) {
            guard let varint else { throw .descriptor("field \(number) \(WireFault.wrongWireType.text)") }
            return varint
        }
    }

    var bool: Bool { get throws(Status) { try value != 0 } }

    /// A number that the wire extends to 64 bits.
    var int32: Int32 { get throws(Status) { Int32(truncatingIfNeeded: try value) } }

    /// Text of any kind.
    var text: String {
        get throws(Status) {
            let bytes = try message
            do throws(WireFault) { try StringCheck.check(bytes) } catch { throw .descriptor("a name is \(error.text)") }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Names with dots between, each of letters, digits and underscores (protobuf's language specification).
    var dottedName: String {
        get throws(Status) {
            let text = try text
            let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard text.utf8.count <= Limits.symbolBytes, parts.allSatisfy(Self.isName) else {
                throw .descriptor("\"\(text.prefix(80))\" is not a name")
            }
            return text
        }
    }

    /// One such name.
    var name: String {
        get throws(Status) {
            let name = try dottedName
            guard !name.utf8.contains(UInt8(ascii: ".")) else { throw .descriptor("\"\(name)\" is not a single name") }
            return name
        }
    }

    /// The full name of a type, which protoc writes with a dot in front.
    var typeName: String {
        get throws(Status) {
            let text = try text
            guard text.hasPrefix("."), text.utf8.count <= Limits.symbolBytes else {
                throw .descriptor("the type \"\(text.prefix(80))\" is not told by its full name")
            }
            return String(text.dropFirst())
        }
    }

    private static func isName(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return text.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}

extension Status {
    /// What is wrong with descriptors.
    static func descriptor(_ text: String) -> Status { Status(.invalidArgument, "file descriptors: \(text)") }
}
