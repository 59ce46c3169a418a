import DossierCore
import DossierWire

/// What joins the objects of a bundle, by hashes of their ids.
struct BundleJoins {
    /// A relationship that becomes part of another object's resource.
    struct Join {
        /// The relationship's entry.
        let entry: Int32
        let source: Int
        let target: Int

        init(_ relation: BundleRelation, _ entry: Int) {
            (self.entry, source, target) = (Int32(entry), relation.source.hashValue, relation.target.hashValue)
        }
    }

    /// Actors to locations.
    var locations: [Join] = []
    /// Incidents to identities.
    var victims: [Join] = []
    /// The entries and the countries of locations that name one.
    var countries: [Int: (entry: Int32, country: String)] = [:]
    /// The other locations.
    var nowhere: [Int32] = []
    /// The entries of those that are an actor's.
    var usedLocations: Set<Int32> = []
    /// Markings of TLP that are the file's own, by their ids.
    var markings: [String: String] = [:]
    /// The file's own markings that restrict nobody, by the hashes of their ids.
    private var freeMarkings: Set<Int> = []
    /// What objects are marked with that is no shared marking of TLP, by the hash of its id: the first object's entry,
    /// and how many.
    private(set) var marked: [Int: (entry: Int32, count: Int)] = [:]
    /// What else authors mark their objects with, as "Copyright ..", by author.
    var notices: [String: [String]] = [:]
    /// Authors of objects: they are datasets to us, who pass on.
    private(set) var authors: Set<Int> = []
    /// Authors of objects that become statements: these need a source to be found in. Those that the file does not hold
    /// are told by what is left of it.
    private(set) var speakers: Set<String> = []
    /// How many statements there are, or nearly.
    private(set) var statements = 0
    /// Reports by what they hold.
    private(set) var reports: [(statement: Int, entry: Int32)] = []

    /// Remembers of an object what others need.
    mutating func take(_ object: BundleObject, _ entry: Int) {
        if !object.author.isEmpty { authors.insert(object.author.hashValue) }
        let count = BundleStatements.count(object)
        statements += count
        if count > 0, speakers.count < Limits.stixAuthors { speakers.insert(object.author) }
        if object.type == "report" { take(report: object, entry) }
    }

    /// Remembers of a report which statements it holds.
    mutating func take(report object: BundleObject, _ entry: Int) {
        for id in object.texts("object_refs") where BundleName.kind(ofType: BundleName.type(of: id)) == .statements {
            reports.append((id.hashValue, Int32(entry)))
        }
    }

    /// Remembers a relationship that becomes part of another object's resource.
    mutating func take(_ relation: BundleRelation, _ entry: Int) {
        switch relation.meaning {
        case .location: locations.append(Join(relation, entry))
        case .victim: victims.append(Join(relation, entry))
        case .attribution, .link, .nothing: break
        }
    }

    /// Forgets what some entries join.
    mutating func forget(_ entries: Set<Int32>) {
        locations.removeAll { entries.contains($0.entry) }
        victims.removeAll { entries.contains($0.entry) }
        reports.removeAll { entries.contains($0.entry) }
        nowhere.removeAll(where: entries.contains)
        countries = countries.filter { !entries.contains($0.value.entry) }
    }

    mutating func take(location object: BundleObject, _ entry: Int) {
        if let country = object.text("country")?.uppercased(), country.wholeMatch(of: /[A-Z]{2}/) != nil {
            countries[object.id.hashValue] = (Int32(entry), country)
        } else {
            nowhere.append(Int32(entry))
        }
    }

    /// False when it says nothing that is kept.
    mutating func take(marking object: BundleObject) -> Bool {
        if TLPMarking.tlp(object.id) != nil { return true }
        if let tlp = TLPMarking.tlp(of: object) {
            markings[object.id] = tlp
            return true
        }
        guard let notice = object["definition"]?["statement"]?.text, !notice.isEmpty else { return false }
        freeMarkings.insert(object.id.hashValue)
        // One more than are kept, which tells that there are more.
        if notices[object.author, default: []].count <= Limits.stixNotices {
            notices[object.author, default: []].append(notice)
        }
        return true
    }

    /// Remembers of an object what it is marked with.
    mutating func take(markingsOf object: BundleObject, _ entry: Int) {
        for id in object.markings + object.granularMarkings where TLPMarking.tlp(id) == nil {
            marked[id.hashValue, default: (Int32(entry), 0)].count += 1
        }
    }

    /// Orders what is looked up.
    mutating func sort() {
        reports.sort { ($0.statement, $0.entry) < ($1.statement, $1.entry) }
    }

    /// The entries of the reports that hold a statement.
    func reports(of id: String) -> [Int32] {
        let key = id.hashValue
        var (low, high) = (0, reports.count)
        while low < high {
            let middle = (low + high) / 2
            if reports[middle].statement < key { low = middle + 1 } else { high = middle }
        }
        return reports[low...].prefix { $0.statement == key }.map(\.entry)
    }

    /// The strictest of an object's markings, those of its parts among them; nil: it has none of TLP.
    func tlp(of object: BundleObject) -> String? {
        let whole = strictest(object.markings)
        let parts = strictest(object.granularMarkings)
        // What its parts are marked with must not loosen the rest, which has no marking.
        if whole == nil, TLPMarking.isStricter(parts, than: nil) {
            return TLPMarking.stricter(parts, TLPMarking.unknown)
        }
        return whole == nil ? nil : TLPMarking.stricter(whole, parts)
    }

    private func strictest(_ markings: [String]) -> String? {
        markings.reduce(nil) { TLPMarking.stricter($0, tlp($1)) }
    }

    private func tlp(_ marking: String) -> String? {
        if let tlp = TLPMarking.tlp(marking) ?? markings[marking] { return tlp }
        return freeMarkings.contains(marking.hashValue) ? nil : TLPMarking.unknown
    }
}
