import CProtobufC
import DossierCore

/// Bytes from hexadecimal digits; blanks are passed over.
func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }
    return stride(from: 0, to: digits.count, by: 2).map { offset in
        let start = digits.index(digits.startIndex, offsetBy: offset)
        return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)!
    }
}

/// Bytes of so many as `write` fills.
func written(_ size: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xee, count: size)
    bytes.withUnsafeMutableBytes(write)
    return bytes
}

/// What protobuf-c makes of a message.
func packed(_ message: UnsafePointer<ProtobufCMessage>) -> [UInt8] {
    let size = protobuf_c_message_get_packed_size(message)
    return [UInt8](unsafeUninitializedCapacity: size) { memory, count in
        count = size == 0 ? 0 : protobuf_c_message_pack(message, memory.baseAddress)
    }
}

/// The status that `body` throws; nil when it throws none.
func status(of body: () throws(Status) -> Void) -> Status? {
    do throws(Status) {
        try body()
        return nil
    } catch {
        return error
    }
}

/// The contents of a slice as a string.
func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

/// Bytes as a string.
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
