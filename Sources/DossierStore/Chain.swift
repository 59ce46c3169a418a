import DossierCore

/// The hash that binds a transaction to all those before it: BLAKE2b-256 of what docs/audit.md lists byte by byte.
///
/// Bodies are covered by their hashes alone, so that one can be redacted and the chain still holds.
struct Chain {
    /// What a hash covers. Both stand for ever: a transaction is verified as it was written.
    enum Format: Int64 {
        /// Sequence, time, author and versions, whose bodies' hashes have no salt.
        case first = 1
        /// Where the write came from, and redactions, too; the hashes of bodies are salted.
        case audited = 2
    }

    /// What is hashed of a transaction ahead of what it did.
    struct Head<Text: Collection<UInt8>> {
        var moment: Moment
        var author: Text
        var peer: Text
        var method: Text
        var requestID: Text
    }

    /// The hash before the first transaction.
    static let genesis = [UInt8](repeating: 0, count: Sodium.hashBytes)
    /// Bytes of the salt of a body's hash.
    static let saltBytes = 16
    /// In the place of a sequence, which it cannot be: a format follows.
    private static let mark = UInt64.max

    private enum Tag: UInt64 {
        case version = 1
        case redaction = 2
    }

    private let format: Format
    private var bytes: [UInt8]

    init<Text>(previous: [UInt8], _ head: Head<Text>, _ format: Format = .audited) {
        self.format = format
        bytes = previous
        if format != .first {
            bytes.pack(Self.mark)
            bytes.pack(UInt64(bitPattern: format.rawValue))
        }
        bytes.pack(head.moment.sequence)
        bytes.pack(UInt64(bitPattern: head.moment.time))
        bytes.pack(head.author)
        guard format != .first else { return }
        for text in [head.peer, head.method, head.requestID] { bytes.pack(text) }
    }

    /// Covers one more version.
    mutating func add(_ version: RecordView, bodyHash: some Collection<UInt8>) {
        if format != .first { bytes.pack(Tag.version.rawValue) }
        addName(of: version)
        bytes.pack(UInt64(version.tlp))
        bytes.pack(UInt64(version.deletion.rawValue))
        bytes.append(contentsOf: bodyHash)
    }

    /// Covers that a version was redacted: why, and the hash of what stands in its body's place.
    mutating func add(redacted version: RecordView, reason: some Collection<UInt8>, bodyHash: some Collection<UInt8>) {
        bytes.pack(Tag.redaction.rawValue)
        addName(of: version)
        bytes.pack(reason)
        bytes.append(contentsOf: bodyHash)
    }

    private mutating func addName(of version: RecordView) {
        bytes.pack(version.kind)
        bytes.pack(version.id)
        bytes.pack(version.revision)
    }

    /// The transaction's hash.
    func hash() -> [UInt8] { Sodium.hash(bytes) }

    /// The hash of a version's body. Without its salt, nobody can tell by trying which body it was of.
    static func hash(_ body: UnsafeRawBufferPointer, salt: [UInt8]) -> [UInt8] { Sodium.hash(body, key: salt) }
}
