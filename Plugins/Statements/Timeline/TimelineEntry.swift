import CDossierProtos
import ModuleKit

/// Something that happened, was said or was done, as dossier.v1.TimelineEntry tells it.
struct TimelineEntry {
    /// Numbered as dossier.v1.TimelineEvent.
    enum Event: UInt32 {
        case occurred = 1
        case disclosed
        case said
        case measureEffective
        case measureDeadline
        case measureEnds
    }

    /// What an entry is of.
    enum Subject {
        case incident(name: String, title: String)
        case statement(Spoken, isRetracted: Bool, isCandidate: Bool)
    }

    let event: Event
    let subject: Subject
    /// When, as a FuzzyTime, encoded.
    let time: [UInt8]
    private let earliest: Int64
    private let latest: Int64

    /// - Parameters:
    ///   - span: when.
    ///   - otherwise: the place in time of what has no end.
    init(_ event: Event, _ subject: Subject, _ span: Span, otherwise: Int64 = .max, time: [UInt8]) {
        self.event = event
        self.subject = subject
        self.time = time
        latest = span.latest ?? max(otherwise, span.earliest ?? otherwise)
        earliest = span.earliest ?? latest
    }

    private var name: String {
        switch subject {
        case .incident(let name, _): name
        case .statement(let spoken, _, _): spoken.name
        }
    }

    /// The order of a timeline: by the latest that each can mean, then by the earliest.
    func precedes(_ other: TimelineEntry) -> Bool {
        (latest, earliest, event.rawValue, name) < (other.latest, other.earliest, other.event.rawValue, other.name)
    }
}
