import CDossierProtos
import DossierCore
import ModuleKit

/// What the views need to know of an incident.
struct IncidentFacts {
    let title: String
    let occurred: RecordedTime?
    let disclosed: RecordedTime?

    init(_ incident: Dossier__V1__Incident) {
        title = String(cString: incident.title)
        occurred = RecordedTime(incident.occurred)
        disclosed = RecordedTime(incident.disclosed)
    }
}

extension Evidence {
    /// The incident of that name. NOT_FOUND when there is none.
    func incident(_ name: String) throws(Interrupt) -> IncidentFacts {
        if let known = incidents[name] { return known }
        note(name)
        var facts: IncidentFacts?
        try transaction.read(Kinds.incidents, name, as: dossier__v1__incident__type()) {
            (incident: Dossier__V1__Incident) in facts = IncidentFacts(incident)
        }
        guard let facts else {
            throw .failed(.notFound, "\(name) does not exist at transaction \(try sequence), or is deleted")
        }
        incidents[name] = facts
        return facts
    }

    /// The incidents that an actor was a victim of.
    func incidents(of victim: String) throws(Interrupt) -> [String] {
        var query = Query(kind: Kinds.incidents, limit: Limits.pageSize)
        query.filter = "victims.actor = \"\(victim)\""
        var names: [String] = []
        repeat {
            try transaction.checkIsAwaited()
            var last: [UInt8] = []
            let known = names.count
            try transaction.find(query) { record in
                names.append("\(Kinds.incidents.text)/\(String(decoding: record.id, as: UTF8.self))")
                last = [UInt8](record.cursor)
                return true
            }
            query.cursor = names.count - known == query.limit ? last : []
        } while !query.cursor.isEmpty
        return names
    }
}
