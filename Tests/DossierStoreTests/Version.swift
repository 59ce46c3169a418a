import DossierCore
import DossierStore

/// A copy of a version that was visited.
struct Version: Equatable {
    var id: String
    var body: String
    var author: String
    var isDeleted: Bool
    /// It left the filter: a change without a body.
    var isRemoved: Bool
    var before: RecordView.Before
    var revision: UInt64
    var moment: Moment

    init(_ view: RecordView) {
        id = String(decoding: view.id, as: UTF8.self)
        body = String(decoding: view.body, as: UTF8.self)
        author = String(decoding: view.author, as: UTF8.self)
        isDeleted = view.deletion != .live
        isRemoved = view.deletion == .removed
        before = view.before
        revision = view.revision
        moment = view.moment
    }

    /// What a query visits, and its last cursor.
    static func collect(
        _ query: ((RecordView, UnsafeRawBufferPointer) -> Bool) throws(Status) -> Void
    ) throws(Status) -> ([Version], cursor: [UInt8]) {
        var versions: [Version] = []
        var last: [UInt8] = []
        try query { view, cursor in
            versions.append(Version(view))
            last = [UInt8](cursor)
            return true
        }
        return (versions, last)
    }
}

extension ReadTransaction {
    /// A version; nil when NOT_FOUND.
    func version(_ kind: String, _ id: String, revision: UInt64? = nil) throws(Status) -> Version? {
        var found: Version?
        let bytes = [UInt8](id.utf8)
        let status = bytes.withUnsafeBytes { bytes -> Status? in
            do throws(Status) {
                try get(kind: kind, id: bytes, revision: revision) { view, _ in
                    found = Version(view)
                    return true
                }
            } catch { return error }
            return nil
        }
        if let status, status.code != .notFound { throw status }
        return found
    }
}

extension WriteTransaction {
    /// Writes a version.
    @discardableResult
    func put(
        _ kind: String,
        _ id: String,
        _ body: String,
        revision: UInt64 = 0,
        deleted: Bool = false,
        tlp: UInt32 = 3
    ) throws(Status) -> UInt64 {
        let id = [UInt8](id.utf8)
        let body = [UInt8](body.utf8)
        let result = id.withUnsafeBytes { id in
            body.withUnsafeBytes { body -> Result<UInt64, Status> in
                do throws(Status) {
                    return .success(
                        try put(
                            NewRecord(kind: kind, id: id, body: body, tlp: tlp, deleted: deleted, revision: revision)
                        )
                    )
                } catch { return .failure(error) }
            }
        }
        return try result.get()
    }
}
