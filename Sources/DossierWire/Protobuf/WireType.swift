/// How the bytes after a tag are laid out (protobuf.dev/programming-guides/encoding).
/// Groups (3 and 4) have been out of use since proto2 and are refused everywhere.
enum WireType: UInt8 {
    case varint = 0
    case fixed64 = 1
    case lengthPrefixed = 2
    case fixed32 = 5
}
