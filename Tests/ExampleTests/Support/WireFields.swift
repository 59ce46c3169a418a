import DossierCore

/// The fields of an encoded message by their numbers, for types that have no generated code here: the tests build their
/// modules when they run.
struct WireFields {
    private var numbers: [Int: UInt64] = [:]
    private var values: [Int: [[UInt8]]] = [:]

    init(_ encoded: [UInt8]) {
        var rest = encoded[...]
        while let tag = Self.varint(&rest), let value = Self.varint(&rest) {
            if tag & 7 == 0 {
                numbers[Int(tag >> 3)] = value
            } else {
                values[Int(tag >> 3), default: []].append(Array(rest.prefix(Int(value))))
                rest = rest.dropFirst(Int(value))
            }
        }
    }

    func number(_ field: Int) -> UInt64 { numbers[field] ?? 0 }
    func text(_ field: Int) -> String { String(decoding: values[field]?.last ?? [], as: UTF8.self) }
    func messages(_ field: Int) -> [WireFields] { (values[field] ?? []).map(WireFields.init) }

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
