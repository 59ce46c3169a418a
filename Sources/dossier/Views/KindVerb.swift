import CDossierProtos
import DossierWire

/// What a speaker did with a statement of some kind, as a verb: "accused Iran".
enum KindVerb {
    /// - Parameter targets: whom, already in words; empty: nobody is named.
    static func text(_ kind: JSONValue?, _ targets: String) -> String {
        switch Words.word(kind, dossier__v1__statement_kind__type()) {
        case "attributes": targets.isEmpty ? "said who did it" : "accused \(targets)"
        case "claims": "said that it did it"
        case "corroborates": targets.isEmpty ? "agreed" : "agreed that it was \(targets)"
        case "sanctions": with("sanctioned", targets, else: "imposed sanctions")
        case "condemns": with("condemned", targets, else: "condemned it")
        case "denies": "denied it"
        case "rejects": "rejected it"
        case "doubts": "doubted it"
        case "reports": "reported"
        case "links": "drew a link"
        case "accuses": targets.isEmpty ? "accused others of another matter" : "accused \(targets) of another matter"
        case "characterises": with("characterised", targets, else: "characterised it")
        case "assesses": "assessed it"
        case "announces-measure": targets.isEmpty ? "announced a measure" : "announced a measure on \(targets)"
        case "supports": with("supported", targets, else: "lent support")
        case "retracts": "took a statement back"
        case let word: word
        }
    }

    private static func with(_ verb: String, _ targets: String, else alone: String) -> String {
        targets.isEmpty ? alone : "\(verb) \(targets)"
    }
}
