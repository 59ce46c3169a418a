import DossierCore
import DossierStore

/// A record of the size and the terms of a small incident.
enum BenchmarkRecord {
    static let kind = Kind(
        name: "incidents",
        fields: (0..<8).map { Field(name: "text\($0)", type: .text, repeated: false) }
            + (8..<10).map { Field(name: "time\($0)", type: .time, repeated: false) },
        termsVersion: 1
    ) { (record, sink) throws(Status) in
        // Words of the body: some that many records share, some of its own.
        for field in 0..<8 {
            let start = field * 30
            try sink.add(field: field, value: UnsafeRawBufferPointer(rebasing: record.body[start..<start + 20]))
        }
        for field in 8..<10 {
            try sink.add(field: field, value: UnsafeRawBufferPointer(rebasing: record.body[280..<288]))
        }
    }

    /// The id of a record; ids come in no order.
    static func id(_ number: UInt64) -> [UInt8] {
        let mixed = (number &+ 1) &* 0x9E37_79B9_7F4A_7C15
        return [UInt8]("incident-\(String(mixed, radix: 36))".utf8)
    }

    /// 300 bytes: of eight words of 20 bytes four are one of a hundred, and four are the record's own.
    static func body(_ number: UInt64) -> [UInt8] {
        var body = [UInt8](repeating: UInt8(ascii: "."), count: 300)
        for field in 0..<8 {
            let mixed = (number &+ UInt64(field) &+ 1) &* 0xBF58_476D_1CE4_E5B9
            let word = field % 2 == 0 ? "common word \(mixed % 100)" : "rare \(mixed)"
            for (index, byte) in word.utf8.prefix(20).enumerated() { body[field * 30 + index] = byte }
        }
        withUnsafeBytes(of: (number | 1 << 63).bigEndian) { body.replaceSubrange(280..<288, with: $0) }
        return body
    }
}
