import DossierClient
import DossierCore
import DossierFormats
import DossierTesting
import DossierWire
import TestSupport

/// A server with an example in it, and its pictures in words.
struct Scene {
    private let client: Client

    /// Beside an empty record.
    static func run(_ body: (Scene) async throws -> Void) async throws {
        try await TestServer.run { try await body(Scene(client: try await $0.connect())) }
    }

    /// A dossier file of this project, or those of its resources whose names pass.
    static func dossier(_ path: String, where passes: (String) -> Bool = { _ in true }) throws -> Dossier {
        let dossier = try DossierFile.read(try Project.file(path).text, name: path)
        return Dossier(dossier.resources.filter { passes($0.name) })
    }

    /// Imports it; refused is nothing.
    func add(_ dossier: Dossier) async throws {
        let report = await Importer(Resources(client)).run(dossier)
        if let refusal = report.refusals.first { throw refusal.status }
    }

    /// The record's last transaction.
    func sequence() async throws(Status) -> UInt64 {
        UInt64(try await call("dossier.v1.Server/GetStatus", .object([]))["sequence"].text) ?? 0
    }

    /// Makes an incident the only thing that a statement is about.
    func resolve(_ statement: String, about incident: String) async throws {
        let about = JSONValue.array([.object([.init("name", .string("incidents/\(incident)"))])])
        let fields = JSONValue.object([.init("name", .string("statements/\(statement)")), .init("about", about)])
        _ = try await Resources(client).update(.statements, fields, mask: ["about"])
    }

    /// Who did it, in words, as said by the end of a day and as recorded by a transaction, or by now.
    func picture(_ incident: String, saidBy day: String, recordedAsOf sequence: UInt64? = nil) async throws(Status)
        -> String
    {
        var members = [
            JSONValue.Member("incident", .string("incidents/\(incident)")),
            JSONValue.Member("saidAsOf", .string("\(day)T23:59:59.999999999Z")),
        ]
        if let sequence {
            members.append(.init("recordedAsOf", .object([.init("sequence", .string("\(sequence)"))])))
        }
        return PictureText(try await call("dossier.v1.Statements/GetPicture", .object(members))).text
    }

    private func call(_ method: String, _ request: JSONValue) async throws(Status) -> JSONValue {
        let method = try ServiceMethod.standard(try MethodName(method))
        return try await client.call(method, request)
    }
}
