/// An encoded message of so many levels, each in one field of the level around it.
package func nestedMessages(_ levels: Int, field: UInt8) -> [UInt8] {
    // From the innermost out, backwards, so that each level is appended.
    var reversed: [UInt8] = []
    for _ in 0..<levels {
        let length = reversed.count
        var shift = (Int.bitWidth - length.leadingZeroBitCount) / 7 * 7
        while shift > 0, length >> shift == 0 { shift -= 7 }
        var isLast = true
        while shift >= 0 {
            reversed.append(UInt8(length >> shift & 0x7f) | (isLast ? 0 : 0x80))
            isLast = false
            shift -= 7
        }
        reversed.append(field << 3 | 2)
    }
    reversed.reverse()
    return reversed
}
