/// The hash that binds a transaction to all those before it.
///
/// BLAKE2b-256 over: the hash of the transaction before (32 zero bytes before the first), sequence, time, author, and
/// for each version in the order of writing kind, id, revision, tlp, deleted and the BLAKE2b-256 of its body. Integers
/// are 8 bytes little endian; strings follow their length. The body itself is not covered, so that it can be redacted
/// and the chain still holds.
struct Chain {
    /// The hash before the first transaction.
    static let genesis = [UInt8](repeating: 0, count: Sodium.hashBytes)

    private var bytes: [UInt8]

    init(previous: [UInt8], moment: Moment, author: some Collection<UInt8>) {
        bytes = previous
        bytes.pack(moment.sequence)
        bytes.pack(UInt64(bitPattern: moment.time))
        bytes.pack(author)
    }

    /// Covers one more version.
    mutating func add(_ version: RecordView, bodyHash: some Collection<UInt8>) {
        bytes.pack(version.kind)
        bytes.pack(version.id)
        bytes.pack(version.revision)
        bytes.pack(UInt64(version.tlp))
        bytes.pack(UInt64(version.deletion.rawValue))
        bytes.append(contentsOf: bodyHash)
    }

    /// The transaction's hash.
    func hash() -> [UInt8] { Sodium.hash(bytes) }
}
