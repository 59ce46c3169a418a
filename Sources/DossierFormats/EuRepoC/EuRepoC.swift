import DossierClient
import DossierCore
import DossierWire

/// The tables of the European Repository of Cyber Incidents: docs/import-eurepoc.md says what becomes of each column.
enum EuRepoC {
    /// Who says what the tables say.
    static let speaker = "actors/eurepoc"
    /// The collection that its ids are of, in ours and in `external_refs`.
    static let collection = "eurepoc"

    /// Surveys one of the tables; its columns tell which.
    /// - Throws: INVALID_ARGUMENT when it is neither.
    static func reader(_ file: ImportFile) throws(Status) -> any ImportReader {
        let table = try CSVTable(file)
        if let incidents = EuRepoCIncidents(table) { return try EuRepoCReader(table, incidents) }
        if let attributions = EuRepoCAttributions(table) { return try EuRepoCReader(table, attributions) }
        throw Status(
            .invalidArgument,
            "\(file.name) is no table of EuRepoC: its first line names neither \(EuRepoCIncidents.required.joined(separator: ", "))"
                + " nor \(EuRepoCAttributions.required.joined(separator: ", "))"
        )
    }

    /// EuRepoC as one who passes on what others say.
    static let actor = DossierResource(
        .actors,
        id: "eurepoc",
        fields: .fields([
            "display_name": .string("European Repository of Cyber Incidents (EuRepoC)"),
            "identity_class": .string("IDENTITY_CLASS_ORGANIZATION"), "relayer": .bool(true),
        ])
    )

    /// One of the tables, for all editions: a new one changes only what differs.
    static func source(_ id: String, _ title: String) -> DossierResource {
        DossierResource(
            .sources,
            id: id,
            fields: .fields([
                "title": .string(title), "publisher": .string(speaker), "url": .string("https://eurepoc.eu"),
                "medium": .string("SOURCE_MEDIUM_DATASET"),
            ])
        )
    }

    /// The name of an incident.
    static func incident(_ id: String) -> String { "incidents/\(resourceID(id))" }

    /// The id that follows from one of EuRepoC's, or from a name that it writes.
    static func resourceID(_ foreign: String) -> String { ForeignID.resourceID(collection, foreign) }
}
