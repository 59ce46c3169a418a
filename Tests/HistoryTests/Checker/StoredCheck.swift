/// Whether what is stored is what was acknowledged, besides some of what is not known: each revision is the work of one
/// write, whose conditions held, and no write that was refused or nobody asked for is there.
struct StoredCheck {
    private(set) var faults: [Fault] = []
    /// What the calls have written, by their places in the history.
    private(set) var versions: [Int: Version] = [:]
    private let calls: [Call]
    /// Those that write content, by its title.
    private let writers: [String: Int]
    /// Those that delete and bring back, by the etag of the revision before.
    private let markers: [String: [Int]]

    init(_ history: History) {
        calls = history.calls
        var writers: [String: Int] = [:]
        var markers: [String: [Int]] = [:]
        for (place, call) in history.calls.enumerated() {
            switch call.request {
            case .create(let title), .update(let title, _): writers[title] = place
            case .delete(let etag), .undelete(let etag): markers[etag, default: []].append(place)
            case .get, .getAsOf, .list: break
            }
        }
        (self.writers, self.markers) = (writers, markers)
        for (record, versions) in Dictionary(grouping: history.feed, by: \.record) { check(versions, of: record) }
        checkAcknowledged()
    }

    private mutating func check(_ versions: [Version], of record: String) {
        var before: Shown?
        for version in versions {
            if version.shown.revision != (before?.revision ?? 0) + 1 {
                note(version, "follows revision \(before?.revision ?? 0)")
            }
            if version.shown.etag == before?.etag { note(version, "has the etag of the revision before") }
            explain(version, after: before)
            before = version.shown
        }
    }

    /// Finds the call that has written a version.
    private mutating func explain(_ version: Version, after before: Shown?) {
        let shown = version.shown
        let isMark = shown.title == before?.title && shown.isDeleted != before?.isDeleted
        guard let place = isMark ? marker(of: version, after: before) : writers[shown.title] else {
            return note(version, "is stored, but nobody wrote it: \(shown)")
        }
        let call = calls[place]
        if let other = versions[place] { return note(version, "was written before, as \(other), by one call: \(call)") }
        versions[place] = version
        if call.record != version.record { note(version, "was to be written elsewhere: \(call)") }
        if !call.request.fits(before, isDeleted: shown.isDeleted) {
            note(
                version,
                "was written though its condition did not hold on \(before.map { "\($0)" } ?? "nothing"): \(call)"
            )
        }
        switch call.outcome {
        case .refused: note(version, "is stored, but was refused: \(call)")
        case .shown(let acknowledged) where acknowledged != shown:
            note(version, "is stored as \(shown), but was acknowledged otherwise: \(call)")
        default: break
        }
    }

    /// The call that has deleted or brought back: who was told so, else one that may have, else one that was refused.
    private func marker(of version: Version, after before: Shown?) -> Int? {
        let places = (markers[before?.etag ?? ""] ?? []).filter {
            guard case .delete = calls[$0].request else { return !version.shown.isDeleted }
            return version.shown.isDeleted
        }
        return places.min { calls[$0].likelihood < calls[$1].likelihood }
    }

    private mutating func checkAcknowledged() {
        for (place, call) in calls.enumerated() where call.request.isWrite && versions[place] == nil {
            guard case .shown = call.outcome else { continue }
            faults.append(Fault(record: call.record, description: "was acknowledged, but is lost: \(call)"))
        }
    }

    private mutating func note(_ version: Version, _ fault: String) {
        faults.append(Fault(record: version.record, description: "\(version) \(fault)"))
    }
}

extension Request {
    /// Whether it may be done to what there was before.
    fileprivate func fits(_ before: Shown?, isDeleted: Bool) -> Bool {
        switch self {
        case .create: before == nil && !isDeleted
        case .update(_, let etag): before?.isDeleted == false && !isDeleted && (etag == nil || etag == before?.etag)
        case .delete(let etag): before?.isDeleted == false && isDeleted && etag == before?.etag
        case .undelete(let etag): before?.isDeleted == true && !isDeleted && etag == before?.etag
        case .get, .getAsOf, .list: false
        }
    }
}

extension Call {
    /// Sorts those first that have more likely been done.
    fileprivate var likelihood: (Int, Int64) {
        switch outcome {
        case .shown, .listed: (0, start)
        case .unknown: (1, start)
        case .refused: (2, start)
        }
    }
}
