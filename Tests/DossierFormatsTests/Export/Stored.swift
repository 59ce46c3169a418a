import DossierClient
import DossierFormats
import DossierTesting
import DossierWire

/// What a server holds, without what only a server sets: the same for two records that say the same.
enum Stored {
    static func all(_ resources: Resources) async throws -> [String: JSONValue] {
        var all: [String: JSONValue] = [:]
        for kind in ResourceKind.allCases {
            var token = ""
            repeat {
                let page = try await resources.page(of: kind, ListQuery(), size: 1_000, token: token)
                for item in page.items {
                    let resource = ExportedResource(item, kind)
                    all[resource.name] = resource.fields
                }
                token = page.nextPageToken
            } while !token.isEmpty
        }
        return all
    }

    /// Records resources, those of a kind together.
    static func record(
        _ items: [(kind: ResourceKind, id: String, fields: JSONValue)],
        _ resources: Resources
    ) async throws {
        for kind in ResourceKind.allCases {
            let some = items.filter { $0.kind == kind }.map { (id: $0.id, fields: $0.fields) }
            if !some.isEmpty { try await resources.create(kind, some) }
        }
    }

    /// What differs, a line each.
    static func difference(_ a: [String: JSONValue], _ b: [String: JSONValue]) -> [String] {
        Set(a.keys).union(b.keys).sorted().compactMap { name in
            func text(_ fields: JSONValue?) -> String { String(decoding: (fields ?? .null).encode(), as: UTF8.self) }
            return a[name] == b[name] ? nil : "\(name):\n  \(text(a[name]))\n  \(text(b[name]))"
        }
    }
}
