import CDossierProtos
import DossierCore
import DossierWire

/// The kinds of resource that the record keeps, in the order in which they refer to each other.
public enum ResourceKind: String, CaseIterable, Sendable {
    case actors
    case sources
    case incidents
    case statements

    /// "Actor": as in the methods' names.
    public var singular: String { plural.dropLast().description }
    /// "Actors": as in the methods' names.
    public var plural: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    /// "actor": as in the requests' fields.
    public var field: String { singular.lowercased() }

    /// The service that has the kind's methods.
    public var service: String {
        switch self {
        case .actors: "dossier.v1.Actors"
        case .incidents: "dossier.v1.Incidents"
        case .sources, .statements: "dossier.v1.Statements"
        }
    }

    /// The type of its message.
    public var descriptor: MessageDescriptor {
        switch self {
        case .actors: dossier__v1__actor__type()
        case .sources: dossier__v1__source__type()
        case .incidents: dossier__v1__incident__type()
        case .statements: dossier__v1__statement__type()
        }
    }

    /// The fields that only the server sets.
    public static let serverFields: Set<String> = [
        "name", "uid", "etag", "revision", "create_time", "update_time", "delete_time", "author", "redaction",
    ]

    /// Whether only the server sets a field, by its name in the .proto file or in JSON.
    public static func isServerField(_ name: String) -> Bool {
        serverFields.contains(name) || jsonServerFields.contains(name)
    }

    private static let jsonServerFields: Set<String> = ["createTime", "updateTime", "deleteTime"]

    /// The resource's name from its id or its name: "incidents/x" from "x" and from "incidents/x".
    /// INVALID_ARGUMENT for a name of another kind, and for what is no name.
    public func name(_ text: String) throws(Status) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let id = parts.count == 2 && parts[0] == rawValue ? parts[1] : parts[0]
        guard parts.count == 1 || parts.count == 2 && parts[0] == rawValue, Self.isID(id.prefix(while: { $0 != "@" }))
        else {
            throw Status(
                .invalidArgument,
                "\"\(text)\" is not the name of one of the \(rawValue); write ID or \(rawValue)/ID"
            )
        }
        return "\(rawValue)/\(id)"
    }

    /// Whether the text is the last part of a name: 1 to 63 of a-z, 0-9 and "-", starting with a letter and not ending
    /// with "-" (AIP-122).
    public static func isID(_ text: some StringProtocol) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let dash = UInt8(ascii: "-")
        let bytes = text.utf8
        guard bytes.count <= Limits.idCharacters, let first = bytes.first, letters.contains(first) else { return false }
        return !text.hasSuffix("-") && bytes.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == dash }
    }
}
