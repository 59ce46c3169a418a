import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// What is known of a bundle once it has been gone through: where its objects stand, and what joins them. Of each object a
/// few bytes are kept.
final class BundleSurvey {
    /// What becomes of an object.
    enum Role: UInt8 {
        case actor, source, incident, statement
        /// A resource of ours, of these kinds.
        case ourActor, ourSource, ourIncident, ourStatement
        /// Part of another object's resource.
        case folded
        /// Nothing after all, which has been noted.
        case nothing

        init(_ kind: ResourceKind, isOurs: Bool) {
            let own: [ResourceKind: Role] = [
                .actors: .ourActor, .sources: .ourSource, .incidents: .ourIncident, .statements: .ourStatement,
            ]
            let foreign: [ResourceKind: Role] = [
                .actors: .actor, .sources: .source, .incidents: .incident, .statements: .statement,
            ]
            self = isOurs ? own[kind]! : foreign[kind]!
        }
    }

    struct Entry {
        let offset: Int
        let length: Int32
        let line: Int32
        let column: Int32
        var role: Role

        var place: Place { Place(line: Int(line), column: Int(column)) }
    }

    private let file: ImportFile
    /// Of the objects that are understood or folded, in the order of the file.
    var entries: [Entry] = []
    /// By the hash of the id: the entry; negative: the object is not understood.
    var places: [Int: Int32] = [:]
    /// Those of whose objects the file has had an earlier version.
    private(set) var superseded: Set<Int32> = []
    var tally = ImportTally(unit: "objects")
    var remarks = ImportRemarks()
    var joins = BundleJoins()
    /// Of actors, by their entries.
    var countries: [Int32: String] = [:]
    /// Of incidents, by their entries: the relationships that name them.
    var victims: [Int32: [Int32]] = [:]

    /// Goes through a file.
    init(_ file: ImportFile) throws(Status) {
        self.file = file
        var scanner = try BundleScanner(file)
        while let element = try scanner.next() {
            tally.things += 1
            try take(element)
        }
        if scanner.isCut { remarks.note(.damaged, "bundle", "the file ends before the bundle does") }
        if let rest = scanner.rest {
            remarks.note(
                .damaged,
                "bundle",
                "what stands behind its objects is not read: it is none of its members",
                at: rest
            )
        }
        try settleJoins()
    }

    /// An object that the survey has found, by its entry.
    func object(_ index: Int) throws(Status) -> BundleObject {
        let entry = entries[index]
        do throws(JSONTrouble) {
            let bytes = try bytes(entry.offset, Int(entry.length))
            return try BundleObject(try JSONTrouble.parse(bytes, at: entry.place), at: entry.place)
        } catch {
            throw Status(.aborted, "\(file.name) has changed while it was read; import it again")
        }
    }

    /// The name of what an id means: in the file, or perhaps in the record; nil: it is not understood, or is part of another.
    func name(_ id: String) throws(Status) -> String? {
        guard let place = places[id.hashValue] else { return BundleName.name(id) }
        guard place >= 0 else { return nil }
        switch entries[Int(place)].role {
        case .ourActor, .ourSource, .ourIncident, .ourStatement: return try object(Int(place)).recorded?["name"]?.text
        case .folded, .nothing: return try object(Int(place)).partOf
        case .actor, .source, .incident, .statement: return BundleName.name(id)
        }
    }

    /// The name of the actor who an author of objects is.
    func speaker(_ author: String) throws(Status) -> String {
        if author.isEmpty { return BundleName.author(author) }
        return try name(author) ?? BundleName.author(author)
    }

    /// The name of the source that a report has become.
    func sourceName(of entry: Int32) throws(Status) -> String? { try name(try object(Int(entry)).id) }

    private func bytes(_ offset: Int, _ length: Int) throws(JSONTrouble) -> [UInt8] {
        do throws(Status) {
            return try file.read(at: offset, count: length)
        } catch {
            throw JSONTrouble(error.message, at: .unknown)
        }
    }

    private func take(_ element: BundleScanner.Element) throws(Status) {
        guard !element.isCut else { return damaged("object", "the file ends within it", element.place) }
        guard element.length <= Limits.importThingBytes else {
            return damaged("object", "has more than \(Limits.importThingBytes) bytes", element.place)
        }
        do throws(JSONTrouble) {
            let value = try JSONTrouble.parse(try bytes(element.offset, element.length), at: element.place)
            let object = try BundleObject(value, at: element.place)
            if let damage = TextDamage.of(value) { try take(damage, of: object) }
            let place = element.place
            let entry = Entry(
                offset: element.offset,
                length: Int32(element.length),
                line: Int32(clamping: place.line),
                column: Int32(clamping: place.column),
                role: .folded
            )
            try take(object, entry)
        } catch {
            damaged("object", error.reason, error.place)
        }
    }

    /// What is ours is taken all the same: an export gives what the record holds.
    private func take(_ damage: String, of object: BundleObject) throws(JSONTrouble) {
        guard object.recorded != nil else { throw JSONTrouble(damage, at: object.place) }
        remarks.note(.doubtful, object.type, damage, id: object.id, at: object.place)
    }

    private func damaged(_ type: String, _ reason: String, _ place: Place) {
        remarks.note(.damaged, type, reason, at: place)
    }

    /// Of several objects of one id, which are versions, the latest counts.
    private func take(_ object: BundleObject, _ entry: Entry) throws(JSONTrouble) {
        let key = object.id.hashValue
        if let before = places[key] {
            guard before >= 0, let earlier = try? self.object(Int(before)),
                BundleTime.isNewer(object.time("modified"), than: earlier.time("modified"))
            else {
                return duplicate(object.type, object.id, object.place)
            }
            // A damaged one throws here, and leaves the earlier as it is.
            let role = try role(of: object, Int(before))
            duplicate(object.type, object.id, earlier.place)
            superseded.insert(before)
            entries[Int(before)].role = .nothing
            guard let role else {
                places[key] = -1
                return
            }
            joins.take(markingsOf: object, Int(before))
            entries[Int(before)] = Entry(
                offset: entry.offset,
                length: entry.length,
                line: entry.line,
                column: entry.column,
                role: role
            )
            return
        }
        guard let role = try role(of: object, entries.count) else {
            places[key] = -1
            return
        }
        joins.take(markingsOf: object, entries.count)
        places[key] = Int32(entries.count)
        entries.append(entry)
        entries[entries.count - 1].role = role
    }

    private func duplicate(_ type: String, _ id: String, _ place: Place) {
        remarks.note(.duplicate, type, "the file has it once more; the latest version counts", id: id, at: place)
    }

    /// What is to become of an object; nil: nothing, which has been noted.
    private func role(of object: BundleObject, _ index: Int) throws(JSONTrouble) -> Role? {
        if let recorded = object.recorded { return try ours(recorded, object) }
        if object.partOf != nil { return .folded }
        switch object.type {
        case "identity" where object.id == DossierExtension.authorID: return .folded
        case "extension-definition" where object.id == DossierExtension.id: return .folded
        case "identity", "threat-actor", "intrusion-set", "campaign", "incident", "report":
            guard object.text("name") != nil else { throw JSONTrouble("has no \"name\"", at: object.place) }
            joins.take(object, index)
            return Role(BundleName.kind(ofType: object.type)!, isOurs: false)
        case "note", "opinion":
            joins.take(object, index)
            return .statement
        case "relationship": return try relationship(object, index)
        case "location":
            joins.take(location: object, index)
            return .folded
        case "marking-definition":
            guard joins.take(marking: object) else { return notUnderstood(object, "it is no TLP and no statement") }
            return .folded
        default: return notUnderstood(object, "it has no place in a record of who says what of whom")
        }
    }

    private func ours(_ recorded: JSONValue, _ object: BundleObject) throws(JSONTrouble) -> Role? {
        switch RecordedJSON.read(recorded, at: object.place) {
        case .damaged(let reason): throw JSONTrouble("its resource \(reason)", at: object.place)
        case .notUnderstood(_, let reason): return notUnderstood(object, reason)
        case .resource(let resource): return Role(resource.kind, isOurs: true)
        }
    }

    private func relationship(_ object: BundleObject, _ index: Int) throws(JSONTrouble) -> Role? {
        guard let relation = BundleRelation(object) else {
            throw JSONTrouble("lacks relationship_type, source_ref or target_ref", at: object.place)
        }
        switch relation.meaning {
        case .nothing(let reason): return notUnderstood(object, reason, as: "relationship \(relation.type)")
        case .location, .victim:
            joins.take(relation, index)
            return .folded
        case .attribution, .link:
            joins.take(object, index)
            return .statement
        }
    }

    func notUnderstood(_ object: BundleObject, _ reason: String, as type: String? = nil) -> Role? {
        remarks.note(.notUnderstood, type ?? object.type, reason, id: object.id, at: object.place)
        return nil
    }
}
