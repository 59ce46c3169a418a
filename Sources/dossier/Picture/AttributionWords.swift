import CDossierProtos
import CProtobufC
import DossierWire

/// What statuses and signs mean, in words.
enum AttributionWords {
    /// "DENIED BY THE ACCUSED": to be told from other text at a glance.
    static func name(_ status: JSONValue?) -> String {
        switch word(status) {
        case "denied-by-accused": "DENIED BY THE ACCUSED"
        case let word: word.uppercased()
        }
    }

    /// What it takes to have it.
    static func meaning(_ status: JSONValue?) -> String {
        switch word(status) {
        case "contested": "somebody else disputes it, or says that it was another"
        case "denied-by-accused": "the accused's own side says that it is not so, and nobody else disputes it"
        case "admitted": "the accused's own side says so"
        case "corroborated": "two or more say so, none of them part of another"
        case "claimed": "one says so"
        case "imputed": "it is sanctioned or condemned for it; nobody says in so many words that it did it"
        case "reported": "only those say so who pass on what others say"
        case "unattributed": "nobody who counts says who did it"
        default: ""
        }
    }

    /// "imputed to Iran by United States"; "denied by Iran itself".
    /// - Parameter isOwn: the principal speaks of itself.
    static func deed(_ sign: JSONValue?, of accused: String, by principal: String, isOwn: Bool) -> String {
        switch (word(sign, dossier__v1__sign__type()), isOwn) {
        case ("disputes", true): "denied by \(accused) itself"
        case (_, true): "admitted by \(accused) itself"
        case ("disputes", _): "disputed of \(accused) by \(principal)"
        case ("imputes", _): "imputed to \(accused) by \(principal)"
        default: "asserted of \(accused) by \(principal)"
        }
    }

    private static func word(_ status: JSONValue?) -> String { word(status, dossier__v1__attribution_status__type()) }

    private static func word(_ value: JSONValue?, _ type: UnsafePointer<ProtobufCEnumDescriptor>) -> String {
        Words.word(value, type)
    }
}
