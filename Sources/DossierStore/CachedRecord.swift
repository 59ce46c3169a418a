import Glibc

/// The current version of a record, kept in memory in one piece: what it consists of lies behind it, in the order in
/// which it is looked at. Immutable.
public struct CachedRecord: @unchecked Sendable {
    // Sendable: the memory is written by `init`, and nobody writes to it afterwards; but for `mark`, which is written by
    // `settle`, before anyone else has the record.

    /// What of a version has a size of its own.
    private struct Header {
        let kindCount, idCount, authorCount, bodyCount: Int32
        let tlp: UInt32
        let deletion: RecordView.Deletion
        var mark: UInt32
        let revision: UInt64
        let moment: Moment

        init(_ view: RecordView, mark: UInt32) {
            kindCount = Int32(view.kind.count)
            idCount = Int32(view.id.count)
            authorCount = Int32(view.author.count)
            bodyCount = Int32(view.body.count)
            tlp = view.tlp
            deletion = view.deletion
            self.mark = max(mark, view.tlp)
            revision = view.revision
            moment = view.moment
        }

        var count: Int { Int(kindCount) + Int(idCount) + Int(authorCount) + Int(bodyCount) }
    }

    private let memory: ManagedBuffer<Header, UInt8>

    /// Copies a version.
    public init(copying view: RecordView, mark: UInt32) {
        let header = Header(view, mark: mark)
        memory = .create(minimumCapacity: header.count) { _ in header }
        memory.withUnsafeMutablePointerToElements { bytes in
            var rest = UnsafeMutableRawPointer(bytes)
            for part in [view.kind, view.id, view.author, view.body] {
                if let base = part.baseAddress { rest.copyMemory(from: base, byteCount: part.count) }
                rest += part.count
            }
        }
    }

    /// The transaction that wrote it.
    public var moment: Moment { memory.header.moment }

    /// What clearance its record takes: as dossier.v1.Tlp, its own marking or more because of what it names.
    public var mark: UInt32 { memory.header.mark }

    /// What it counts for against `Limits.cacheBytes`.
    var cost: Int { 128 + memory.header.count }

    /// Whether it is the record of that kind and id.
    func matches(kind: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer) -> Bool {
        memory.withUnsafeMutablePointers { header, bytes in
            guard header.pointee.idCount == id.count, header.pointee.kindCount == kind.count else { return false }
            return Self.areEqual(bytes, kind) && Self.areEqual(bytes + kind.count, id)
        }
    }

    private static func areEqual(_ bytes: UnsafeMutablePointer<UInt8>, _ other: UnsafeRawBufferPointer) -> Bool {
        other.baseAddress.map { memcmp(bytes, $0, other.count) == 0 } ?? true
    }

    /// Tells what clearance its record takes, once that is known. By the thread that made it, before any other has it.
    func settle(mark: UInt32) { memory.header.mark = max(mark, memory.header.tlp) }

    /// Lends the version.
    public func withView<Result>(_ body: (RecordView) -> Result) -> Result {
        memory.withUnsafeMutablePointers { header, bytes in
            var rest = UnsafeRawPointer(bytes)
            func part(_ count: Int32) -> UnsafeRawBufferPointer {
                defer { rest += Int(count) }
                return UnsafeRawBufferPointer(start: rest, count: Int(count))
            }
            let header = header.pointee
            let (kind, id) = (part(header.kindCount), part(header.idCount))
            let (author, text) = (part(header.authorCount), part(header.bodyCount))
            return body(
                RecordView(
                    kind: kind,
                    id: id,
                    body: text,
                    author: author,
                    tlp: header.tlp,
                    deletion: header.deletion,
                    revision: header.revision,
                    moment: header.moment
                )
            )
        }
    }
}
