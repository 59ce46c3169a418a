import CDossierModule
import DossierCore
import DossierStore
import DossierTesting
import DossierWire
import TestSupport
import Testing

/// Records that were written when a kind had the same terms and no texts yet.
struct EarlierIndexTests {
    @Test(arguments: Collection.all)
    func areFoundAsIfWrittenNow(_ collection: Collection) async throws {
        try await withTemporaryFolder { folder in
            let store = try TestServer.openStore(in: folder)
            try store.declare(try Products.declaredKinds().map(Self.earlier)) { _, _ in }
            let fields = collection.titled("An outage").merging(["name": JSON("\(collection.items)/a")])
            try await Self.put(collection.items, "a", Self.encoded(fields, as: collection.method("Get")), in: store)
            store.close()
            let server = try await TestServer.start(in: folder)
            do {
                let desk = Desk(server: server, client: try await server.connect())
                let names = try await desk.names(of: collection, ["search": "outage"])
                #expect(names == ["\(collection.items)/a"])
                await server.stop()
            } catch {
                await server.stop()
                throw error
            }
        }
    }

    /// A resource as the reply of a method.
    private static func encoded(_ resource: JSON, as method: String) throws(Status) -> [UInt8] {
        let types = try MethodTypes(method)
        let arena = Arena()
        defer { withExtendedLifetime(arena) {} }
        return MessageEncoder.encode(try MessageJSON.decode(resource.value, as: types.output, in: arena))
    }

    /// A kind as its first version was declared: the same terms, and no texts.
    private static func earlier(_ kind: dossier_kind) -> Kind {
        let fields = kind.terms.map { term in
            Field(
                name: String(cString: term.name),
                type: Field.ValueType(rawValue: term.type)!,
                repeated: term.repeated != 0,
                kinds: term.kinds.map { String(cString: $0).split(separator: "|").map(String.init) } ?? []
            )
        }
        let name = String(cString: kind.name)
        return Kind(name: name, fields: fields, termsVersion: 1) { _, _ throws(Status) in }
    }

    private static func put(_ kind: String, _ id: String, _ body: [UInt8], in store: any Store) async throws {
        try await withCheckedThrowingContinuation { (written: CheckedContinuation<Void, any Error>) in
            let write = Write(
                author: "local",
                body: { [id = [UInt8](id.utf8)] (transaction) throws(Status) in
                    _ = try id.span.bytes.withUnsafeBytes { (id) throws(Status) in
                        try body.span.bytes.withUnsafeBytes { (body) throws(Status) in
                            try transaction.put(
                                NewRecord(kind: kind, id: id, body: body, tlp: 1, deleted: false, revision: 0)
                            )
                        }
                    }
                    return []
                },
                done: { outcome in written.resume(with: outcome.map { _ in }) }
            )
            do { try store.write(write) } catch { written.resume(throwing: error) }
        }
    }
}
