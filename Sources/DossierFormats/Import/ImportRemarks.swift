import DossierCore
import DossierYAML

/// What was noticed in a file, counted by trouble, type and reason; only the first of them are kept one by one.
public struct ImportRemarks: Sendable {
    /// Remarks that differ in the thing alone.
    public struct Group: Sendable, Hashable {
        /// What kind of trouble it is.
        public let trouble: ImportRemark.Trouble
        /// What it is in its format.
        public let type: String
        /// Why.
        public let reason: String
    }

    /// The first `Limits.importRemarks`, in the order in which they were noticed, of alike ones no more than
    /// `Limits.importRemarksAlike`.
    public private(set) var first: [ImportRemark] = []
    private var counts: [Group: Int] = [:]

    /// None yet.
    public init() {}

    /// Notes something, or several things that are alike.
    /// - Parameters:
    ///   - type: what it is in its format; a long one is cut.
    ///   - reason: in words that do not name the thing.
    ///   - id: the thing's foreign id; empty: it has none.
    ///   - place: of the thing; of several, of the first.
    public mutating func note(
        _ trouble: ImportRemark.Trouble,
        _ type: String,
        _ reason: String,
        id: String = "",
        at place: Place = .unknown,
        count: Int = 1
    ) {
        var group = Group(trouble: trouble, type: Self.cut(type), reason: Self.cut(reason))
        // Types and reasons can be the file's own words, of which there is no end.
        if counts[group] == nil, counts.count >= Limits.importRemarkGroups {
            group = Group(trouble: trouble, type: "others", reason: "for other reasons")
        }
        let before = counts[group, default: 0]
        counts[group] = before + count
        guard first.count < Limits.importRemarks, before < Limits.importRemarksAlike else { return }
        first.append(.init(trouble: trouble, type: group.type, reason: group.reason, id: Self.cut(id), place: place))
    }

    /// These, and others that were noticed later.
    func adding(_ others: ImportRemarks) -> ImportRemarks {
        var all = self
        all.counts.merge(others.counts, uniquingKeysWith: +)
        all.first += others.first.prefix(max(0, Limits.importRemarks - first.count))
        return all
    }

    /// How many, by trouble, type and reason: by trouble, then the most first.
    public var groups: [(group: Group, count: Int)] {
        counts.map { (group: $0.key, count: $0.value) }.sorted { one, other in
            Self.key(one) < Self.key(other)
        }
    }

    /// How many of one kind of trouble.
    public func count(_ trouble: ImportRemark.Trouble) -> Int {
        counts.reduce(0) { $1.key.trouble == trouble ? $0 + $1.value : $0 }
    }

    /// Nothing was noticed.
    public var isEmpty: Bool { counts.isEmpty }

    private static func key(_ entry: (group: Group, count: Int)) -> (Int, Int, String, String) {
        let order = ImportRemark.Trouble.allCases.firstIndex(of: entry.group.trouble)!
        return (order, -entry.count, entry.group.type, entry.group.reason)
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= Limits.importRemarkBytes
            ? text : "\(String(text.unicodeScalars.prefix(Limits.importRemarkBytes / 4)))…"
    }
}
