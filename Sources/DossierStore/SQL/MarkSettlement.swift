import DossierCore

/// Works out what clearance records take: the highest marking of what can be reached from one by names, itself included.
///
/// A write can raise the marks of all that names what was written, however far: those that rise are found on the way. Or
/// lower them: then all that could have been raised by it is worked out anew, from nothing, since records that name each
/// other would hold each other's marks up.
struct MarkSettlement {
    /// A record whose mark is in question.
    struct Member {
        var tlp: UInt32
        /// What is stored; of a record that was written, from before.
        var stored: StoredMark
        /// What it names; nil: its need is not worked out from that.
        var names: [Int64]?
        /// The highest mark of what it names.
        var reached: UInt32

        var mark: UInt32 { max(tlp, reached) }
        /// As it is stored.
        var need: UInt32 { reached > tlp ? reached : 0 }
    }

    private(set) var members: [Int64: Member] = [:]
    /// Marks of records; those that are not in question.
    private var others: [Int64: UInt32] = [:]
    private let transaction: SQLWriteTransaction

    init(_ transaction: SQLWriteTransaction) { self.transaction = transaction }

    mutating func settle() throws(Status) {
        for (record, written) in transaction.written {
            members[record] = Member(
                tlp: written.tlp,
                stored: written.before ?? StoredMark(tlp: 0, need: 0),
                names: written.references.map(\.target.key),
                reached: 0
            )
            for reference in written.references { others[reference.target.key] = reference.target.mark.mark }
        }
        try workOut()
        if transaction.written.values.contains(where: \.hasLost) {
            // What names them may hold their marks up, which they owe to none but that now; and owe its own to them.
            try doubt(members.filter { $0.value.stored.mark > $0.value.tlp }.map(\.key))
            try workOut()
        }
        try raise()
    }

    /// Makes members of all that may owe its mark to these.
    private mutating func doubt(_ loose: [Int64]) throws(Status) {
        var next = loose
        while let record = next.popLast() {
            for naming in try transaction.records(naming: record) where members[naming] == nil {
                let stored = try transaction.storedMark(of: naming)
                guard stored.need > 0 else { continue }
                let names = try transaction.names(in: naming)
                let reached = names == nil ? stored.need : 0
                members[naming] = Member(tlp: stored.tlp, stored: stored, names: names, reached: reached)
                next.append(naming)
            }
        }
    }

    /// Works out the members' marks from nothing: the least that fit.
    private mutating func workOut() throws(Status) {
        for (record, member) in members where member.names != nil { members[record]!.reached = 0 }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for (record, member) in members {
                guard let names = member.names else { continue }
                var reached = member.reached
                for name in names where name != record { reached = max(reached, try mark(of: name)) }
                guard reached > member.reached else { continue }
                members[record]!.reached = reached
                hasChanged = true
            }
        }
    }

    /// Raises what names those that have risen.
    private mutating func raise() throws(Status) {
        var next = members.keys.filter { record in
            let member = members[record]!
            return member.mark > member.stored.mark && transaction.written[record]?.isNew != true
        }
        while let record = next.popLast() {
            let mark = try mark(of: record)
            for naming in try transaction.records(naming: record) {
                if members[naming] == nil {
                    let stored = try transaction.storedMark(of: naming)
                    guard stored.mark < mark else { continue }
                    members[naming] = Member(tlp: stored.tlp, stored: stored, names: nil, reached: stored.need)
                }
                guard members[naming]!.mark < mark else { continue }
                members[naming]!.reached = mark
                next.append(naming)
            }
        }
    }

    private mutating func mark(of record: Int64) throws(Status) -> UInt32 {
        if let member = members[record] { return member.mark }
        if let mark = others[record] { return mark }
        let mark = try transaction.storedMark(of: record).mark
        others[record] = mark
        return mark
    }
}
