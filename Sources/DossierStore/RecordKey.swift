/// What a record in memory is found by: a number made of its kind and id.
///
/// By multiplication to twice the width, as wyhash does it: some instructions for each eight bytes. Its seed is the
/// process' own, so that nobody can choose ids of one key; two records of one key would keep each other out of memory,
/// no more.
enum RecordKey {
    private static let seed: (UInt64, UInt64) = (word(1), word(2))

    static func of(_ kind: UnsafeRawBufferPointer, _ id: UnsafeRawBufferPointer) -> UInt64 {
        mixed(mixed(seed.0, kind), id)
    }

    private static func mixed(_ start: UInt64, _ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = start ^ UInt64(bytes.count)
        var place = 0
        while place + 8 <= bytes.count {
            hash = product(hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var rest: UInt64 = 0
        while place < bytes.count {
            rest = rest << 8 | UInt64(bytes[place])
            place += 1
        }
        return product(hash ^ rest)
    }

    private static func product(_ word: UInt64) -> UInt64 {
        let (high, low) = word.multipliedFullWidth(by: seed.1 | 1)
        return high ^ low
    }

    /// Random in each process.
    private static func word(_ number: Int) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(number)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
