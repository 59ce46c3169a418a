import DossierClient
import DossierCore
import DossierWire

/// A record of which some may not be seen by everyone: what is hidden has an id that begins with "hush-", or `secret` in
/// its texts, or both.
enum HiddenRecord {
    /// Stands in texts of hidden versions, and nowhere else.
    static let secret = "Verschluss"
    /// What ids of hidden records begin with.
    static let hidden = "hush-"

    /// Records it all, by a caller who is cleared for everything.
    static func write(_ client: Client, _ catalog: ServiceCatalog) async throws {
        let day =
            #"{"earliest": "2022-07-15T00:00:00Z", "latest": "2022-07-15T23:59:59Z", "precision": "PRECISION_DAY"}"#
        func create(_ service: String, _ kind: String, _ id: String, _ body: String) async throws {
            let request = #"{"\#(kind)_id": "\#(id)", "\#(kind)": \#(body)}"#
            let method = "Create\(kind.prefix(1).uppercased())\(kind.dropFirst())"
            _ = try await catalog.call(client, "dossier.v1.\(service)/\(method)", try JSONValue(parsing: request))
        }
        func update(_ service: String, _ kind: String, _ body: String) async throws {
            let method = "Update\(kind.prefix(1).uppercased())\(kind.dropFirst())"
            let request = try JSONValue(parsing: #"{"\#(kind)": \#(body)}"#)
            _ = try await catalog.call(client, "dossier.v1.\(service)/\(method)", request)
        }
        let clear = #""tlp": "TLP_CLEAR""#
        let red = #""tlp": "TLP_RED""#
        for (id, tlp, word) in [("open", clear, "Plain"), ("\(hidden)actor", red, secret)] {
            let names = #""displayName": "\#(word) actor", "aliases": [{"value": "\#(word) alias"}]"#
            try await create("Actors", "actor", id, "{\(names), \(tlp)}")
        }
        try await create(
            "Actors",
            "actor",
            "\(hidden)child",
            #"{"displayName": "\#(secret) child", "parent": "actors/hush-actor", \#(clear)}"#
        )
        for (id, tlp, word) in [("open", clear, "Plain"), ("\(hidden)source", red, secret)] {
            let source = #"{"title": "\#(word) source", "url": "https://example.org/\#(word)", \#(tlp)}"#
            try await create("Statements", "source", id, source)
        }
        let text = #""summary": "\#(secret) summary", "labels": [{"key": "case", "value": "\#(secret)"}]"#
        try await create(
            "Incidents",
            "incident",
            "open",
            #"{"title": "Plain incident", "occurred": \#(day), \#(clear)}"#
        )
        try await create(
            "Incidents",
            "incident",
            "\(hidden)incident",
            #"{"title": "\#(secret) incident", \#(text), \#(red)}"#
        )
        let victims = #""victims": [{"actor": "actors/hush-actor"}]"#
        try await create(
            "Incidents",
            "incident",
            "\(hidden)victim",
            #"{"title": "\#(secret) victim", \#(victims), \#(clear)}"#
        )
        try await create("Incidents", "incident", "twice", #"{"title": "\#(secret) first", \#(text), \#(red)}"#)
        try await update("Incidents", "incident", #"{"name": "incidents/twice", "title": "Plain now", \#(clear)}"#)
        try await create("Incidents", "incident", "late", #"{"title": "\#(secret) late", \#(clear)}"#)
        try await update("Incidents", "incident", #"{"name": "incidents/late", "title": "\#(secret) late", \#(red)}"#)
        try await create("Incidents", "incident", "\(hidden)gone", #"{"title": "\#(secret) gone", \#(red)}"#)
        _ = try await catalog.call(
            client,
            "dossier.v1.Incidents/DeleteIncident",
            try JSONValue(parsing: #"{"name": "incidents/hush-gone"}"#)
        )
        func said(_ kind: String, _ about: String, _ more: String) -> String {
            #"{"speaker": "actors/open", "kind": "STATEMENT_KIND_\#(kind)", "about": [{"name": "\#(about)"}], "said": \#(day), \#(more)}"#
        }
        try await create(
            "Statements",
            "statement",
            "open",
            said("ATTRIBUTES", "incidents/open", #""targetActors": ["actors/open"], \#(clear)"#)
        )
        let quote =
            #""appearances": [{"source": "sources/hush-source", "form": "APPEARANCE_FORM_DIRECT", "text": "\#(secret) words"}]"#
        try await create(
            "Statements",
            "statement",
            "\(hidden)red",
            said("ATTRIBUTES", "incidents/open", #""targetActors": ["actors/hush-actor"], \#(quote), \#(red)"#)
        )
        try await create(
            "Statements",
            "statement",
            "\(hidden)naming",
            said("ATTRIBUTES", "incidents/open", #""targetActors": ["actors/hush-actor"], \#(clear)"#)
        )
        try await create("Statements", "statement", "\(hidden)denial", said("DENIES", "statements/hush-red", clear))
        try await create(
            "Statements",
            "statement",
            "\(hidden)other",
            said("ATTRIBUTES", "incidents/hush-incident", #""targetActors": ["actors/open"], \#(clear)"#)
        )
    }
}

extension ServiceCatalog {
    /// A unary call with JSON.
    func call(_ client: Client, _ method: String, _ request: JSONValue) async throws -> JSONValue {
        let method = try self.method(MethodName(method))
        return try method.reply(
            try await client.call(method.name, try method.request(request), CallOptions(timeout: .seconds(20)))
        )
    }
}
