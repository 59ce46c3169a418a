import DossierCore
import DossierStore

/// What may be seen, by the rule itself: every version is kept, and who may see one is found by walking all names.
struct SightModel {
    /// A record's version.
    struct Version {
        let sequence: UInt64
        let revision: UInt64
        let tlp: UInt32
        let isDeleted: Bool
        /// "topics/a".
        let names: [String]

        func at(_ sequence: UInt64) -> Version {
            Version(sequence: sequence, revision: revision, tlp: tlp, isDeleted: isDeleted, names: names)
        }
    }

    private(set) var records: [String: [Version]] = [:]

    mutating func add(_ name: String, _ version: Version) { records[name, default: []].append(version) }

    func current(_ name: String) -> Version? { records[name]?.last }

    /// The version that holds at a transaction.
    func version(_ name: String, at sequence: UInt64) -> Version? { records[name]?.last { $0.sequence <= sequence } }

    /// The highest marking of what can be reached from a record by what it names now.
    func mark(_ name: String) -> UInt32 {
        var seen: Set<String> = []
        var open = [name]
        var mark: UInt32 = 0
        while let next = open.popLast() {
            guard seen.insert(next).inserted, let current = current(next) else { continue }
            mark = max(mark, current.tlp)
            open += current.names
        }
        return mark
    }

    func mayShow(_ version: Version, of name: String, to clearance: TLP) -> Bool {
        let limit = clearance.rawValue
        return version.tlp <= limit && mark(name) <= limit && version.names.allSatisfy { mark($0) <= limit }
    }

    /// The records of a kind that are shown at a transaction, by their ids, each with its revision.
    func shown(_ kind: String, to clearance: TLP, at sequence: UInt64, withDeleted: Bool = false) -> [String: UInt64] {
        var shown: [String: UInt64] = [:]
        for name in records.keys where name.hasPrefix("\(kind)/") {
            guard let version = version(name, at: sequence), mayShow(version, of: name, to: clearance),
                withDeleted || !version.isDeleted
            else { continue }
            shown[String(name.dropFirst(kind.count + 1))] = version.revision
        }
        return shown
    }

    /// The live records of a kind that name one, at a transaction.
    func naming(_ name: String, _ kind: String, to clearance: TLP, at sequence: UInt64) -> Set<String> {
        let shown = shown(kind, to: clearance, at: sequence)
        return Set(shown.keys.filter { version("\(kind)/\($0)", at: sequence)!.names.contains(name) })
    }
}
