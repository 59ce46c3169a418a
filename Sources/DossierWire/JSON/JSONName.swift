/// Names in proto3 JSON: protobuf-c's descriptors carry no json_name, so it is made as protoc makes it.
public enum JSONName {
    /// "target_text" to "targetText".
    public static func camel(_ name: String) -> String {
        var camel: [UInt8] = []
        var raise = false
        for byte in name.utf8 {
            if byte == UInt8(ascii: "_") {
                raise = true
            } else {
                camel.append(raise ? upper(byte) : byte)
                raise = false
            }
        }
        return String(decoding: camel, as: UTF8.self)
    }

    /// Whether `camel(name)` is the text, without making it.
    static func matches(_ name: UnsafePointer<CChar>, _ text: String) -> Bool {
        var name = name
        for byte in text.utf8 {
            var raise = false
            while name.pointee == CChar(bitPattern: UInt8(ascii: "_")) {
                raise = true
                name += 1
            }
            let next = UInt8(bitPattern: name.pointee)
            guard next != 0, byte == (raise ? upper(next) : next) else { return false }
            name += 1
        }
        while name.pointee == CChar(bitPattern: UInt8(ascii: "_")) { name += 1 }
        return name.pointee == 0
    }

    private static func upper(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
    }
}
