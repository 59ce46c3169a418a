import CDossierProtos
import DossierCore
import DossierStore
import TestSupport
import Testing

@testable import DossierHost
@testable import ModuleKit

/// Terms by their places, as a module in Swift reads them.
@Suite struct TermPlaceTests {
    @Test func aPlaceCountsTheTermsThatEveryResourceHas() throws {
        let incidents = ModuleKit.Kind(
            resource: KindName("incidents"),
            Dossier__V1__Incident.self,
            dossier__v1__incident__type(),
            termsVersion: 1,
            terms: [.text("title") { $0.add($1.title) }, .name("victims.actor", of: [KindName("actors")]) { _, _ in }],
            texts: []
        )
        let declared = incidents.declare()
        for name in ["uid", "labels", "title", "victims.actor"] {
            let place = incidents.place(of: name)
            #expect(String(cString: declared.fields[Int(place.place)].name) == name)
            #expect(place.kind.text == "incidents")
        }
    }

    @Test func referrersAndTalliesAreReadThroughTheContract() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "record.db").path)
            defer { store.close() }
            try store.declare([Self.notes]) { _, _ in }
            let host = try DossierHost.Host.start(store: store, modules: [], logger: LogRecorder().logger)
            defer { _ = host.stop() }
            try await Self.put(["a", "b", "c"], naming: "notes/a", in: store)
            let module = try #require(host.modules.first)
            let place = TermPlace(kind: KindName("notes"), place: 0)
            var ids: [String] = []
            var counts: [String: UInt64] = [:]
            var refused: Interrupt?
            try store.read(at: .now, for: .red) { view in
                var raw = StoreTransaction(module, .reading(view))
                withUnsafeMutablePointer(to: &raw) { raw in
                    let transaction = Transaction(table: StoreTable.shared, raw: OpaquePointer(raw))
                    do throws(Interrupt) {
                        try transaction.tally(of: place, filter: "name != notes/c") { value, count in
                            counts[String(decoding: value, as: UTF8.self)] = count
                            return true
                        }
                        try "a".withLentBytes { id throws(Interrupt) in
                            try transaction.referrers(to: place.kind, id, in: place) { record in
                                ids.append(String(decoding: record.id, as: UTF8.self))
                                return ids.count < 2
                            }
                            try transaction.referrers(to: place.kind, id, in: TermPlace(kind: place.kind, place: 7)) {
                                _ in
                                true
                            }
                        }
                    } catch { refused = error }
                }
            }
            #expect(ids.count == 2 && Set(ids).isSubset(of: ["a", "b", "c"]))
            #expect(counts == ["notes/a": 2])
            guard case .failed(let status) = refused else { throw Status(.internal, "\(refused as Any)") }
            #expect(status.code == .invalidArgument && status.message.contains("no field 7"))
        }
    }

    /// Bodies are the names that they refer to.
    private static let notes = DossierStore.Kind(
        name: "notes",
        fields: [Field(name: "about", type: .name, repeated: false, kinds: ["notes"])],
        termsVersion: 1
    ) { (record, sink) throws(Status) in try sink.add(field: 0, value: record.body) }

    private static func put(_ ids: [String], naming name: String, in store: SQLiteStore) async throws {
        let result = try await withCheckedThrowingContinuation { continuation in
            do {
                try store.write(
                    Write(
                        author: "ana",
                        body: { (transaction) throws(Status) in
                            for id in ids { try put(id, name, transaction) }
                            return []
                        },
                        done: { continuation.resume(returning: $0) }
                    )
                )
            } catch { continuation.resume(throwing: error) }
        }
        _ = try result.get()
    }

    private static func put(_ id: String, _ body: String, _ transaction: any WriteTransaction) throws(Status) {
        try id.withLentBytes { id throws(Status) in
            try body.withLentBytes { body throws(Status) in
                let record = NewRecord(kind: "notes", id: id, body: body, tlp: 3, deleted: false, revision: 0)
                _ = try transaction.put(record)
            }
        }
    }
}

extension String {
    /// Lends the text's bytes.
    fileprivate func withLentBytes<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void)
        throws(Failure)
    {
        let bytes = [UInt8](utf8)
        let result = bytes.withUnsafeBytes { bytes -> Result<Void, Failure> in
            do throws(Failure) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        try result.get()
    }
}
