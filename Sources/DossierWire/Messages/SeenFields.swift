/// The singular message fields of one message that have occurred.
///
/// protobuf-c merges two occurrences wrongly (scalars of the first are lost, an unset oneof is read out of bounds,
/// repeated fields are copied anew each time), and no encoder writes two: a second one is refused.
struct SeenFields {
    private var bits: UInt64 = 0

    /// Notes a field by its index in the descriptor.
    @inline(__always)
    mutating func insert(
        _ index: Int,
        _ number: UInt32,
        in bytes: UnsafeRawBufferPointer,
        before offset: Int
    ) throws(WireFault) {
        guard index < UInt64.bitWidth else {
            guard FieldScan.count(of: number, in: bytes, before: offset) == 0 else { throw .setTwice }
            return
        }
        guard bits & (1 << UInt64(index)) == 0 else { throw .setTwice }
        bits |= 1 << UInt64(index)
    }
}
