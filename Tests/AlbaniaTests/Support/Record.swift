import DossierClient
import DossierCore
import DossierFormats
import DossierTesting
import DossierWire
import TestSupport

/// The example's resources, by their names, in proto3 JSON.
struct Record: Sendable {
    var resources: [String: JSONValue]

    /// The example as a server gives it back: imported into an empty record, and read, over TCP. Once for all tests.
    static let imported = Task {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let report = await Importer(resources).run(try Example.dossier())
            guard report.refusals.isEmpty else { throw report.refusals[0].status }
            return try await Record(reading: resources)
        }
    }

    /// Everything that a server holds, page by page.
    init(reading server: Resources) async throws(Status) {
        resources = [:]
        for kind in ResourceKind.allCases {
            var token = ""
            repeat {
                let page = try await server.page(of: kind, size: 10, token: token)
                for item in page.items { resources[item["name"]?.text ?? ""] = item }
                token = page.nextPageToken
            } while !token.isEmpty
        }
    }

    /// What stands at a path of one resource.
    func values(_ name: String, _ path: FieldPath) -> [String] {
        resources[name].map(path.values) ?? []
    }

    /// What stands at a path of all resources of a kind.
    func values(of kind: ResourceKind, _ path: FieldPath) -> [String] {
        resources.filter { $0.key.hasPrefix("\(kind)/") }.values.flatMap(path.values)
    }
}

/// The dossier file that is under test.
enum Example {
    static let path = "Examples/albania-2022.yaml"

    /// Its text.
    static func text() throws -> String { try Project.file(path).text }

    /// Its resources.
    static func dossier() throws -> Dossier { try DossierFile.read(text(), name: path) }
}
