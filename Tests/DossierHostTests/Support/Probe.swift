import DossierClient
import DossierCore
import ModuleKit

/// probe.v1.Ask.
struct Ask {
    var text = ""
    var number: UInt64 = 0
    var id = ""
    var flag = false
    var size: UInt64 = 0
    var requestID = ""

    var encoded: [UInt8] {
        var writer = WireWriter()
        writer.bytes(1, text.utf8)
        writer.varint(2, number)
        writer.bytes(3, id.utf8)
        writer.varint(4, flag ? 1 : 0)
        writer.varint(5, size)
        writer.bytes(6, requestID.utf8)
        return writer.bytes
    }
}

/// probe.v1.Answer.
struct Answer: Equatable {
    var text = ""
    var number: UInt64 = 0
    var other: UInt64 = 0

    init(text: String = "", number: UInt64 = 0, other: UInt64 = 0) {
        self.text = text
        self.number = number
        self.other = other
    }

    var encoded: [UInt8] {
        var writer = WireWriter()
        writer.bytes(1, text.utf8)
        writer.varint(2, number)
        writer.varint(3, other)
        return writer.bytes
    }

    /// For this there is no generated type: its .proto file is compiled when the tests run.
    init(_ encoded: [UInt8]) {
        var rest = encoded[...]
        while let tag = Self.varint(&rest), let value = Self.varint(&rest) {
            switch tag {
            case 1 << 3 | 2:
                text = String(decoding: rest.prefix(Int(value)), as: UTF8.self)
                rest = rest.dropFirst(Int(value))
            case 2 << 3: number = value
            case 3 << 3: other = value
            default: return
            }
        }
    }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
