/// google.protobuf.FieldMask in JSON: paths in lowerCamelCase with commas between.
enum FieldMaskText {
    /// "target_text" to "targetText"; nil for a path that does not come back the same.
    static func encode(path: String) -> String? {
        let camel = JSONName.camel(path)
        return decode(path: camel) == path ? camel : nil
    }

    /// "targetText" to "target_text"; nil when there is an underscore, which JSON paths do not have.
    static func decode(path: String) -> String? {
        var snake: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "_"): return nil
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): snake += [UInt8(ascii: "_"), byte + 0x20]
            default: snake.append(byte)
            }
        }
        return String(decoding: snake, as: UTF8.self)
    }
}
