import DossierCore
import DossierWire

/// A galaxy as a whole, which speaks as one actor and is one source.
struct Galaxy: Sendable {
    /// Who says what the galaxy says.
    static let speaker = "actors/misp-galaxy"

    private static let type = "threat-actor"

    private let title: String
    private let uuid: String?
    private let version: Int?

    /// - Throws: INVALID_ARGUMENT when it is not the galaxy of threat actors.
    init(_ root: JSONValue, called file: String) throws(Status) {
        guard case .array? = root["values"], let type = root["type"]?.text else {
            throw Status(.invalidArgument, "\(file) is no MISP galaxy: it must be an object with type and values")
        }
        guard type == Self.type else {
            throw Status(.invalidArgument, "\(file) is the galaxy \"\(type)\"; only \"\(Self.type)\" can be imported")
        }
        title = root["name"]?.text ?? "Threat Actor"
        uuid = root["uuid"]?.text
        version = root["version"]?.count
    }

    /// The galaxy as one who passes on what others say.
    static let actor = DossierResource(
        .actors,
        id: "misp-galaxy",
        fields: .fields([
            "display_name": .string("MISP galaxy"), "identity_class": .string("IDENTITY_CLASS_ORGANIZATION"),
            "relayer": .bool(true), "external_refs": .array([.reference(address: "https://www.misp-galaxy.org")]),
        ])
    )

    /// Its name.
    var sourceName: String { source.name }

    /// Where its statements appear: one source for all editions, so that a new one changes only what differs.
    var source: DossierResource {
        let edition = version.map { ", version \($0)" } ?? ""
        return DossierResource(
            .sources,
            id: "misp-galaxy-\(Self.type)",
            fields: .fields([
                "title": .string("MISP galaxy: \(title)\(edition)"), "publisher": .string(Self.speaker),
                "url": .string("https://github.com/MISP/misp-galaxy/blob/main/clusters/\(Self.type).json"),
                "medium": .string("SOURCE_MEDIUM_DATASET"),
                "external_refs": uuid.map { .array([.reference("misp-galaxy", id: $0)]) },
            ])
        )
    }
}
