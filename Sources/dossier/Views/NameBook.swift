import DossierClient
import DossierCore
import DossierWire

/// What names stand for, as of one moment.
struct NameBook {
    private static let masks: [ResourceKind: [String]] = [
        .actors: ["name", "display_name", "roles"], .incidents: ["name", "title"], .sources: ["name", "title"],
        .statements: ["name", "speaker", "on_behalf_of", "kind"],
    ]

    private var resources: [String: JSONValue]

    /// - Parameter resources: with as many of their fields as there are.
    init(_ resources: [JSONValue] = []) {
        self.resources = Dictionary(resources.map { ($0["name"]?.text ?? "", $0) }) { first, _ in first }
    }

    subscript(name: String) -> JSONValue? { resources[name] }

    /// The title or display name; the name itself when there is none.
    func text(_ name: JSONValue?) -> String {
        let name = name?.text ?? ""
        return resources[name]?["title"]?.text ?? resources[name]?["displayName"]?.text ?? name
    }

    /// Who speaks, and in whose name: "Edi Rama for Albania".
    func voice(of statement: JSONValue) -> String {
        let speaker = text(statement["speaker"])
        guard let principal = statement["onBehalfOf"], principal != statement["speaker"] else { return speaker }
        return "\(speaker) for \(text(principal))"
    }
}

extension NameBook {
    /// Looks up whatever a reply names: its statements' speakers, too. One call for each kind, and for each
    /// `Limits.batchItems`.
    /// - Parameter statements: those whose speakers matter.
    static func read(
        for reply: JSONValue,
        and others: [String] = [],
        statements: [String] = [],
        _ resources: Resources
    ) async throws(Status) -> NameBook {
        let moment = (reply["sequence"]?.text).flatMap(UInt64.init).map(RecordMoment.sequence)
        let spoken = try await read(Set(statements), .statements, moment, resources)
        let named = names(in: .array([reply] + spoken)).union(others)
        var found = spoken
        for kind in [ResourceKind.incidents, .actors, .sources] {
            found += try await read(named.filter { $0.hasPrefix("\(kind)/") }, kind, moment, resources)
        }
        return NameBook(found)
    }

    /// Every text that is a name.
    private static func names(in value: JSONValue) -> Set<String> {
        switch value {
        case .string(let text):
            ResourceKind.allCases.contains { kind in
                text.hasPrefix("\(kind)/") && ResourceKind.isID(text.dropFirst("\(kind)/".count))
            } ? [text] : []
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(names(in: $1)) }
        case .object(let members): members.reduce(into: []) { $0.formUnion(names(in: $1.value)) }
        default: []
        }
    }

    private static func read(
        _ names: Set<String>,
        _ kind: ResourceKind,
        _ moment: RecordMoment?,
        _ resources: Resources
    ) async throws(Status) -> [JSONValue] {
        let view = ReadView(fields: masks[kind] ?? [], moment: moment)
        var found: [JSONValue] = []
        var left = names.sorted()[...]
        while !left.isEmpty {
            found += try await read(Array(left.prefix(Limits.batchItems)), kind, view, resources)
            left = left.dropFirst(Limits.batchItems)
        }
        return found
    }

    /// One that is out of sight fails a call: then the halves are asked for, until it stands alone.
    private static func read(
        _ names: [String],
        _ kind: ResourceKind,
        _ view: ReadView,
        _ resources: Resources
    ) async throws(Status) -> [JSONValue] {
        do throws(Status) {
            return try await resources.get(names, kind, view)
        } catch  where error.code == .notFound {
            guard names.count > 1 else { return [] }
            let half = names.count / 2
            return try await read(Array(names[..<half]), kind, view, resources)
                + read(Array(names[half...]), kind, view, resources)
        }
    }
}
