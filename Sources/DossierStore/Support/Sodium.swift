import CSodium
import DossierCore

/// The library's hashes and its random numbers.
enum Sodium {
    /// Bytes of a hash: BLAKE2b-256.
    static let hashBytes = 32

    /// True once the library is ready.
    static let isReady: Bool = sodium_init() >= 0

    /// BLAKE2b of the bytes, keyed when there is a key.
    static func hash(_ bytes: UnsafeRawBufferPointer, key: [UInt8] = [], count: Int = hashBytes) -> [UInt8] {
        precondition(isReady, "libsodium cannot start")
        return [UInt8](unsafeUninitializedCapacity: count) { output, written in
            guard let start = output.baseAddress else { return }
            crypto_generichash(
                start,
                count,
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
                UInt64(bytes.count),
                key,
                key.count
            )
            written = count
        }
    }

    /// BLAKE2b of the bytes.
    static func hash(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { hash($0) } }

    /// Bytes that nobody can guess.
    static func random(_ count: Int) -> [UInt8] {
        precondition(isReady, "libsodium cannot start")
        return [UInt8](unsafeUninitializedCapacity: count) { output, written in
            guard let start = output.baseAddress else { return }
            randombytes_buf(start, count)
            written = count
        }
    }
}
