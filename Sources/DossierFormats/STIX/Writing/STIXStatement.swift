import CDossierProtos
import DossierClient
import DossierWire

/// A statement in STIX: created by its speaker.
struct STIXStatement {
    /// Of the object that carries it.
    let id: String
    private let statement: ExportedResource
    private let fields: JSONValue
    private let names: STIXNames

    init(_ statement: ExportedResource, _ names: STIXNames) {
        self.statement = statement
        fields = statement.fields
        self.names = names
        id = STIXID.of(statement.name, statement.fields) ?? ""
    }

    /// The first carries the resource.
    var objects: [STIXObject] {
        switch STIXForm(of: fields) {
        case .relationships(let incidents, let accused): relationships(incidents, accused)
        case .opinion(let opinion, let answered): [self.opinion(opinion, on: answered)]
        case .note: [note]
        }
    }

    private func relationships(_ incidents: [String], _ accused: [String]) -> [STIXObject] {
        var objects: [STIXObject] = []
        for incident in incidents {
            for actor in accused {
                var object =
                    objects.isEmpty
                    ? STIXObject(id, for: statement)
                    : STIXObject(
                        STIXID.own("relationship", "\(statement.name)/\(objects.count)"),
                        partOf: statement
                    )
                object.set("relationship_type", .string("attributed-to"))
                object.set("source_ref", names.id(incident).map(JSONValue.string))
                object.set("target_ref", names.id(actor).map(JSONValue.string))
                object.set("description", .string(words))
                objects.append(spoken(object))
            }
        }
        return objects
    }

    private func opinion(_ opinion: String, on answered: [String]) -> STIXObject {
        var object = STIXObject(id, for: statement)
        object.set("opinion", .string(opinion))
        object.set("explanation", .string(words))
        object.set("authors", authors)
        object.set("object_refs", ids: names.ids(answered))
        return spoken(object)
    }

    private var note: STIXObject {
        var object = STIXObject(id, for: statement)
        let abstract = "\(speaker) \(kind)"
        object.set("abstract", .string(abstract))
        object.set("content", .string(words.isEmpty ? abstract : words))
        object.set("authors", authors)
        let subjects = names.ids(subjects)
        let identity = [names.identity(fields["speaker"])].compactMap { $0?.text }
        object.set("object_refs", ids: subjects.isEmpty ? identity : subjects)
        return spoken(object)
    }

    /// What a note is about: whatever the statement names but those who speak and pass it on.
    private var subjects: [String] {
        fields.elements("about").compactMap { $0["name"]?.text } + fields.elements("targetActors").compactMap(\.text)
            + ["from", "to"].compactMap { fields["link"]?[$0]?.text }
            + (fields["measure"]?.elements("targets") ?? []).compactMap(\.text)
    }

    /// What every form of it has: who speaks, how sure he is, and where the words stand.
    private func spoken(_ object: STIXObject) -> STIXObject {
        var object = object
        object.set("created_by_ref", names.identity(fields["speaker"]))
        object.set("confidence", fields["confidence"])
        let appearances = fields.elements("appearances").map { appearance in
            STIXReference.appearance(appearance, in: appearance["source"]?.text.flatMap { names[$0] })
        }
        object.add("external_references", appearances)
        return object
    }

    private var words: String {
        fields.elements("appearances").compactMap { $0["text"]?.text }.joined(separator: "\n")
    }

    private var speaker: String {
        let name = fields["speaker"]?.text ?? ""
        return names[name]?["displayName"]?.text ?? name
    }

    private var authors: JSONValue { .array([.string(speaker)]) }

    /// "announces measure"
    private var kind: String {
        let notation = EnumNotation(dossier__v1__statement_kind__type())
        return (notation.word(fields["kind"]?.text ?? "") ?? "says").replacing("-", with: " ")
    }
}
