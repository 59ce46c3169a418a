import Glibc

/// The current version of a record, kept in memory, in one piece. Immutable.
public final class CachedRecord: @unchecked Sendable {
    // Sendable: the memory is written by `init` and freed by `deinit`; nobody writes to it between. `mark` is written by
    // `settle`, before anyone else has the record.

    private let memory: UnsafeMutableRawBufferPointer
    private let view: RecordView
    /// What clearance its record takes: as dossier.v1.Tlp, its own marking or more because of what it names.
    public private(set) var mark: UInt32

    /// Copies a version.
    public init(copying view: RecordView, mark: UInt32) {
        self.mark = max(mark, view.tlp)
        let size = view.kind.count + view.id.count + view.body.count + view.author.count
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        var used = 0
        func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
            let part = UnsafeMutableRawBufferPointer(rebasing: memory[used..<used + bytes.count])
            part.copyMemory(from: bytes)
            used += bytes.count
            return UnsafeRawBufferPointer(part)
        }
        var copied = view
        copied.kind = copy(view.kind)
        copied.id = copy(view.id)
        copied.body = copy(view.body)
        copied.author = copy(view.author)
        self.memory = memory
        self.view = copied
    }

    deinit { memory.deallocate() }

    /// The transaction that wrote it.
    public var moment: Moment { view.moment }

    /// What it counts for against `Limits.cacheBytes`.
    var cost: Int { 256 + memory.count }

    /// Whether it is the record of that kind and id.
    func matches(kind: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer) -> Bool {
        Self.areEqual(view.id, id) && Self.areEqual(view.kind, kind)
    }

    private static func areEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
        guard one.count == other.count else { return false }
        guard let a = one.baseAddress, let b = other.baseAddress else { return true }
        return memcmp(a, b, one.count) == 0
    }

    /// Tells what clearance its record takes, once that is known. By the thread that made it, before any other has it.
    func settle(mark: UInt32) { self.mark = max(mark, view.tlp) }

    /// Lends the version.
    public func withView<Result>(_ body: (RecordView) -> Result) -> Result {
        withExtendedLifetime(self) { body(view) }
    }
}
