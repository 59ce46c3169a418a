import CSodium
import DossierCore

/// Seals cursors, so that a client can neither read nor forge them.
///
/// A synthetic-IV seal (Rogaway and Shrimpton 2006): the tag is a keyed BLAKE2b of the cursor and serves as the nonce of
/// XChaCha20, so that no random number is needed for each record of a page.
struct CursorKey: Sendable {
    /// Bytes of the secret kept in the store.
    static let secretBytes = 32
    private static let tagBytes = 24

    /// Why a cursor is not taken.
    static let refusal = Status(
        .invalidArgument,
        "the page token does not belong to this query; repeat the query without it to start at its first page"
    )

    private let tagKey: [UInt8]
    private let streamKey: [UInt8]

    /// From the store's secret.
    init(secret: [UInt8]) {
        tagKey = [UInt8]("tag".utf8).withUnsafeBytes { Sodium.hash($0, key: secret) }
        streamKey = [UInt8]("stream".utf8).withUnsafeBytes { Sodium.hash($0, key: secret) }
    }

    /// Seals the bytes.
    func seal(_ plain: [UInt8]) -> [UInt8] {
        let tag = plain.withUnsafeBytes { Sodium.hash($0, key: tagKey, count: Self.tagBytes) }
        return tag + crypt(plain, nonce: tag)
    }

    /// The cursor of this purpose, kind and flag. INVALID_ARGUMENT when it is another's.
    func open(_ sealed: [UInt8], for query: Cursor) throws(Status) -> Cursor {
        guard sealed.count > Self.tagBytes, sealed.count <= Limits.cursorBytes else { throw Self.refusal }
        let tag = [UInt8](sealed[..<Self.tagBytes])
        let plain = crypt([UInt8](sealed[Self.tagBytes...]), nonce: tag)
        let expected = plain.withUnsafeBytes { Sodium.hash($0, key: tagKey, count: Self.tagBytes) }
        guard sodium_memcmp(tag, expected, Self.tagBytes) == 0, let cursor = Cursor(packed: plain),
            cursor.purpose == query.purpose, cursor.showDeleted == query.showDeleted,
            cursor.clearance == query.clearance, cursor.kind == query.kind,
            cursor.query == query.query
        else { throw Self.refusal }
        return cursor
    }

    private func crypt(_ bytes: [UInt8], nonce: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { output, written in
            guard let start = output.baseAddress else { return }
            crypto_stream_xchacha20_xor(start, bytes, UInt64(bytes.count), nonce, streamKey)
            written = bytes.count
        }
    }
}
