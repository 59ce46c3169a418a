import DossierCore
import TestSupport
import Testing

@testable import DossierStore

/// Servers that serve one record with other modules.
@Suite struct SharedDeclarationTests {
    private let folder = Folder()

    private func open(_ kinds: [Kind]) throws -> any Store {
        let store = try Engine.postgres.open(folder) { 0 }
        do { try store.declare(kinds) { _, _ in } } catch {
            store.close()
            throw error
        }
        return store
    }

    @Test func aRecordThatOthersServeIsNotIndexedAnew() throws {
        let desk = try Desk(.postgres, folder: folder)
        try desk.put("notes", "a", "title:1")
        // One more kind is nothing to the others.
        try open(Desk.kinds + [Desk.kind("more")]).close()
        let changed = [Desk.kind("notes", termsVersion: 2), Desk.kind("topics")]
        let refusal = #expect(throws: Status.self) { try open(changed).close() }
        #expect(refusal?.code == .failedPrecondition)
        #expect(refusal?.message.contains("other servers serve it") == true)
        try desk.put("notes", "b", "title:1")
        desk.store.close()
        try open(changed).close()
    }

    @Test func manyServersMayStartAtOnce() throws {
        let failures = Collected<String>()
        threads(6, failures) { [self] _ in
            let desk = try Desk(.postgres, folder: folder)
            desk.store.close()
        }.wait()
        #expect(failures.all == [])
    }

    /// As when its connections were cut long enough for another one to take the record over.
    @Test func whoseFieldsAreNoMoreServesNoMore() throws {
        let desk = try Desk(.postgres, folder: folder)
        try desk.put("notes", "a", "title:1")
        try declareAnew()
        #expect(desk.refusal { try $0.put("notes", "b", "title:1") } == .failedPrecondition)
        let refusal = #expect(throws: Status.self) { try desk.get("notes", "a") }
        #expect(refusal?.message.contains("restart this one") == true)
    }

    /// While only its connections that read have lasted.
    @Test func whoseFieldsAreNoMoreFindsNoMore() throws {
        let desk = try Desk(.postgres, folder: folder)
        try desk.put("notes", "a", "title:1")
        let query = Query(kind: "notes", limit: 9, filter: "title = \"1\"")
        #expect(try desk.find(query).0.map(\.id) == ["a"])
        try open(Desk.kinds + [Desk.kind("more")]).close()
        #expect(try desk.find(query).0.map(\.id) == ["a"])
        try declareAnew()
        let refusal = #expect(throws: Status.self) { try desk.find(query) }
        #expect(refusal?.code == .failedPrecondition)
    }

    /// As a server does with modules of another version, up to where the old terms are gone.
    private func declareAnew() throws {
        let connection = PostgresConnection(try FolderDatabases.address(for: folder.path), isWriting: true)
        try connection.execute(
            """
            INSERT INTO fields (kind, position, name, type, repeated)
            SELECT kind, position, name, type, repeated FROM fields;
            UPDATE fields SET kind = NULL WHERE field <= (SELECT max(field) / 2 FROM fields);
            DELETE FROM terms
            """
        )
    }
}
